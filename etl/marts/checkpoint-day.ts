import type { DuckDBConnection } from '@duckdb/node-api'
import { checkpointDay } from '../../lib/warehouse/schema.ts'
import { fillMart } from './fill.ts'

/** Whole days before the day three months after the first join. */
const WINDOW_DAYS = 28

/**
 * The member-days of everybody's own checkpoint window, with the tiers of activity on each. No as-of plays a part: a
 * window that is over lies before it as a whole.
 */
export async function buildCheckpointDays(connection: DuckDBConnection): Promise<void> {
  await fillMart(
    connection,
    checkpointDay,
    `with due as (
       select person_id, (min(start_day) + interval 3 months)::date - ${WINDOW_DAYS} as first_day from stay group by person_id
     ), missing as (
       select unnest(generate_series(first_day::timestamp, last_day::timestamp, interval 1 day))::date as day from feed_gap
     ), window_day as (
       select person_id, first_day + i::integer as day from due cross join range(${WINDOW_DAYS}) r(i)
     )
     select d.person_id, d.day, coalesce(bool_or(a.a1), false) as a1, coalesce(bool_or(a.a2), false) as a2,
       coalesce(bool_or(a.a3), false) as a3
     from window_day d
     join stay s on s.person_id = d.person_id and s.start_day <= d.day and (s.last_day is null or s.last_day >= d.day)
     left join active_day a on a.person_id = d.person_id and a.day = d.day
     where d.day not in (select day from missing)
     group by d.person_id, d.day
     order by d.day, d.person_id`,
  )
}
