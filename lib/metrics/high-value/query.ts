/** People in a group on the as-of with their net revenue of the year, ranked. */
import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../../warehouse/engine.ts'
import type { ListState, MetricQuery } from '../metric.ts'
import { type ListedPerson, listedPerson } from '../shared/listed-person.ts'
import { IS_HIGH_VALUE, isInGroup, moneyOfYear } from '../shared/pool-money.ts'
import { counts, personFilters } from '../shared/population.ts'

export interface HalfRow extends Row {
  is_top: boolean
  people: number
  revenue: number
  squares: number
  least: number
}

export interface PoolRow extends Row {
  people: number
  first_day: string | null
}

export interface PayerRow extends ListedPerson {
  place: number
  revenue: number
  joined_on: string
}

function pool(query: MetricQuery): SQL {
  return sql`pool as (select p.person_id, p.first_join_day as joined_on from person p
    where ${counts(query.asOf)} and ${personFilters(query)} and ${isInGroup(query.asOf)})`
}

/** The top tenth and the rest of the payers; squares are added up as whole numbers, so that their order plays no part. */
export function halves(query: MetricQuery): SQL {
  return sql`with ${pool(query)}, ${moneyOfYear(query.asOf)}
    select ${IS_HIGH_VALUE} as is_top, count(*) as people, sum(ranked.revenue) as revenue,
      cast(sum(ranked.revenue * ranked.revenue) as double precision) as squares, min(ranked.revenue) as least
    from ranked group by 1`
}

/** How many people are in a group, and the first day with a charge: before it the year is not whole. */
export function setting(query: MetricQuery): SQL {
  return sql`with ${pool(query)} select (select count(*) from pool) as people,
    (select cast(min(first_day) as text) from feed_status where feed = 'his/charges') as first_day`
}

/** Payers of the top tenth (`in`) or below it (`out`), by revenue. */
export function people(query: MetricQuery, state: ListState): SQL {
  return sql`with ${pool(query)}, ${moneyOfYear(query.asOf)}
    select ${listedPerson(query.parameters.attribution)}, ranked.place, ranked.revenue, cast(p.first_join_day as text) as joined_on
    from ranked join person p on p.person_id = ranked.person_id
    where ${state === 'in' ? IS_HIGH_VALUE : sql`not (${IS_HIGH_VALUE})`}
    order by ranked.place, p.person_key`
}
