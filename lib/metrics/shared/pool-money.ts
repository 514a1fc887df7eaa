/** People in a group on the as-of and their money of the year before it: who is of high value. */
import { type SQL, sql } from 'drizzle-orm'
import { endOf } from './population.ts'

/** `person p` is in a group at the end of the day. */
export function isInGroup(day: string): SQL {
  return sql`exists (select 1 from stay s where s.person_id = p.person_id and s.start_at < ${endOf(day)}
    and (s.end_at is null or s.end_at >= ${endOf(day)}))`
}

/** A day of the 365 up to the as-of. */
export function inYear(day: SQL, asOf: string): SQL {
  return sql`${day} between ${asOf}::date - 364 and ${asOf}::date`
}

/**
 * CTEs `paid` (`person_id, revenue`: net revenue of the year, from the join day on) and `ranked` (`place, payers`, of
 * those with a positive one). Reads a CTE `pool` (`person_id, joined_on`).
 */
export function moneyOfYear(asOf: string): SQL {
  return sql`paid as (select m.person_id, sum(r.amount_fen) as revenue from pool m
      join revenue_day r on r.person_id = m.person_id and r.day >= m.joined_on
      where ${inYear(sql`r.day`, asOf)} group by m.person_id),
    ranked as (select person_id, revenue, rank() over (order by revenue desc) as place, count(*) over () as payers
      from paid where revenue > 0)`
}

/** `ranked` is in the top tenth: ties share their place, the number of places is rounded up. */
export const IS_HIGH_VALUE = sql`10 * (ranked.place - 1) < ranked.payers`
