/**
 * The checkpoint of everybody's own window, from the marts that hold its member-days: the same relations as in query.ts
 * (`unit`, `person_row`, `run`, `gapped`), without looking at every active day there is.
 */
import { type SQL, sql } from 'drizzle-orm'
import { memberships, type Scope } from '../shared/membership.ts'
import { groupColumn, groupFilters } from '../shared/population.ts'

/** Whether the marts hold the answer: the member lens. */
export function isOwnWindow({ query }: Scope): boolean {
  const { window, lens } = query.parameters
  return window !== 'range' && lens !== 'group'
}

/** @param tier column of the mart, from a fixed list */
export function ownWindows(scope: Scope, tier: SQL): SQL {
  const { asOf, by } = scope.query
  const key = by === 'month' ? sql`substr(cast(start_day as text), 1, 7)` : sql`key`
  return sql`i as (${memberships(scope)}),
    unit as (select key as scope_key, ${key} as key, person_id, start_day, anchor - 28 as first_day,
        anchor - 1 as final_day, anchor <= ${asOf}::date + 1 as is_mature, anchor - 1 as matures_on
      from (select key, person_id, start_day, (start_day + interval '3 month')::date as anchor
        from (select key, person_id, min(start_day) as start_day from i group by key, person_id) as joined) as anchored),
    member_day as (${memberDays(scope, tier)}),
    person_row as (select key, person_id, min(first_day) as first_day, max(final_day) as final_day, count(*) as m,
        sum(active) as a, sum(a1) as a1
      from member_day group by key, person_id),
    run as (select key, day, sum(active) as active, count(*) as members, day + 1 as until
      from member_day group by key, day),
    gapped as (select u.key, u.person_id
      from feed_gap g join unit u on g.first_day <= u.final_day and g.last_day >= u.first_day
      join i on i.key = u.scope_key and i.person_id = u.person_id and i.start_day <= least(g.last_day, u.final_day)
        and (i.last_day is null or i.last_day >= greatest(g.first_day, u.first_day))
      where u.is_mature)`
}

/** One row per person and member-day, active where an event in scope makes it so. */
function memberDays(scope: Scope, tier: SQL): SQL {
  const columns = sql`u.key, u.person_id, u.first_day, u.final_day, a.day`
  const isActive = sql`case when ${tier} then 1 else 0 end`
  const isA1 = sql`case when a.a1 then 1 else 0 end`
  if (!scope.hasGroups) {
    return sql`select ${columns}, ${isActive} as active, ${isA1} as a1
      from unit u join checkpoint_day a on a.person_id = u.person_id where u.is_mature`
  }
  const sameKey =
    scope.keyed === 'group' ? sql`and u.key = coalesce(${groupColumn(scope.query.by ?? '')}, 'unknown')` : sql``
  return sql`select ${columns}, max(${isActive}) as active, max(${isA1}) as a1
    from unit u join group_checkpoint_day a on a.person_id = u.person_id and a.start_day = u.start_day
    join community_group g on g.group_id = a.group_id
    where u.is_mature and ${groupFilters(scope.query).condition} ${sameKey} group by ${columns}`
}
