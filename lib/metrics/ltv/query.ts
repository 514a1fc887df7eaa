/**
 * Realised value: one row per acquired person with the anchor day and the days since, and the money of the window.
 * The mean, its spread, the chain over younger people and the lists are projections of these two.
 */
import { type SQL, sql } from 'drizzle-orm'
import type { Dialect } from '../../warehouse/dialect.ts'
import type { Row } from '../../warehouse/engine.ts'
import { type ListState, type MetricQuery, QuestionError } from '../metric.ts'
import { type ListedPerson, listedPerson } from '../shared/listed-person.ts'
import { counts, inPopulation, personColumn, personFilters } from '../shared/population.ts'
import { BIN_DAYS, binsOf } from './bins.ts'

/** A row of the breakdown, or the one of everybody. */
interface Keyed extends Row {
  key: string
  is_total: boolean
}

/** Money in fen; spread over the people whose horizon is over. */
export interface ValueRow extends Keyed {
  people: number
  /** With any charge or refund in the window. */
  payers: number
  net: number
  /** Σ (x − mean)². */
  squares: number | null
  median: number | null
  /** The ⌈n/100⌉ highest sums. */
  top: number | null
  before: number
  immature: number
  first_matures: string | null
  last_matures: string | null
}

/** People by the number of bins that are past for them. */
export interface AgeRow extends Keyed {
  observed: number
  people: number
}

/** Net revenue in a bin, of the people for whom the whole bin is past. */
export interface BinRow extends Keyed {
  bin: number
  net: number
}

export interface ListRow extends ListedPerson {
  acquired_on: string
  matures_on: string
  net: number
}

export function horizonOf({ parameters }: MetricQuery): number {
  return Number(parameters.horizon)
}

/**
 * `m (is_total, key, person_id, anchor, age)`: age = days from the anchor to the as-of, both included; with `by` everybody
 * once for the total and once for the own row. `money (…, age, fen)`.
 */
function base(query: MetricQuery, by: string | undefined): SQL {
  const { anchor, basis, attribution, population } = query.parameters
  if (population === 'others' && anchor !== 'visit') {
    throw new QuestionError('population=others has no join to count from; add anchor=visit')
  }
  const day = anchor === 'visit' ? sql`p.first_visit_day` : sql`p.first_join_day`
  const cohort = sql`substr(cast(${day} as text), 1, 7)`
  const key = by === undefined ? sql`''` : by === 'cohort' ? cohort : personColumn(by, attribution)
  const cohorts = (query.filters.cohort ?? []).map((value) => sql`${value}`)
  const isWanted = cohorts.length === 0 ? sql`true` : sql`${cohort} in (${sql.join(cohorts, sql`, `)})`
  return sql`m as (
      select v.is_total, case when v.is_total then '' else coalesce(cast(${key} as text), 'unknown') end as key,
        p.person_id, ${day} as anchor, ${query.asOf}::date + 1 - ${day} as age
      from person p cross join (values ${by === undefined ? sql`(true)` : sql`(true), (false)`}) as v(is_total)
      where ${inPopulation(query)} and ${day} <= ${query.asOf}::date and ${counts(query.asOf)}
        and ${personFilters(query, ['cohort'])} and ${isWanted}),
    money as (
      select m.is_total, m.key, m.person_id, m.age, ${basis === 'restated' ? sql`r.restated_day` : sql`r.day`} - m.anchor as on_day,
        r.amount_fen as fen
      from m join revenue_day r on r.person_id = m.person_id and r.day <= ${query.asOf}::date)`
}

/** Everybody whose horizon is over, with the money of the window; zero for those who spent nothing. */
function mature(query: MetricQuery): SQL {
  const horizon = horizonOf(query)
  return sql`spent as (
      select is_total, person_id, sum(fen) filter (where on_day >= 0) as net, sum(fen) filter (where on_day < 0) as before
      from money where on_day < ${horizon}::int and age >= ${horizon}::int group by is_total, person_id),
    mature as (
      select m.is_total, m.key, m.person_id, s.net as paid, coalesce(s.net, 0) as net, coalesce(s.before, 0) as before
      from m left join spent s on s.person_id = m.person_id and s.is_total = m.is_total where m.age >= ${horizon}::int)`
}

/** One row a key with anybody in it, and the total. */
export function values(query: MetricQuery, by: string | undefined, dialect: Dialect): SQL {
  const horizon = horizonOf(query)
  // The order makes the sum of doubles the same in every run.
  return sql`with ${base(query, by)}, ${mature(query)},
    ranked as (select *, row_number() over (partition by is_total, key order by net desc, person_id) as rank,
        count(*) over (partition by is_total, key) as n,
        (sum(net) over (partition by is_total, key))::double precision / count(*) over (partition by is_total, key) as mean from mature),
    spread as (select is_total, key, count(*) as people, count(paid) as payers, sum(net) as net, sum(before) as before,
        sum((net - mean) * (net - mean) order by rank) as squares,
        ${dialect.median(sql`net::double precision`)} as median,
        sum(case when rank <= ceil(n / 100.0) then net end) as top
      from ranked group by is_total, key),
    waiting as (select is_total, key, count(*) filter (where age < ${horizon}::int) as immature,
        min(anchor + ${horizon}::int - 1) filter (where age < ${horizon}::int) as first_matures,
        max(anchor + ${horizon}::int - 1) filter (where age < ${horizon}::int) as last_matures
      from m group by is_total, key)
    select w.is_total, w.key, coalesce(s.people, 0) as people, coalesce(s.payers, 0) as payers, coalesce(s.net, 0) as net,
      s.squares, s.median, s.top, coalesce(s.before, 0) as before, w.immature, w.first_matures, w.last_matures
    from waiting w left join spread s on s.is_total = w.is_total and s.key = w.key`
}

/** How many bins of the horizon are past for a person of some age; the last bin may be shorter. */
function observed(query: MetricQuery): SQL {
  const horizon = horizonOf(query)
  return sql`cast(case when age >= ${horizon}::int then ${binsOf(horizon).length}::int
    else floor(age / ${BIN_DAYS}::double precision) end as int)`
}

export function ages(query: MetricQuery, by: string | undefined): SQL {
  return sql`with ${base(query, by)}
    select is_total, key, ${observed(query)} as observed, count(*) as people from m group by 1, 2, 3`
}

export function bins(query: MetricQuery, by: string | undefined): SQL {
  const horizon = horizonOf(query)
  return sql`with ${base(query, by)},
    binned as (select is_total, key, cast(floor(on_day / ${BIN_DAYS}::double precision) as int) as bin,
        ${observed(query)} as observed, fen
      from money where on_day >= 0 and on_day < ${horizon}::int)
    select is_total, key, bin, sum(fen) as net from binned where bin < observed group by is_total, key, bin`
}

/** `in`: with money in the window; `out`: without; `immature`: the horizon is not over (money so far). */
export function people(query: MetricQuery, state: ListState): SQL {
  const horizon = horizonOf(query)
  const isOver = sql`m.age >= ${horizon}::int`
  const conditions: Partial<Record<ListState, SQL>> = {
    in: sql`${isOver} and s.net is not null`,
    out: sql`${isOver} and s.net is null`,
    immature: sql`not ${isOver}`,
  }
  return sql`with ${base(query, undefined)},
    spent as (select person_id, sum(fen) as net from money where on_day >= 0 and on_day < ${horizon}::int
      group by person_id)
    select ${listedPerson(query.parameters.attribution)}, m.anchor as acquired_on,
      m.anchor + ${horizon}::int - 1 as matures_on, coalesce(s.net, 0) as net
    from m join person p on p.person_id = m.person_id
    left join spent s on s.person_id = m.person_id
    where ${conditions[state] ?? sql`false`}
    order by net desc, acquired_on, person`
}
