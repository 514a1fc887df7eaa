/** Paired readings: one row a person with a baseline, the latest value beside it. */
import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../../warehouse/engine.ts'
import type { ListState, MetricQuery } from '../metric.ts'
import { type ListedPerson, listedPerson } from '../shared/listed-person.ts'
import { counts, endOf, personColumn, personFilters } from '../shared/population.ts'
import { bandsOf } from './bands.ts'

export interface ChangeRow extends Row {
  key: string
  pairs: number
  /** Mean baseline, latest and change over the pairs; standard deviation of the change with n − 1. */
  baseline: number | null
  latest: number | null
  change: number | null
  sd: number | null
  missing: number
  immature: number
  first_matures: string | null
  last_matures: string | null
}

/** Pairs by the band of the baseline and of the latest value. */
export interface BandRow extends Row {
  from_band: number
  to_band: number
  pairs: number
}

export interface PairListRow extends ListedPerson {
  joined_on: string
  baseline_on: string
  baseline: number
  latest_on: string | null
  latest: number | null
  due_on: string
}

const BEFORE = 90
const AFTER = 14
const AROUND = 60

/** Number of the band that a value lies in, from 0; a value on a border belongs to the upper band. */
function bandOf(value: SQL, metric: string | undefined): SQL {
  const borders = bandsOf(metric)
  const below = borders.map((border, i) => sql`when ${value} < ${border}::double precision then ${i}::int`)
  return sql`case ${sql.join(below, sql` `)} else ${borders.length}::int end`
}

/**
 * CTEs `start` (baseline of each member) and `pair` (`person_id, key, joined_on, baseline, baseline_on, latest,
 * latest_on, due_on, is_mature, from_band, to_band`), cut to one band of the baseline where one is asked for.
 * `due_on`: first as-of on which nothing more can come.
 */
function pairs(query: MetricQuery): SQL {
  const { asOf, parameters, by } = query
  const months = sql`(${Number(parameters.months)}::int * interval '1 month')`
  const key =
    by === undefined || by === 'band' ? sql`''` : sql`coalesce(${personColumn(by, parameters.attribution)}, 'unknown')`
  const fromBand = bandOf(sql`f.value`, parameters.metric)
  const pairKey = by === 'band' ? sql`cast(${fromBand} as text)` : sql`f.key`
  const isInBand = parameters.band ? sql`cast(${fromBand} as text) = ${parameters.band}` : sql`true`
  return sql`m as (
      select p.person_id, ${key} as key, p.first_join_day as joined_on, (p.first_join_day + ${months})::date as goal_on
      from person p where p.first_join_at < ${endOf(asOf)} and ${counts(asOf)} and ${personFilters(query)}),
    r as (
      select r.person_id, r.reading_id, r.value, r.measured_at, r.measured_day from reading r
      where r.metric = ${parameters.metric} and r.measured_at < ${endOf(asOf)}
        ${parameters.method === 'lab' ? sql`and r.method = 'lab'` : sql``}),
    start as (
      select distinct on (m.person_id) m.person_id, m.key, m.joined_on, m.goal_on, r.value, r.measured_at, r.measured_day
      from m join r on r.person_id = m.person_id
        and r.measured_day between m.joined_on - ${BEFORE}::int and m.joined_on + ${AFTER}::int
      order by m.person_id, abs(r.measured_day - m.joined_on), r.measured_at, r.reading_id),
    latest as (
      select distinct on (f.person_id) f.person_id, r.value, r.measured_day
      from start f join r on r.person_id = f.person_id and r.measured_at > f.measured_at
        and r.measured_day between f.goal_on - ${AROUND}::int and f.goal_on + ${AROUND}::int
      order by f.person_id, abs(r.measured_day - f.goal_on), r.measured_at, r.reading_id),
    pair as (
      select f.person_id, ${pairKey} as key, f.joined_on, f.value as baseline, f.measured_day as baseline_on,
        l.value as latest, l.measured_day as latest_on, f.goal_on + ${AROUND}::int as due_on,
        f.goal_on + ${AROUND}::int <= ${asOf}::date as is_mature, ${fromBand} as from_band,
        ${bandOf(sql`l.value`, parameters.metric)} as to_band
      from start f left join latest l on l.person_id = f.person_id where ${isInBand})`
}

/** One row a key with anybody who has a baseline. */
export function changes(query: MetricQuery): SQL {
  const isPair = sql`(is_mature and latest is not null)`
  return sql`with ${pairs(query)}
    select key, count(*) filter (where ${isPair}) as pairs,
      avg(baseline) filter (where ${isPair}) as baseline, avg(latest) filter (where ${isPair}) as latest,
      avg(latest - baseline) filter (where ${isPair}) as change,
      case when count(*) filter (where ${isPair}) > 1
        then stddev_samp(latest - baseline) filter (where ${isPair}) end as sd,
      count(*) filter (where is_mature and latest is null) as missing,
      count(*) filter (where not is_mature) as immature,
      cast(min(due_on) filter (where not is_mature) as text) as first_matures,
      cast(max(due_on) filter (where not is_mature) as text) as last_matures
    from pair group by key`
}

/** Pairs by both bands. */
export function bands(query: MetricQuery): SQL {
  return sql`with ${pairs({ ...query, by: undefined })}
    select from_band, to_band, count(*) as pairs from pair
    where is_mature and latest is not null group by from_band, to_band order by from_band, to_band`
}

/** Pairs (`in`), baselines without a latest value (`out`), baselines whose time is not over (`immature`). */
export function people(query: MetricQuery, state: ListState): SQL {
  const wanted =
    state === 'immature'
      ? sql`not x.is_mature`
      : sql`x.is_mature and x.latest is ${state === 'in' ? sql`not null` : sql`null`}`
  return sql`with ${pairs({ ...query, by: undefined })}
    select ${listedPerson(query.parameters.attribution)}, cast(x.joined_on as text) as joined_on,
      cast(x.baseline_on as text) as baseline_on, x.baseline, cast(x.latest_on as text) as latest_on, x.latest,
      cast(x.due_on as text) as due_on
    from pair x join person p on p.person_id = x.person_id
    where ${wanted} order by x.due_on, p.person_key`
}
