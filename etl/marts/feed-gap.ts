import type { DuckDBConnection } from '@duckdb/node-api'
import { feedGap } from '../../lib/warehouse/schema.ts'
import { fillMart } from './fill.ts'

/** Days that are looked at before and after a silence. Four weeks hold each weekday four times. */
const AROUND = 28
/** So many of them must have rows: a community that rests one day a week has 24 at most. */
const USUAL_SHARE = 0.9
/** Rows on the median day around, and on the quietest: where so much is usual, nothing at all is no chance. */
const USUAL_ROWS = 20
const QUIETEST_ROWS = 5
/** A longer silence may be a real pause. */
const LONGEST = 31

/** Rows of messages and activities by day, of everybody in all groups. */
const DAILY = `select day, count(*) as n from (
    select sent_day as day from canon.community_messages union all select day from canon.community_activities
  ) group by day`

/**
 * Days of which the import brought nothing: not one message or activity in any group, between days that have some, in
 * a community that otherwise has plenty every day. Whoever cannot be that sure of a silence leaves it what it is:
 * young or small communities, resting weekdays and long pauses are no gaps.
 */
export async function buildFeedGaps(connection: DuckDBConnection): Promise<void> {
  await fillMart(
    connection,
    feedGap,
    `with daily as (${DAILY}),
       extent as (select min(day) as first_day, max(day) as last_day from daily),
       silent as (
         select c.day, c.day - row_number() over (order by c.day)::integer as island
         from calendar c cross join extent x anti join daily d on d.day = c.day
         where c.day > x.first_day and c.day < x.last_day
       ),
       silence as (select min(day) as first_day, max(day) as last_day from silent group by island),
       judged as (
         select s.first_day, s.last_day, least(${AROUND}, x.last_day - s.last_day) as days_after,
           s.first_day - ${AROUND} >= x.first_day as is_settled,
           count(*) filter (where d.day < s.first_day) as covered_before,
           count(*) filter (where d.day > s.last_day) as covered_after,
           median(d.n) as usual, min(d.n) as quietest
         from silence s cross join extent x
         join daily d on d.day between s.first_day - ${AROUND} and s.last_day + ${AROUND}
         group by all
       )
     select first_day, last_day from judged
     where is_settled and last_day - first_day < ${LONGEST} and covered_before >= ${USUAL_SHARE} * ${AROUND}
       and covered_after >= ${USUAL_SHARE} * days_after and usual >= ${USUAL_ROWS} and quietest >= ${QUIETEST_ROWS}
     order by first_day`,
  )
}
