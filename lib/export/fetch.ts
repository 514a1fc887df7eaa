/** Fetching an export: once, in time, by the account that asked for it. */
import 'server-only'
import { type Actor, authorize } from '../access/actor.ts'
import type { View } from '../access/gate.ts'
import { NotFound } from '../access/not-found.ts'
import { appState } from '../app-state/database.ts'
import { type ExportRow, exportsOf, findExport, moveExport } from '../app-state/exports.ts'
import type { PersonRow } from '../metrics/metric.ts'
import { ExportError, type ExportRule } from './export-error.ts'
import { leaveOut, parted } from './leave-out.ts'
import { isContact, type LeftOutCounts, type Purpose } from './purposes.ts'
import { keptQuestion, purposeText } from './request.ts'

export interface ExportContent {
  row: ExportRow
  people: PersonRow[]
  leftOut: LeftOutCounts
  snapshot: string
}

/**
 * Takes an export and makes its file. The people are those frozen at the request, as the actor may see them now, without
 * those who have opted out since. Where the file cannot be made, the export can be fetched again.
 * @throws NotFound for another account's export; ExportError where it waits, was refused, used, or has expired
 */
export async function fetchExport<T>(
  view: View,
  actor: Actor,
  no: string,
  make: (content: ExportContent) => Promise<T>,
  now = Date.now(),
): Promise<T> {
  authorize(actor, 'export-people')
  const database = await appState()
  const row = await findExport(database, no)
  if (row?.requester !== actor.id) throw new NotFound(`no export '${no}'`)
  const obstacle = obstacleOf(row, now)
  if (obstacle) throw new ExportError(obstacle)
  // Whoever moves it has it: two requests at once get one file.
  if (!(await moveExport(database, no, 'ready', { state: 'fetched', fetchedAt: now }, now)))
    throw new ExportError('used')
  try {
    const content = await contentOf(view, row)
    const file = await make(content)
    const counts = { rows: content.people.length, leftOut: JSON.stringify(content.leftOut) }
    await moveExport(database, no, 'fetched', counts, now)
    return file
  } catch (error) {
    await moveExport(database, no, 'fetched', { state: 'ready', fetchedAt: null }, now)
    throw error
  }
}

async function contentOf(view: View, row: ExportRow): Promise<ExportContent> {
  const { question, list } = keptQuestion(row)
  const frozen = new Set(row.people.split('\n'))
  let leftOut: LeftOutCounts = {}
  const people = await view.people(question, list, {
    action: 'export-people',
    purpose: purposeText(row),
    detail: { export: row.no, format: row.format, ...(row.decidedBy && { approvedBy: row.decidedBy }) },
    async choose(rows) {
      const found = rows.filter((one) => frozen.has(one.person))
      const parts = parted(found, await leaveOut(view.snapshot, found, isContact(row.purpose as Purpose)))
      const gone = row.asked - found.length
      leftOut = { ...parts.leftOut, ...(gone > 0 && { gone }) }
      return parts.kept
    },
  })
  return { row, people, leftOut, snapshot: view.snapshot.name }
}

export type Obstacle = Extract<ExportRule, 'waiting' | 'refused' | 'expired' | 'used'>

/** Why an export cannot be fetched now; null where it can. */
export function obstacleOf(
  { state, expiresAt }: Pick<ExportRow, 'state' | 'expiresAt'>,
  now = Date.now(),
): Obstacle | null {
  if (state === 'refused') return 'refused'
  if (state === 'fetched') return 'used'
  if (expiresAt <= now) return 'expired'
  return state === 'waiting' ? 'waiting' : null
}

/** The account's own exports. */
export async function ownExports(actor: Actor): Promise<ExportRow[]> {
  authorize(actor, 'export-people')
  return exportsOf(await appState(), actor.id)
}
