/** One base: `pool`, everybody in a group at the end of the as-of, with the tier in force. */
import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../../warehouse/engine.ts'
import type { ListState, MetricQuery } from '../metric.ts'
import { type ListedPerson, listedPerson } from '../shared/listed-person.ts'
import { counts, endOf, personColumn, personFilters } from '../shared/population.ts'

export interface TierRow extends Row {
  key: string
  is_tiered: boolean
  people: number
  /** Net revenue and patient-days of the year; returns: those that are not the person's first ever. */
  revenue: number
  visits: number
  returns: number
  upgrades: number
  high_value: number
}

export interface TierListRow extends ListedPerson {
  tier: string | null
  since: string | null
}

/** CTEs `held` (tier rows in order) and `pool` (`person_id, key, joined_on, first_visit_day, tier, since, is_tiered`). */
function pool(query: MetricQuery): SQL {
  const { asOf, by, parameters } = query
  const end = endOf(asOf)
  const key =
    by === undefined
      ? sql`''`
      : by === 'tier'
        ? sql`coalesce(h.tier, 'unknown')`
        : sql`coalesce(${personColumn(by, parameters.attribution)}, 'unknown')`
  return sql`held as (
      select t.person_id, t.tier, t.from_at,
        lag(t.tier) over (partition by t.person_id order by t.from_at, t.tier desc) as before,
        row_number() over (partition by t.person_id order by t.from_at desc, t.tier) as nth
      from member_tier t where t.from_at < ${end}),
    pool as (
      select p.person_id, ${key} as key, p.first_join_day as joined_on, p.first_visit_day, h.tier, h.from_at as since,
        h.person_id is not null as is_tiered
      from person p left join held h on h.person_id = p.person_id and h.nth = 1
      where ${counts(asOf)} and ${personFilters(query)}
        and exists (select 1 from stay s where s.person_id = p.person_id and s.start_at < ${end}
          and (s.end_at is null or s.end_at >= ${end})))`
}

/** One row a key, with and without a tier. Money and visits of the 365 days up to the as-of, from the join day on. */
export function tiers(query: MetricQuery): SQL {
  const asOf = sql`${query.asOf}::date`
  const inYear = (day: SQL) => sql`${day} between ${asOf} - 364 and ${asOf}`
  return sql`with ${pool(query)},
    paid as (select m.person_id, sum(r.amount_fen) as revenue from pool m
      join revenue_day r on r.person_id = m.person_id and r.day >= m.joined_on
      where ${inYear(sql`r.day`)} group by m.person_id),
    ranked as (select person_id, rank() over (order by revenue desc) as place, count(*) over () as payers
      from paid where revenue > 0),
    seen as (select m.person_id, count(*) as visits, count(*) filter (where d.day > m.first_visit_day) as returns
      from pool m join patient_day d on d.person_id = m.person_id and d.day >= m.joined_on
      where ${inYear(sql`d.day`)} group by m.person_id),
    price as (select tier, coalesce(avg(paid_fen), 0) as price from member_tier
      where from_at < ${endOf(query.asOf)} group by tier),
    risen as (select h.person_id, count(*) as upgrades from held h
      join price a on a.tier = h.before join price b on b.tier = h.tier
      where b.price > a.price and ${inYear(sql`h.from_at::date`)} group by h.person_id)
    select m.key, m.is_tiered, count(*) as people, coalesce(sum(paid.revenue), 0) as revenue,
      coalesce(sum(seen.visits), 0) as visits, coalesce(sum(seen.returns), 0) as returns,
      coalesce(sum(risen.upgrades), 0) as upgrades,
      count(*) filter (where 10 * (ranked.place - 1) < ranked.payers) as high_value
    from pool m left join paid on paid.person_id = m.person_id left join ranked on ranked.person_id = m.person_id
    left join seen on seen.person_id = m.person_id left join risen on risen.person_id = m.person_id
    group by m.key, m.is_tiered`
}

/** The pool with (`in`) or without (`out`) a tier. */
export function people(query: MetricQuery, state: ListState): SQL {
  return sql`with ${pool({ ...query, by: undefined })}
    select ${listedPerson(query.parameters.attribution)}, m.tier, cast(m.since as text) as since
    from pool m join person p on p.person_id = m.person_id
    where ${state === 'in' ? sql`m.is_tiered` : sql`not m.is_tiered`}
    order by m.since desc, p.person_key`
}
