/** One base: `flow`, everybody in a group then or now, with the tier on either day. */
import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../../warehouse/engine.ts'
import type { ListState, MetricQuery } from '../metric.ts'
import { type ListedPerson, listedPerson } from '../shared/listed-person.ts'
import { counts, endOf, personColumn, personFilters } from '../shared/population.ts'

export interface FlowRow extends Row {
  key: string
  from_tier: string
  to_tier: string
  /** One of MOVES, or `joined`. */
  move: string
  /** Mean price of either tier, fen. */
  from_price: number
  to_price: number
  people: number
}

export interface FlowListRow extends ListedPerson {
  from_tier: string
  to_tier: string
  since: string | null
}

/** CTE `flow` (`person_id, key, from_tier, to_tier, from_price, to_price, since, move`) and those it needs. */
function flow(query: MetricQuery): SQL {
  const { asOf, by, parameters } = query
  const now = endOf(asOf)
  const before = sql`((${asOf}::date - ${Number(parameters.months)}::int * interval '1 month')::date + 1)::timestamp`
  const key =
    by === undefined || by === 'flow' ? sql`''` : sql`coalesce(${personColumn(by, parameters.attribution)}, 'unknown')`
  const inside = (at: SQL) => sql`select distinct s.person_id from stay s
    where s.start_at < ${at} and (s.end_at is null or s.end_at >= ${at})`
  const held = (at: SQL) => sql`select distinct on (t.person_id) t.person_id, t.tier, t.from_at from member_tier t
    where t.from_at < ${at} order by t.person_id, t.from_at desc, t.tier`
  return sql`price as (select tier, coalesce(avg(paid_fen), 0)::double precision as price from member_tier
      where from_at < ${now} group by tier),
    here_then as (${inside(before)}), here_now as (${inside(now)}),
    held_then as (${held(before)}), held_now as (${held(now)}),
    place as (
      select p.person_id, ${key} as key,
        case when a.person_id is null then 'outside' else coalesce(x.tier, 'none') end as from_tier,
        case when b.person_id is null then 'left' else coalesce(y.tier, 'none') end as to_tier,
        case when b.person_id is not null then y.from_at end as since
      from person p
      left join here_then a on a.person_id = p.person_id left join here_now b on b.person_id = p.person_id
      left join held_then x on x.person_id = p.person_id left join held_now y on y.person_id = p.person_id
      where (a.person_id is not null or b.person_id is not null) and ${counts(asOf)} and ${personFilters(query)}),
    flow as (
      select f.*, coalesce(u.price, -1) as from_price, coalesce(v.price, -1) as to_price,
        case when f.from_tier = 'outside' then 'joined' when f.to_tier = 'left' then 'left'
          when f.from_tier = f.to_tier or u.price = v.price then 'same'
          when f.from_tier = 'none' then 'enrolled' when v.price > u.price then 'up' else 'down' end as move
      from place f left join price u on u.tier = f.from_tier left join price v on v.tier = f.to_tier)`
}

/** People by tier then and now, one row a key and pair. */
export function flows(query: MetricQuery): SQL {
  return sql`with ${flow(query)}
    select key, from_tier, to_tier, move, from_price, to_price, count(*) as people
    from flow group by key, from_tier, to_tier, move, from_price, to_price`
}

/** People of the start who made the move (`in`) or did not (`out`). */
export function people(query: MetricQuery, state: ListState): SQL {
  const { move, fromTier, toTier, attribution } = query.parameters
  const start = fromTier ? sql`f.from_tier = ${fromTier}` : sql`f.from_tier <> 'outside'`
  const made = toTier ? sql`f.to_tier = ${toTier}` : sql`f.move = ${move}`
  return sql`with ${flow({ ...query, by: undefined })}
    select ${listedPerson(attribution)}, f.from_tier, f.to_tier, cast(f.since as text) as since
    from flow f join person p on p.person_id = f.person_id
    where ${start} and ${state === 'in' ? made : sql`not (${made})`}
    order by f.from_tier, f.to_tier, p.person_key`
}
