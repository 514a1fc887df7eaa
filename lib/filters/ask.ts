/** Asks a metric with the filters of a page. */
import type { View } from '../access/gate.ts'
import { isMetricId, roomOf } from '../metrics/catalog.ts'
import { type Answer, type Definition, type FilterKey, QuestionError } from '../metrics/metric.ts'
import type { Selection } from './selection.ts'

export interface Question {
  metric: string
  /** The page's as-of, or another day to compare with. */
  asOf: string
  parameters?: Readonly<Record<string, string>>
  by?: string
  from?: string
  to?: string
}

export interface Asked {
  question: Question
  answer: Answer
  definition: Definition
  /** Filters of the page that the metric cannot apply; the figure says so instead of pretending. */
  ignored: FilterKey[]
}

/**
 * Answers a page's question, with those of the page's filters that the metric knows.
 * @throws QuestionError for an unknown metric, parameter or breakdown
 */
export async function ask(view: View, selection: Selection, question: Question): Promise<Asked> {
  const definition = await definitionOf(question.metric)
  const { where, ignored } = applicable(definition, selection)
  const { metric, asOf, by, from, to, parameters = {} } = question
  const answer = await view.metric({
    metric,
    asOf,
    where: [...Object.entries(parameters), ...where],
    ...(by !== undefined && { by }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  })
  return { question, answer, definition: withGoal(definition, answer), ignored }
}

/** The definition with the goal that the hospital has set, where it has. */
function withGoal(definition: Definition, { overall }: Answer): Definition {
  if (!definition.target || !overall.target) return definition
  return { ...definition, target: { ...definition.target, above: overall.target.above } }
}

/** @throws QuestionError for an unknown metric */
export async function definitionOf(metric: string): Promise<Definition> {
  if (!isMetricId(metric)) throw new QuestionError(`unknown metric '${metric}'`)
  return (await roomOf(metric)).definition
}

function applicable(definition: Definition, selection: Selection) {
  const where: [string, string][] = []
  const ignored: FilterKey[] = []
  for (const [key, values] of Object.entries(selection.filters) as [FilterKey, string[]][]) {
    if (definition.filters.includes(key)) where.push(...values.map((v): [string, string] => [key, v]))
    else ignored.push(key)
  }
  return { where, ignored }
}
