/** Freezing a month, and reading what was frozen, for an actor. */
import 'server-only'
import { type Actor, authorize } from '../access/actor.ts'
import { openView, visibleAnswer } from '../access/gate.ts'
import { limitedKeys } from '../access/scope.ts'
import { appState } from '../app-state/database.ts'
import { type FrozenHead, findReport, insertReport, listReports } from '../app-state/reports.ts'
import { definitionOf } from '../filters/ask.ts'
import { QuestionError } from '../metrics/metric.ts'
import { monthHolding } from './month.ts'
import { buildReport, type Filters, type Report, versionsOf } from './report.ts'

export interface Frozen {
  head: FrozenHead
  report: Report
}

/**
 * Keeps the month that holds a day as it is now.
 * @throws AccessDenied without the right to freeze, QuestionError for a day that is not loaded
 */
export async function freeze(actor: Actor, day: string, filters: Filters): Promise<FrozenHead> {
  authorize(actor, 'write-reports')
  const report = await openView(actor, (view) => {
    const { dataThrough } = view.snapshot
    if (dataThrough === null || day > monthHolding(dataThrough, dataThrough).asOf) {
      throw new QuestionError(`${day} is not loaded; data reach to ${dataThrough ?? 'no day'}`)
    }
    return buildReport(actor, view, monthHolding(day, dataThrough), filters)
  })
  return insertReport(await appState(), {
    month: report.month.month,
    filters: filterKey(filters),
    asOf: report.month.asOf,
    snapshot: report.snapshot,
    versions: JSON.stringify(Object.fromEntries(versionsOf(report))),
    content: JSON.stringify(report),
    createdBy: actor.id,
  })
}

/** The frozen report with an id, as this actor may see it; null where there is none. */
export async function readFrozen(actor: Actor, id: string): Promise<Frozen | null> {
  authorize(actor, 'read-figures')
  const row = await findReport(await appState(), id)
  if (!row || !mayRead(actor, row)) return null
  const { content, versions: _, ...head } = row
  return { head, report: await visibleTo(actor, JSON.parse(content) as Report) }
}

/** Every frozen report, or those of one month and set of filters. */
export async function readHeads(actor: Actor, only?: { month: string; filters: Filters }): Promise<FrozenHead[]> {
  authorize(actor, 'read-figures')
  const wanted = only && { month: only.month, filters: filterKey(only.filters) }
  return (await listReports(await appState(), wanted)).filter((head) => mayRead(actor, head))
}

/** A report is of the rows of whoever froze it: who sees fewer rows reads only the own ones. */
function mayRead({ id, scope }: Actor, { createdBy }: Pick<FrozenHead, 'createdBy'>): boolean {
  return createdBy === id || limitedKeys(scope).length === 0
}

/** Whoever froze it may have seen more than who reads it. */
async function visibleTo(actor: Actor, report: Report): Promise<Report> {
  const feeds = actor.rights.has('read-quality') ? report.feeds : null
  const entries = await Promise.all(
    Object.entries(report.entries).map(async ([id, entry]) => {
      const definition = await definitionOf(entry.answer.metric)
      return [id, { ...entry, answer: visibleAnswer(actor, definition, entry.answer) }] as const
    }),
  )
  return { ...report, feeds, entries: Object.fromEntries(entries) }
}

/** Equal filters give equal text, whatever their order. */
export function filterKey(filters: Filters): string {
  const entries = Object.entries(filters).filter(([, values]) => values.length > 0)
  return JSON.stringify(Object.fromEntries(entries.sort().map(([key, values]) => [key, [...values].sort()])))
}
