import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { LOCAL_OWNER } from '../../lib/access/actor.ts'
import type { Flat, FlatTable } from '../../lib/export/arrow.ts'
import { answerMetric, type Goals, listPeople, type RawQuestion } from '../../lib/metrics/answer.ts'
import { isMetricId, METRIC_IDS } from '../../lib/metrics/catalog.ts'
import { type PersonRow, QuestionError } from '../../lib/metrics/metric.ts'
import type { DataLayout } from '../../lib/warehouse/layout.ts'
import { openCurrent, type Snapshot } from '../../lib/warehouse/snapshot.ts'
import { flattenAnswer, flattenPeople } from './flatten.ts'
import { print } from './output.ts'
import { textTable } from './table.ts'

export const FORMATS = ['table', 'json', 'csv', 'arrow'] as const
export type Format = (typeof FORMATS)[number]

export interface MetricOptions {
  asOf?: string
  where?: [string, string][]
  by?: string
  from?: string
  to?: string
  list?: string
  /** What a list is wanted for, in words: kept in the audit trail. */
  purpose?: string
  format?: Format
}

/** Prints one metric, or the people behind it, as of a day. */
export async function metricCommand(layout: DataLayout, metric: string, options: MetricOptions): Promise<void> {
  if (!isMetricId(metric)) {
    throw new QuestionError(`unknown metric '${metric}'; known: ${METRIC_IDS.join(', ')}`)
  }
  const snapshot = await openCurrent(layout)
  try {
    const question = questionOf(metric, options, snapshot)
    const format = options.format ?? (process.stdout.isTTY ? 'table' : 'json')
    if (options.list === undefined) {
      const answer = await answerMetric(snapshot.engine, snapshot.name, question, await goalsOf(layout))
      await show(format, answer, () => flattenAnswer(answer))
      return
    }
    const people = await listPeople(snapshot.engine, question, options.list)
    await recordList(layout, { question, snapshot: snapshot.name, people, format, list: options.list, ...options })
    const list = {
      metric,
      asOf: question.asOf,
      snapshot: snapshot.name,
      list: options.list,
      count: people.length,
      people,
    }
    await show(format, list, () => flattenPeople(people))
  } finally {
    await snapshot.close()
  }
}

interface ListLeaving {
  question: RawQuestion
  snapshot: string
  people: readonly PersonRow[]
  format: Format
  list: string
  purpose?: string
}

/**
 * In the audit trail before anything is printed, as for lists of the application. A table on a terminal is looked at;
 * every other format is a file of people, or becomes one behind a pipe. A purpose is not insisted on: whoever runs the
 * command reads the files anyway, and schedules of the hospital ask the same lists without a person to ask why.
 */
async function recordList(layout: DataLayout, leaving: ListLeaving): Promise<void> {
  const { question, snapshot, people, format, list, purpose = '' } = leaving
  const { record } = await import('../../lib/access/audit.ts')
  const { appState } = await import('../../lib/app-state/database.ts')
  await record(await appState(layout.appState), {
    actor: LOCAL_OWNER,
    action: format === 'table' ? 'view-people' : 'export-people',
    target: `${question.metric}/${list}`,
    purpose: format === 'table' ? '' : `other: ${purpose.trim() || 'command line'}`,
    detail: { format, snapshot, asOf: question.asOf, where: question.where ?? [] },
    people: people.map((row) => row.person),
    rows: people.length,
  })
}

/** Goals that the hospital has set. The database is only loaded where there is one: most questions end sooner without. */
async function goalsOf({ appState }: DataLayout): Promise<Goals> {
  if (!existsSync(join(appState, 'app.sqlite'))) return {}
  const { readGoals } = await import('../../lib/app-state/settings.ts')
  return readGoals(appState)
}

function questionOf(metric: string, options: MetricOptions, snapshot: Snapshot): RawQuestion {
  const asOf = options.asOf ?? snapshot.dataThrough
  if (asOf === null) throw new QuestionError('nothing with a date is loaded yet; say --as-of YYYY-MM-DD')
  const { where, by, from, to } = options
  return { metric, asOf, where, by, from, to }
}

async function show(format: Format, object: unknown, flatten: () => FlatTable): Promise<void> {
  if (format === 'json') return print(`${JSON.stringify(object, null, 2)}\n`)
  const flat = flatten()
  if (format === 'csv') {
    const { csvFile } = await import('../../lib/access/csv.ts')
    return print(csvFile(flat.columns, flat.rows))
  }
  if (format === 'arrow') {
    const { arrowStream } = await import('../../lib/export/arrow.ts')
    return print(arrowStream(flat))
  }
  const columns = flat.columns.filter((name) => isForPeople(flat.rows.map((row) => row[name] ?? '')))
  const rows = flat.rows.map((row) => columns.map((name) => row[name]))
  return print(`${textTable(columns, rows)}\n`)
}

/** Columns without a value, and those that hold JSON, are left out of the table on a terminal. */
function isForPeople(values: readonly Flat[]): boolean {
  return values.some((v) => v !== '') && !values.some((v) => typeof v === 'string' && v.startsWith('{'))
}
