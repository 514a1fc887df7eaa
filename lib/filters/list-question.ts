/** The question of a list of people, as a page's address says it: the same for the page, the list and the file. */
import type { View } from '../access/gate.ts'
import type { RawQuestion } from '../metrics/answer.ts'
import { type Answer, type Definition, type ListState, QuestionError } from '../metrics/metric.ts'
import { ask, definitionOf, type Question } from './ask.ts'
import { oneOf, type SearchParams, type Selection } from './selection.ts'

export interface ListQuestion {
  definition: Definition
  list: ListState
  /** As the gate takes it: parameters and filters in one. */
  question: RawQuestion
  parameters: Readonly<Record<string, string>>
  filters: Answer['filters']
}

/**
 * A list of a question under the filters of a page.
 * @throws QuestionError for an unknown metric, list or parameter
 */
export async function listQuestion(
  view: View,
  selection: Selection,
  question: Question,
  state: string,
): Promise<ListQuestion> {
  const definition = await definitionOf(question.metric)
  const list = definition.lists.find((known) => known === state)
  if (!list) throw new QuestionError(`list=${state}: expected one of ${definition.lists.join(', ')}`)
  const { answer } = await ask(view, selection, question)
  const { metric, asOf, from, to, parameters = {} } = question
  const where = [...Object.entries(parameters), ...filterPairs(answer.filters)]
  const raw = { metric, asOf, where, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
  return { definition, list, question: raw, parameters, filters: answer.filters }
}

/** The same, all of it from the address: `metric`, `list`, parameters, period and filters. */
export async function addressedList(
  view: View,
  selection: Selection,
  params: SearchParams,
  asOf: string,
): Promise<ListQuestion> {
  const definition = await definitionOf(oneOf(params, 'metric') ?? '')
  const parameters: Record<string, string> = {}
  for (const { name } of definition.parameters) {
    const value = oneOf(params, name)
    if (value !== undefined) parameters[name] = value
  }
  const [from, to] = [oneOf(params, 'from'), oneOf(params, 'to')]
  const period = from !== undefined && to !== undefined ? { from, to } : {}
  return listQuestion(
    view,
    selection,
    { metric: definition.id, asOf, parameters, ...period },
    oneOf(params, 'list') ?? '',
  )
}

/** Filters as pairs of key and value, a key as often as it has values. */
export function filterPairs(filters: Readonly<Record<string, readonly string[] | undefined>>): [string, string][] {
  return Object.entries(filters).flatMap(([key, values]) => (values ?? []).map((v): [string, string] => [key, v]))
}
