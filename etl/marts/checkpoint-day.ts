import type { DuckDBConnection } from '@duckdb/node-api'
import { checkpointDay, groupCheckpointDay } from '../../lib/warehouse/schema.ts'
import { fillMart } from './fill.ts'

/** Whole days before the day three months after a join. */
const WINDOW_DAYS = 28
const FIRST_DAY = `(start_day + interval 3 months)::date - ${WINDOW_DAYS}`
const TIERS = ['a1', 'a2', 'a3'].map((tier) => `coalesce(bool_or(a.${tier}), false) as ${tier}`).join(', ')
const MISSING = `missing as (
  select unnest(generate_series(first_day::timestamp, last_day::timestamp, interval 1 day))::date as day from feed_gap)`

/**
 * The member-days of checkpoint windows, with the tiers of activity on each: of everybody's own window, and of those that
 * count where only some groups do. No as-of plays a part: a window that is over lies before it as a whole.
 */
export async function buildCheckpointDays(connection: DuckDBConnection): Promise<void> {
  await fillMart(
    connection,
    checkpointDay,
    `with due as (
       select person_id, ${FIRST_DAY} as first_day
       from (select person_id, min(start_day) as start_day from stay group by person_id)
     ), ${MISSING}, window_day as (
       select person_id, first_day + i::integer as day from due cross join range(${WINDOW_DAYS}) r(i)
     )
     select d.person_id, d.day, ${TIERS}
     from window_day d
     join stay s on s.person_id = d.person_id and s.start_day <= d.day and (s.last_day is null or s.last_day >= d.day)
     left join active_day a on a.person_id = d.person_id and a.day = d.day
     where d.day not in (select day from missing)
     group by d.person_id, d.day
     order by d.day, d.person_id`,
  )
  await fillMart(
    connection,
    groupCheckpointDay,
    `with due as (select distinct person_id, start_day, ${FIRST_DAY} as first_day from spell),
     ${MISSING}, window_day as (
       select person_id, start_day, first_day + i::integer as day from due cross join range(${WINDOW_DAYS}) r(i)
     )
     select d.person_id, s.group_id, d.start_day, d.day, ${TIERS}
     from window_day d
     join spell s on s.person_id = d.person_id and s.start_day <= d.day and (s.last_day is null or s.last_day >= d.day)
     left join active_day a on a.person_id = d.person_id and a.group_id = s.group_id and a.day = d.day
     where d.day not in (select day from missing)
     group by d.person_id, s.group_id, d.start_day, d.day
     order by d.day, s.group_id, d.person_id, d.start_day`,
  )
}
