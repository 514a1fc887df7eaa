/** What can be chosen in the filter bar, read from the marts of the snapshot that the page shows. */
import { sql } from 'drizzle-orm'
import type { View } from '../access/gate.ts'
import { CLINICAL_KEYS } from '../access/matrix.ts'
import { isInside, SCOPE_KEYS } from '../access/scope.ts'
import { cached } from '../warehouse/cache.ts'
import type { Engine } from '../warehouse/engine.ts'
import { BAR_FILTERS, type BarFilter } from './selection.ts'

export interface Option {
  value: string
  /** As the sources name it; the value itself where they do not. */
  label: string
}

export type FilterOptions = Record<BarFilter, Option[]>

/** What the actor may choose, `unknown` last, otherwise by label. */
export async function readOptions({ snapshot, actor }: View): Promise<FilterOptions> {
  const all = await cached(snapshot, ['filter-options'], () => queryOptions(snapshot.engine))
  const options = { ...all }
  for (const key of SCOPE_KEYS) options[key] = all[key].filter(({ value }) => isInside(actor.scope, key, value))
  if (actor.rights.has('read-clinical')) return options
  for (const key of BAR_FILTERS) if (CLINICAL_KEYS.has(key)) options[key] = []
  return options
}

/** Every disease that groups are for, by name: what a threshold may be set for, whoever sets it. */
export async function readDiseases({ snapshot }: View): Promise<string[]> {
  const { disease } = await cached(snapshot, ['filter-options'], () => queryOptions(snapshot.engine))
  return disease.map(({ value }) => value)
}

async function queryOptions(engine: Engine): Promise<FilterOptions> {
  const rows = await engine.query<{ kind: string; value: string; label: string }>(sql`
    select distinct 'hospital' as kind, hospital as value, hospital as label from community_group
    union select distinct 'department', department, department from community_group
    union select distinct 'disease', disease, disease from community_group
    union select distinct 'stage', stage, stage from community_group
    union select 'group', group_id, coalesce(name, group_id) from community_group
    union select 'channel', channel, coalesce(name, channel) from channel
    union select distinct 'channel', 'unknown', 'unknown' from person where channel_first = 'unknown'
    union select distinct 'memberTier', tier, tier from member_tier
    union select distinct 'memberTier', 'unknown', 'unknown' from person where first_join_at is not null`)
  const options = Object.fromEntries(BAR_FILTERS.map((key) => [key, [] as Option[]])) as FilterOptions
  for (const { kind, value, label } of rows) options[kind as BarFilter].push({ value, label })
  for (const key of BAR_FILTERS) options[key].sort(byLabel)
  return options
}

function byLabel(a: Option, b: Option): number {
  const last = Number(a.value === 'unknown') - Number(b.value === 'unknown')
  return last || a.label.localeCompare(b.label, 'zh-Hans-CN', { numeric: true })
}

/** Disease of every group by its id, for tables of groups; nothing for those who see no clinical fields. */
export async function readGroupDiseases(view: View): Promise<Record<string, string>> {
  if (!view.actor.rights.has('read-clinical')) return {}
  return cached(view.snapshot, ['group-diseases'], async () => {
    const rows = await view.snapshot.engine.query<{ id: string; disease: string }>(
      sql`select group_id as id, disease from community_group`,
    )
    return Object.fromEntries(rows.map((row) => [row.id, row.disease]))
  })
}
