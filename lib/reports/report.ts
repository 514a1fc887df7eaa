/** A month's report: every answer that it rests on. What it shows is made from this alone, live or frozen. */
import type { Actor } from '../access/actor.ts'
import type { View } from '../access/gate.ts'
import { ask, type Question } from '../filters/ask.ts'
import { readOptions } from '../filters/options.ts'
import { BAR_FILTERS } from '../filters/selection.ts'
import { type Answer, type FilterKey, QuestionError } from '../metrics/metric.ts'
import { type FeedRow, readQuality } from '../quality/report.ts'
import { askings, commandOf } from './calls.ts'
import type { ReportMonth } from './month.ts'

export interface Entry {
  id: string
  question: Question
  answer: Answer
  /** Filters of the report that the metric cannot apply. */
  ignored: FilterKey[]
}

export type Filters = Partial<Record<FilterKey, string[]>>

export interface Report {
  month: ReportMonth
  filters: Filters
  /** Names of the groups, channels and so on that the filters hold, by value. */
  filterNames: Record<string, string>
  snapshot: string
  /** Instant at which the snapshot was built; null where the reader may not see the state of the data. */
  builtAt: string | null
  dataThrough: string
  /** Answers by the id of their call. */
  entries: Record<string, Entry>
  /** What every feed had brought; null where the reader may not see the state of the data. */
  feeds: FeedRow[] | null
}

/** Asks everything that a month's report needs, from one snapshot. */
export async function buildReport(actor: Actor, view: View, month: ReportMonth, filters: Filters): Promise<Report> {
  const [entries, quality, filterNames] = await Promise.all([
    Promise.all(askings(month).map(({ id, question }) => answered(view, id, question, filters))),
    actor.rights.has('read-quality') ? readQuality(actor, view) : null,
    namesOf(view, filters),
  ])
  return {
    month,
    filters,
    filterNames,
    snapshot: view.snapshot.name,
    builtAt: quality?.builtAt ?? null,
    dataThrough: view.snapshot.dataThrough ?? month.asOf,
    entries: Object.fromEntries(entries.map((entry) => [entry.id, entry])),
    feeds: quality?.feeds ?? null,
  }
}

async function namesOf(view: View, filters: Filters): Promise<Record<string, string>> {
  const options = await readOptions(view)
  const chosen = BAR_FILTERS.flatMap((key) => options[key].filter(({ value }) => filters[key]?.includes(value)))
  return Object.fromEntries(chosen.map(({ value, label }) => [value, label]))
}

/** An earlier report with today's answers to its questions; one that can no longer be asked is left out. */
export async function askAgain(view: View, report: Report): Promise<Report> {
  const asked = Object.values(report.entries).map(({ id, question }) =>
    answered(view, id, question, report.filters).catch((error: unknown) => {
      if (error instanceof QuestionError) return null
      throw error
    }),
  )
  const entries = (await Promise.all(asked)).filter((entry) => entry !== null)
  return {
    ...report,
    snapshot: view.snapshot.name,
    entries: Object.fromEntries(entries.map((entry) => [entry.id, entry])),
  }
}

async function answered(view: View, id: string, question: Question, filters: Filters): Promise<Entry> {
  const { answer, ignored } = await ask(view, { filters }, question)
  return { id, question, answer, ignored }
}

/** How to ask an entry's question on the command line. */
export function commandOfEntry(entry: Entry): string {
  const filters = Object.entries(entry.answer.filters).flatMap(([key, values]) =>
    values.map((value): [string, string] => [key, value]),
  )
  return commandOf(entry.question, filters)
}

/** Versions of the definitions that a report rests on, by metric. */
export function versionsOf(report: Report): [metric: string, version: number][] {
  const versions = new Map(Object.values(report.entries).map(({ answer }) => [answer.metric, answer.definitionVersion]))
  return [...versions]
}

/** Filters of the report that some of these calls could not apply. */
export function ignoredBy(report: Report, calls: readonly string[]): FilterKey[] {
  return [...new Set(calls.flatMap((id) => report.entries[id]?.ignored ?? []))]
}
