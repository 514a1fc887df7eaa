/** Whether a person belongs to some rows: by the person's own first join, or by a stay in one of the groups. */
import { sql } from 'drizzle-orm'
import type { FilterKey } from '../metrics/metric.ts'
import { groupFilters, personFilters } from '../metrics/shared/population.ts'
import type { Engine } from '../warehouse/engine.ts'

/** Always true where the rows are all rows. */
export async function isAmong(
  engine: Engine,
  person: string,
  rows: readonly (readonly [string, string])[],
  asOf: string,
): Promise<boolean> {
  if (rows.length === 0) return true
  const filters: Partial<Record<FilterKey, string[]>> = {}
  for (const [key, value] of rows) filters[key as FilterKey] = [...(filters[key as FilterKey] ?? []), value]
  const query = { asOf, parameters: {}, filters }
  const found = await engine.query(sql`select 1 as found from person p where p.person_key = ${person} and (
    ${personFilters(query)} or exists (select 1 from spell s join community_group g on g.group_id = s.group_id
      where s.person_id = p.person_id and ${groupFilters(query).condition}))`)
  return found.length > 0
}
