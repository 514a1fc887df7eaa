/** One base: `pool`, everybody in a group at the end of the as-of, with the tier in force. */
import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../../warehouse/engine.ts'
import type { ListState, MetricQuery } from '../metric.ts'
import { type ListedPerson, listedPerson } from '../shared/listed-person.ts'
import { IS_HIGH_VALUE, inYear, isInGroup, moneyOfYear } from '../shared/pool-money.ts'
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
  /** Coupons granted in the year, and those of them that are redeemed. */
  granted: number
  redeemed: number
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
      where ${counts(asOf)} and ${personFilters(query)} and ${isInGroup(asOf)})`
}

/** One row a key, with and without a tier. Money and visits of the 365 days up to the as-of, from the join day on. */
export function tiers(query: MetricQuery): SQL {
  const { asOf } = query
  return sql`with ${pool(query)}, ${moneyOfYear(asOf)},
    seen as (select m.person_id, count(*) as visits, count(*) filter (where d.day > m.first_visit_day) as returns
      from pool m join patient_day d on d.person_id = m.person_id and d.day >= m.joined_on
      where ${inYear(sql`d.day`, asOf)} group by m.person_id),
    price as (select tier, coalesce(avg(paid_fen), 0) as price from member_tier
      where from_at < ${endOf(asOf)} group by tier),
    risen as (select h.person_id, count(*) as upgrades from held h
      join price a on a.tier = h.before join price b on b.tier = h.tier
      where b.price > a.price and ${inYear(sql`h.from_at::date`, asOf)} group by h.person_id),
    used as (select c.person_id, count(*) as granted, sum(c.redeemed) as redeemed from (
        select min(k.person_id) filter (where k.kind = 'granted') as person_id,
          min(k.day) filter (where k.kind = 'granted') as day,
          max(case when k.kind = 'redeemed' then 1 else 0 end) as redeemed
        from coupon k where k.at < ${endOf(asOf)} group by k.coupon_id) c
      where ${inYear(sql`c.day`, asOf)} group by c.person_id)
    select m.key, m.is_tiered, count(*) as people, coalesce(sum(paid.revenue), 0) as revenue,
      coalesce(sum(seen.visits), 0) as visits, coalesce(sum(seen.returns), 0) as returns,
      coalesce(sum(risen.upgrades), 0) as upgrades, count(*) filter (where ${IS_HIGH_VALUE}) as high_value,
      coalesce(sum(used.granted), 0) as granted, coalesce(sum(used.redeemed), 0) as redeemed
    from pool m left join paid on paid.person_id = m.person_id left join ranked on ranked.person_id = m.person_id
    left join seen on seen.person_id = m.person_id left join risen on risen.person_id = m.person_id
    left join used on used.person_id = m.person_id
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
