/** The limits of exports in force: the hospital's own numbers, or the program's. */
import { inArray } from 'drizzle-orm'
import { type AuditEntry, record } from '../access/audit.ts'
import { EXPORT_LIMITS, type ExportLimit, type ExportLimits } from '../export/limits.ts'
import type { AppState } from './database.ts'
import { settings } from './schema/settings.ts'
import { SettingError } from './settings.ts'

const keyOf = (limit: ExportLimit) => `export.${limit}`

export async function readExportLimits(database: AppState): Promise<ExportLimits> {
  const keys = (Object.keys(EXPORT_LIMITS) as ExportLimit[]).map(keyOf)
  const rows = await database.select().from(settings).where(inArray(settings.key, keys))
  const limitOf = (limit: ExportLimit) => {
    const value = Number(rows.find((row) => row.key === keyOf(limit))?.value ?? Number.NaN)
    return isPossible(limit, value) ? value : EXPORT_LIMITS[limit].usual
  }
  return { approveAbove: limitOf('approveAbove'), perDay: limitOf('perDay') }
}

/** @throws SettingError for a number out of bounds */
export async function setExportLimit(
  database: AppState,
  actor: AuditEntry['actor'],
  limit: ExportLimit,
  value: number,
): Promise<void> {
  const { least, most } = EXPORT_LIMITS[limit]
  if (!isPossible(limit, value)) throw new SettingError(`${limit} is a whole number from ${least} to ${most}`)
  const before = (await readExportLimits(database))[limit]
  const row = { value: JSON.stringify(value), changedBy: actor.id, changedAt: Date.now() }
  const change = database
    .insert(settings)
    .values({ key: keyOf(limit), ...row })
    .onConflictDoUpdate({ target: settings.key, set: row })
  const detail = { before, after: value }
  await record(database, { actor, action: 'settings', target: keyOf(limit), detail }, [change])
}

function isPossible(limit: ExportLimit, value: number): boolean {
  const { least, most } = EXPORT_LIMITS[limit]
  return Number.isInteger(value) && value >= least && value <= most
}
