import type { DuckDBConnection } from '@duckdb/node-api'
import { groupDay } from '../../lib/warehouse/schema.ts'
import { fillMart } from './fill.ts'

/** Rows go on after the last fact, so that the trailing windows run out and a late as-of finds its day. */
const DAYS_AFTER = 31

/** People who are in some patient metric at every as-of. */
const COUNTED = `select person_id from person where not is_test and staff_from is null`

/**
 * `stage.group_presence`: whole days on whose end a person is a member, `[start_day, end_day)`, of each group and of
 * the community (`*`). Out and back on one day is no change, so ranges that touch are told by their neighbours.
 */
const CREATE_PRESENCE = `create or replace table stage.group_presence as
  with owned as (
    select group_id, person_id, start_day, end_at::date as end_day from spell
    union all
    select '*', person_id, start_day, end_at::date from stay
  )
  select *, lag(end_day) over w is distinct from start_day as is_join,
    end_day is not null and lead(start_day) over w is distinct from end_day as is_departure
  from owned
  where person_id in (${COUNTED}) and (end_day is null or start_day < end_day)
  window w as (partition by group_id, person_id order by start_day)`

/** `stage.group_number`: a number for each group, and 0 for the community: millions of numbers sort faster than texts. */
const CREATE_NUMBERS = `create or replace table stage.group_number as
  select group_id, row_number() over (order by group_id)::integer as number from community_group
  union all select '*', 0`

/** `stage.group_active`: people with an A2 event, by group (0: any) and day, with their next such day. */
const CREATE_ACTIVE = `create or replace table stage.group_active as
  with seen as (
    select n.number, a.person_id, a.day from active_day a join stage.group_number n on n.group_id = a.group_id where a.a2
    union all
    select distinct 0, person_id, day from active_day where a2
  )
  select number, day, lead(day) over (partition by number, person_id order by day) as next_day
  from seen where person_id in (${COUNTED})`

/** Active people by group and day, and how many of them leave the trailing 7 and 30 days on it. */
const ACTIVE_CHANGES = `
  select group_id, day, 0 as joined, 0 as departed, sum(dau) as dau, sum(wau) as wau, sum(mau) as mau, 0 as messages
  from (
    select number, day, 1 as dau, 1 as wau, 1 as mau from stage.group_active
    union all
    select number, least(coalesce(next_day, day + 7), day + 7), 0, -1, 0 from stage.group_active
    union all
    select number, least(coalesce(next_day, day + 30), day + 30), 0, 0, -1 from stage.group_active
  ) join stage.group_number using (number) group by group_id, day`

/**
 * Changes by day. Whoever is active on a day is in its trailing window of n days from then until the next active
 * day or n days later, whichever comes first; running sums of the changes are distinct people.
 */
const CHANGES = `
  select group_id, start_day as day, 1 as joined, 0 as departed, 0 as dau, 0 as wau, 0 as mau, 0 as messages
  from stage.group_presence where is_join
  union all
  select group_id, end_day, 0, 1, 0, 0, 0, 0 from stage.group_presence where is_departure
  union all
  ${ACTIVE_CHANGES}
  union all
  select coalesce(group_id, '*'), day, 0, 0, 0, 0, 0, messages
  from (
    select group_id, day, sum(messages) as messages from active_day
    where messages > 0 and person_id in (${COUNTED}) group by grouping sets ((group_id, day), (day))
  )`

/** Daily totals of every group from its first change on, and of the whole community. */
export async function buildGroupDays(connection: DuckDBConnection): Promise<void> {
  await connection.run(CREATE_PRESENCE)
  await connection.run(CREATE_NUMBERS)
  await connection.run(CREATE_ACTIVE)
  await fillMart(
    connection,
    groupDay,
    `with change as (
       select group_id, day, sum(joined) as joined, sum(departed) as departed, sum(dau) as dau, sum(wau) as wau,
         sum(mau) as mau, sum(messages) as messages
       from (${CHANGES}) group by group_id, day
     ), grid as (
       select f.group_id, c.day
       from (select group_id, min(day) as first_day from change group by group_id) f
       join calendar c on c.day >= f.first_day and c.day <= (select last_day + ${DAYS_AFTER} from stage.extent)
     ), daily as (
       select group_id, day, coalesce(c.joined, 0) as joined, coalesce(c.departed, 0) as departed,
         coalesce(c.dau, 0) as dau, coalesce(c.wau, 0) as wau, coalesce(c.mau, 0) as mau, coalesce(c.messages, 0) as messages
       from grid left join change c using (group_id, day)
     )
     select group_id, day, sum(joined - departed) over w as members, joined, departed, dau, sum(wau) over w as wau,
       sum(mau) over w as mau, messages
     from daily
     window w as (partition by group_id order by day rows unbounded preceding)
     order by group_id, day`,
  )
  await connection.run('drop table stage.group_active')
}
