import type { DuckDBConnection } from '@duckdb/node-api'
import { spell, stay } from '../../lib/warehouse/schema.ts'
import { fillMart } from './fill.ts'

/** Roles of members; everybody with another one, a role nobody knows included, is staff. */
export const MEMBER_ROLES = `('patient', 'family', 'volunteer')`

/**
 * `stage.membership`: stays of member roles as the files tell them, cut where the group was dismissed while they
 * were open. Leaving at the very instant of the dismissal is a leave. Stays of no length are not there.
 */
const CREATE_MEMBERSHIP = `create or replace table stage.membership as
  with cut as (
    select m.person_id, m.group_id, m.joined_at as start_at, m.left_at, g.dismissed_at, m.state,
      coalesce(m.joined_at <= g.dismissed_at and (m.left_at is null or m.left_at > g.dismissed_at), false) as is_cut
    from canon.wecom_members m
    left join canon.wecom_groups g on g.group_id = m.group_id
    where m.role in ${MEMBER_ROLES}
  ), ended as (
    select person_id, group_id, start_at, state,
      case when is_cut then dismissed_at else left_at end as end_at,
      case when is_cut then 'dismissed' when left_at is not null then 'leave' end as ended_by
    from cut
  )
  select * from ended where end_at is null or start_at < end_at`

/**
 * Joins overlapping and touching intervals of one owner. The end reason is that of the interval that ends last;
 * where a leave and a dismissal fall on one instant, the dismissal is what ended the union.
 * @param source relation with the key columns, start_at, end_at (null = open), ended_by
 */
export function mergedIntervals(source: string, keys: readonly string[]): string {
  const key = keys.join(', ')
  const order = `partition by ${key} order by start_at, until, ended_by`
  return `
    with bounded as (
      select ${key}, start_at, ended_by, coalesce(end_at, 'infinity'::timestamp) as until from ${source}
    ), reach as (
      select *, max(until) over (${order} rows between unbounded preceding and 1 preceding) as reached from bounded
    ), island as (
      select *, count(*) filter (where reached is null or start_at > reached) over (${order} rows unbounded preceding) as island
      from reach
    ), merged as (
      select ${key}, min(start_at) as start_at, nullif(max(until), 'infinity'::timestamp) as end_at,
        first(ended_by order by until desc, ended_by) as ended_by
      from island group by ${key}, island
    )
    select ${key}, start_at, start_at::date as start_day, end_at,
      (end_at - interval 1 microsecond)::date as last_day, ended_by
    from merged`
}

/** `spell` (person and group) and `stay` (person): disjoint intervals `[start_at, end_at)`. */
export async function buildMembership(connection: DuckDBConnection): Promise<void> {
  await connection.run(CREATE_MEMBERSHIP)
  const keys = ['person_id', 'group_id']
  await fillMart(
    connection,
    spell,
    `${mergedIntervals('stage.membership', keys)} order by person_id, group_id, start_at`,
  )
  await fillMart(connection, stay, `${mergedIntervals('spell', ['person_id'])} order by person_id, start_at`)
  await connection.run(`create or replace table stage.first_join as
    select person_id, start_at as first_join_at, group_id as first_group_id
    from spell
    qualify row_number() over (partition by person_id order by start_at, group_id) = 1
    order by person_id`)
}
