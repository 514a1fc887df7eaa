/** Mature visit episodes of members and what ended them, counted: the base of the drop-out curve. */
import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../../../warehouse/engine.ts'
import type { MetricQuery } from '../../metric.ts'
import { counts, personColumn, personFilters } from '../population.ts'

/** Days from the visit on that the curve covers, 0 to 90: thirteen whole weeks. */
export const HORIZON_DAYS = 90
/** Silent days after the last contact that make a loss; as in the mart. */
export const SILENT_DAYS = 90

export interface EndedRow extends Row {
  key: string
  /** Days from the visit; null for those whom the horizon outlived. */
  day: number | null
  lost: number
  returned: number
  episodes: number
}

/** One row a key and day after the visit. An episode counts once its horizon and the silence after it lie before the end. */
export function endedEpisodes(query: MetricQuery, by: string | undefined): SQL {
  const asOf = sql`${query.asOf}::date`
  const key = by === undefined ? sql`''` : sql`coalesce(${personColumn(by, query.parameters.attribution)}, 'unknown')`
  const within = (day: SQL) => sql`${day} - e.day <= ${sql.raw(String(HORIZON_DAYS))}`
  return sql`with ended as (
      select ${key} as key, case when ${within(sql`e.lost_day`)} then e.lost_day - e.day end as lost,
        case when ${within(sql`e.return_day`)} then e.return_day - e.day end as returned
      from visit_episode e join person p on p.person_id = e.person_id
      where e.day <= ${asOf} - ${sql.raw(String(HORIZON_DAYS + SILENT_DAYS))}
        and ${counts(query.asOf)} and ${personFilters(query)}
        and (p.deceased_on is null or p.deceased_on > e.day + ${sql.raw(String(HORIZON_DAYS + SILENT_DAYS))}))
    select key, coalesce(lost, returned) as day, count(lost) as lost, count(returned) as returned, count(*) as episodes
    from ended group by key, coalesce(lost, returned) order by key, day`
}
