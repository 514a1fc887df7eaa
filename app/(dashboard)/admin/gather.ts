import type { ComponentProps } from 'react'
import { type Actor, authorize, mayChange } from '../../../lib/access/actor.ts'
import { type AuditRow, type ChainCheck, checkAudit, readAudit } from '../../../lib/access/audit.ts'
import { openView, type View } from '../../../lib/access/gate.ts'
import { SCOPE_KEYS, type ScopeKey } from '../../../lib/access/scope.ts'
import { readTrailFilter } from '../../../lib/access/trail-filter.ts'
import { listEntered } from '../../../lib/app-state/costs.ts'
import { appState } from '../../../lib/app-state/database.ts'
import { readExportLimits } from '../../../lib/app-state/export-limits.ts'
import { type RiskThreshold, riskThresholds } from '../../../lib/app-state/risk.ts'
import { type GoalSetting, listGoals } from '../../../lib/app-state/settings.ts'
import type { Account } from '../../../lib/auth/account.ts'
import { listUsers } from '../../../lib/auth/users.ts'
import type { ExportLimits } from '../../../lib/export/limits.ts'
import { type Option, readDiseases, readOptions } from '../../../lib/filters/options.ts'
import type { SearchParams } from '../../../lib/filters/selection.ts'
import type { EnteredCosts } from '../../ui/settings/entered.tsx'

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
  const options = await onSnapshot(actor, readOptions)
  return Object.fromEntries(SCOPE_KEYS.map((key) => [key, options?.[key] ?? []])) as unknown as ScopeOptions
}

/** What the snapshot says; null while nothing is published: settings can be made before the first load. */
async function onSnapshot<T>(actor: Actor, read: (view: View) => Promise<T>): Promise<T | null> {
  try {
    return await openView(actor, read)
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSnapshot') return null
    throw error
  }
}

export interface RulesTab {
  own: RiskThreshold[]
  diseases: string[]
  isReadOnly: boolean
}

/** The hospital's own bounds of the rules, and the diseases that one may be for. */
export async function gatherRules(actor: Actor): Promise<RulesTab> {
  authorize(actor, 'write-thresholds')
  const diseases = await onSnapshot(actor, readDiseases)
  const isReadOnly = !mayChange(actor, 'write-thresholds')
  return { own: await riskThresholds(), diseases: diseases ?? [], isReadOnly }
}

/** Costs and benefits entered on pages, and what a new row may be for. */
export async function gatherCosts(actor: Actor): Promise<ComponentProps<typeof EnteredCosts>> {
  authorize(actor, 'write-costs')
  const entered = await listEntered(await appState())
  const served = await onSnapshot(actor, async (view) => {
    const { channel, group } = await readOptions(view)
    return { snapshot: view.snapshot.name, channels: channel, groups: group, day: view.snapshot.dataThrough }
  })
  const { day, ...options } = served ?? { day: null, snapshot: '', channels: [], groups: [] }
  const isReadOnly = !mayChange(actor, 'write-costs')
  return { entered, ...options, isReadOnly, month: (day ?? new Date().toISOString()).slice(0, 7) }
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
export async function gatherGoals(actor: Actor): Promise<{ goals: GoalSetting[]; isReadOnly: boolean }> {
  authorize(actor, 'write-settings')
  return { goals: await listGoals(await appState()), isReadOnly: !mayChange(actor, 'write-settings') }
}

/** How much may leave without a second person, and whether the actor may say so. */
export async function gatherExportLimits(actor: Actor): Promise<{ limits: ExportLimits; canChange: boolean }> {
  authorize(actor, 'read-settings')
  return { limits: await readExportLimits(await appState()), canChange: mayChange(actor, 'write-export-limits') }
}
