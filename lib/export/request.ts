/** Asking for a list as a file: who is on it is frozen, and nothing is made yet. */
import 'server-only'
import { type Actor, authorize } from '../access/actor.ts'
import type { View } from '../access/gate.ts'
import { startOfDay } from '../access/start-of-day.ts'
import { appState } from '../app-state/database.ts'
import { readExportLimits } from '../app-state/export-limits.ts'
import { countExports, type ExportRow, insertExport } from '../app-state/exports.ts'
import { effectiveAsOf } from '../filters/as-of.ts'
import { addressedList, type ListQuestion, listQuestion } from '../filters/list-question.ts'
import { oneOf, readSelection, type SearchParams } from '../filters/selection.ts'
import type { RiskRule } from '../metrics/metric.ts'
import { riskListState, riskQuestion } from '../risk/list.ts'
import { ExportError } from './export-error.ts'
import { leaveOut, parted } from './leave-out.ts'
import { type Format, isContact, type Purpose } from './purposes.ts'
import { newExportNo } from './trace.ts'

const HOUR = 3_600_000
/** How long a request waits for its approval, and a file to be fetched. */
export const WAITS = 7 * 24 * HOUR
export const FETCHABLE = 24 * HOUR

export interface AskedExport {
  /** Query of the page that shows the list. */
  query: string
  /** Of a risk list; absent for the list that the query itself names. */
  rule?: RiskRule | 'any'
  /** Those chosen of the list; absent for all. */
  people?: readonly string[]
  purpose: Purpose
  /** What an unlisted purpose is. */
  note: string
  format: Format
}

/** A question as it is kept with a request: enough to ask it again and to say it in words. */
export type KeptQuestion = Omit<ListQuestion, 'definition'> & { version: number }

/**
 * Keeps a request. Where it is longer than the hospital's limit, somebody else must approve it first.
 * @throws AccessDenied, QuestionError, or ExportError when the list is empty or the day's files are used up
 */
export async function requestExport(
  view: View,
  actor: Actor,
  asked: AskedExport,
  now = Date.now(),
): Promise<ExportRow> {
  authorize(actor, 'export-people')
  const database = await appState()
  const { approveAbove, perDay } = await readExportLimits(database)
  const since = startOfDay(now)
  if ((await countExports(database, actor.id, since)) >= perDay) throw new ExportError('perDay')
  const { definition, ...question } = await askedList(view, asked)
  const no = newExportNo()
  const wanted = asked.people && new Set(asked.people)
  const all = await view.people(question.question, question.list, {
    action: 'export-request',
    purpose: purposeText(asked),
    detail: { export: no, format: asked.format },
    choose: (rows) => (wanted ? rows.filter((row) => wanted.has(row.person)) : rows),
  })
  if (all.length === 0) throw new ExportError('nobody')
  const { kept, leftOut } = parted(all, await leaveOut(view.snapshot, all, isContact(asked.purpose)))
  const isWaiting = kept.length > approveAbove
  const row: ExportRow = {
    no,
    requester: actor.id,
    scope: JSON.stringify(actor.scope),
    purpose: asked.purpose,
    note: asked.note,
    format: asked.format,
    question: JSON.stringify({ ...question, version: definition.version } satisfies KeptQuestion),
    people: [...new Set(all.map((one) => one.person))].join('\n'),
    asked: all.length,
    rows: kept.length,
    leftOut: JSON.stringify(leftOut),
    snapshot: view.snapshot.name,
    state: isWaiting ? 'waiting' : 'ready',
    askedAt: now,
    expiresAt: now + (isWaiting ? WAITS : FETCHABLE),
    decidedBy: null,
    decidedAt: null,
    fetchedAt: null,
  }
  if (!(await insertExport(database, row, { since, most: perDay }))) throw new ExportError('perDay')
  return row
}

/** How the audit trail names a purpose. */
export function purposeText({ purpose, note }: { purpose: string; note: string }): string {
  return note === '' ? purpose : `${purpose}: ${note}`
}

/** The question that was kept with a request. */
export function keptQuestion(row: Pick<ExportRow, 'question'>): KeptQuestion {
  return JSON.parse(row.question) as KeptQuestion
}

async function askedList(view: View, { query, rule }: AskedExport): Promise<ListQuestion> {
  const address = new URLSearchParams(query)
  const params: SearchParams = Object.fromEntries([...new Set(address.keys())].map((key) => [key, address.getAll(key)]))
  const selection = readSelection(params)
  const asOf = effectiveAsOf(oneOf(params, 'asOf'), view.snapshot.dataThrough ?? '')
  if (rule === undefined) return addressedList(view, selection, params, asOf)
  return listQuestion(view, selection, await riskQuestion({ rule, asOf }), riskListState(rule))
}
