import { type Actor, authorize } from '../../../lib/access/actor.ts'
import { type AuditRow, type ChainCheck, checkAudit, readAudit } from '../../../lib/access/audit.ts'
import { openView } from '../../../lib/access/gate.ts'
import { SCOPE_KEYS, type ScopeKey } from '../../../lib/access/scope.ts'
import { readTrailFilter } from '../../../lib/access/trail-filter.ts'
import { appState } from '../../../lib/app-state/database.ts'
import { readExportLimits } from '../../../lib/app-state/export-limits.ts'
import { type GoalSetting, listGoals } from '../../../lib/app-state/settings.ts'
import type { Account } from '../../../lib/auth/account.ts'
import { listUsers } from '../../../lib/auth/users.ts'
import type { ExportLimits } from '../../../lib/export/limits.ts'
import { type Option, readOptions } from '../../../lib/filters/options.ts'
import type { SearchParams } from '../../../lib/filters/selection.ts'

/** Rows of the trail that a page shows; the file has all of them. */
const MOST_ROWS = 500

export type ScopeOptions = Record<ScopeKey, Option[]>

export interface UsersTab {
  users: Account[]
  options: ScopeOptions
}

/** Accounts, and what a scope may be made of. */
export async function gatherUsers(actor: Actor): Promise<UsersTab> {
  authorize(actor, 'manage-users')
  const database = await appState()
  const users = await listUsers(database)
  return { users: users.map(({ createdAt, ...account }) => account), options: await scopeOptions(actor) }
}

/** Hospitals, departments and groups of the snapshot; none while nothing is published. */
async function scopeOptions(actor: Actor): Promise<ScopeOptions> {
  try {
    const options = await openView(actor, readOptions)
    return { hospital: options.hospital, department: options.department, group: options.group }
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSnapshot')
      return Object.fromEntries(SCOPE_KEYS.map((key) => [key, []])) as unknown as ScopeOptions
    throw error
  }
}

export interface TrailTab {
  rows: AuditRow[]
  count: number
  /** Only when it was asked for: it reads the whole trail. */
  check: ChainCheck | null
}

/** The trail under the filters of the address. */
export async function gatherTrail(actor: Actor, params: SearchParams): Promise<TrailTab> {
  authorize(actor, 'read-audit')
  const database = await appState()
  const trail = await readAudit(database, readTrailFilter(params), { limit: MOST_ROWS })
  return { ...trail, check: params.check === '1' ? await checkAudit(database) : null }
}

/** Goals in force. */
export async function gatherGoals(actor: Actor): Promise<GoalSetting[]> {
  authorize(actor, 'write-settings')
  return listGoals(await appState())
}

/** How much may leave without a second person. */
export async function gatherExportLimits(actor: Actor): Promise<ExportLimits> {
  authorize(actor, 'write-settings')
  return readExportLimits(await appState())
}
