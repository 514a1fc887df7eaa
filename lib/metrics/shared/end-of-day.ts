/** Membership at the end of a day, for the metrics that count stocks (pool, lifecycle). */
import { type SQL, sql } from 'drizzle-orm'
import { memberships, type Scope } from './membership.ts'

/**
 * Relations `i` (the intervals in scope) and `island (key, person_id, s, e)`: the runs of days at whose end a person is
 * in. Who leaves on day d is out at its end, at 00:00 of d + 1 as well as at noon of d; who is still in on the as-of
 * has e = as-of. Gaps of no whole night are none, so an island's start is an entry and e + 1 an exit. An island opens with
 * a night that no other reaches up to, and closes with the first that none leads on from: joins, as windows with a part
 * for each person take longer.
 */
export function islands(scope: Scope): SQL {
  const asOf = sql`${scope.query.asOf}::date`
  return sql`i as (${memberships(scope)}),
    night as (select key, person_id, start_day as s,
        case when end_at is null or end_at::date - 1 > ${asOf} then ${asOf} else end_at::date - 1 end as e
      from i where end_at is null or end_at::date > start_day),
    opening as (select n.key, n.person_id, n.s from night n left join night o on o.key = n.key
        and o.person_id = n.person_id and o.s < n.s and o.e >= n.s - 1
      where o.s is null group by n.key, n.person_id, n.s),
    closing as (select n.key, n.person_id, n.e from night n left join night o on o.key = n.key
        and o.person_id = n.person_id and o.e > n.e and o.s <= n.e + 1
      where o.s is null group by n.key, n.person_id, n.e),
    island as (select a.key, a.person_id, a.s, min(z.e) as e from opening a join closing z on z.key = a.key
        and z.person_id = a.person_id and z.e >= a.s group by a.key, a.person_id, a.s)`
}
