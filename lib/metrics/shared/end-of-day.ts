/** Membership at the end of a day, for the metrics that count stocks (pool, lifecycle). */
import { type SQL, sql } from 'drizzle-orm'
import { memberships, type Scope } from './membership.ts'

/**
 * Relations `i` (the intervals in scope) and `island (key, person_id, s, e)`: the runs of days at whose end a person is
 * in. Who leaves on day d is out at its end, at 00:00 of d + 1 as well as at noon of d; who is still in on the as-of
 * has e = as-of. Gaps of no whole night are none, so an island's start is an entry and e + 1 an exit.
 */
export function islands(scope: Scope): SQL {
  const asOf = sql`${scope.query.asOf}::date`
  return sql`i as (${memberships(scope)}),
    night as (select key, person_id, start_day as s,
        case when end_at is null or end_at::date - 1 > ${asOf} then ${asOf} else end_at::date - 1 end as e
      from i where end_at is null or end_at::date > start_day),
    night_before as (select key, person_id, s, e, max(e) over (partition by key, person_id
        order by s, e rows between unbounded preceding and 1 preceding) as before from night),
    numbered as (select key, person_id, s, e, sum(case when before is null or s > before + 1 then 1 else 0 end)
        over (partition by key, person_id order by s, e) as run from night_before),
    island as (select key, person_id, min(s) as s, max(e) as e from numbered group by key, person_id, run)`
}
