/** The second person: sees how many, what for and by which question; never who. */
import 'server-only'
import { AccessDenied, type Actor, authorize } from '../access/actor.ts'
import { record } from '../access/audit.ts'
import { NotFound } from '../access/not-found.ts'
import { covers, type Scope } from '../access/scope.ts'
import { appState } from '../app-state/database.ts'
import { type ExportRow, exportsToDecide, findExport, moveExport, waitingExports } from '../app-state/exports.ts'
import { ExportError } from './export-error.ts'
import { FETCHABLE, keptQuestion, purposeText } from './request.ts'

export type Decision = 'approve' | 'refuse'

/**
 * Approves or refuses a request of somebody else.
 * @throws AccessDenied for one's own request; NotFound beyond the actor's rows; ExportError where it is decided already
 */
export async function decideExport(actor: Actor, no: string, decision: Decision, now = Date.now()): Promise<void> {
  authorize(actor, 'approve-exports')
  const database = await appState()
  const row = await findExport(database, no)
  if (!row || !mayDecide(actor, row)) throw new NotFound(`no export '${no}'`)
  if (row.requester === actor.id) throw new AccessDenied('nobody decides on a request of their own')
  const isApproved = decision === 'approve'
  const decided: Partial<ExportRow> = {
    state: isApproved ? 'ready' : 'refused',
    decidedBy: actor.id,
    decidedAt: now,
    expiresAt: isApproved ? now + FETCHABLE : row.expiresAt,
  }
  // Whoever moves it has decided; the trail has no decision that another one had overtaken.
  if (!(await moveExport(database, no, 'waiting', decided, now))) throw new ExportError('decided')
  const { list, question } = keptQuestion(row)
  try {
    await record(database, {
      actor,
      action: `export-${decision}`,
      target: `${question.metric}/${list}`,
      purpose: purposeText(row),
      detail: { export: no, requester: row.requester },
      people: row.people.split('\n'),
      rows: row.rows,
    })
  } catch (error) {
    const { decidedBy, decidedAt, expiresAt } = row
    await moveExport(database, no, isApproved ? 'ready' : 'refused', {
      state: 'waiting',
      decidedBy,
      decidedAt,
      expiresAt,
    })
    throw error
  }
}

/** How many requests wait for this account; none for those who decide nothing. */
export async function countWaiting(actor: Actor): Promise<number> {
  if (!actor.rights.has('approve-exports')) return 0
  const rows = await waitingExports(await appState())
  return rows.filter((row) => mayDecide(actor, row) && row.requester !== actor.id).length
}

/** Requests that an account may decide on, or has decided. */
export async function decisionsOf(actor: Actor): Promise<ExportRow[]> {
  authorize(actor, 'approve-exports')
  const rows = await exportsToDecide(await appState(), actor.id)
  return rows.filter((row) => mayDecide(actor, row))
}

/** Who approves must be allowed all the rows that the requester might see. */
function mayDecide(actor: Actor, row: Pick<ExportRow, 'scope'>): boolean {
  return covers(actor.scope, JSON.parse(row.scope) as Scope)
}
