/**
 * The checkpoint of everybody's own window in the whole community, from the mart that holds its member-days: the same
 * relations as in query.ts (`unit`, `person_row`, `run`, `gapped`), without looking at every active day there is.
 */
import { type SQL, sql } from 'drizzle-orm'
import type { Scope } from '../shared/membership.ts'
import { counts, endOf, GROUP_FILTERS, personColumn, personFilters } from '../shared/population.ts'

/** Whether the mart holds the answer: the member lens, and nothing that cuts memberships to some groups. */
export function isOwnWindow({ query, hasGroups }: Scope): boolean {
  const { window, lens } = query.parameters
  return window !== 'range' && lens !== 'group' && !hasGroups
}

/** @param tier column of the mart, from a fixed list */
export function ownWindows(scope: Scope, tier: SQL): SQL {
  const { query } = scope
  return sql`unit as (select key, person_id, anchor - 28 as first_day, anchor - 1 as final_day,
        anchor <= ${query.asOf}::date + 1 as is_mature, anchor - 1 as matures_on
      from (select ${keyOf(scope)} as key, p.person_id, (p.first_join_day + interval '3 month')::date as anchor
        from person p where p.first_join_at < ${endOf(query.asOf)} and ${counts(query.asOf)}
          and ${personFilters(query, GROUP_FILTERS)}) as anchored),
    member_day as (select u.key, u.person_id, u.first_day, u.final_day, a.day,
        case when ${tier} then 1 else 0 end as active, case when a.a1 then 1 else 0 end as a1
      from unit u join checkpoint_day a on a.person_id = u.person_id where u.is_mature),
    person_row as (select key, person_id, min(first_day) as first_day, max(final_day) as final_day, count(*) as m,
        sum(active) as a, sum(a1) as a1
      from member_day group by key, person_id),
    run as (select key, day, sum(active) as active, count(*) as members, day + 1 as until
      from member_day group by key, day),
    gapped as (select u.key, count(distinct u.person_id) as persons
      from feed_gap g join unit u on g.first_day <= u.final_day and g.last_day >= u.first_day
      join stay s on s.person_id = u.person_id and s.start_day <= least(g.last_day, u.final_day)
        and (s.last_day is null or s.last_day >= greatest(g.first_day, u.first_day))
      where u.is_mature group by u.key)`
}

/** Join month of the first join, or the person's own channel or cohort. */
function keyOf({ query, keyed }: Scope): SQL {
  if (query.by === 'month') return sql`substr(cast(p.first_join_day as text), 1, 7)`
  if (keyed !== 'person' || query.by === undefined) return sql`cast('' as text)`
  return sql`coalesce(${personColumn(query.by, query.parameters.attribution)}, 'unknown')`
}
