/**
 * The state of people at the end of a day (the cut) and what the days after it brought. A cut on the as-of has no days
 * after it: nothing behind the as-of is read.
 */
import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../../../warehouse/engine.ts'
import type { MetricQuery } from '../../metric.ts'
import { addDays } from '../days.ts'
import { counts, personColumn, personFilters } from '../population.ts'
import { FREQUENCY_VISITS, LOOK_BACK, NEVER, type PersonState, RECENCY_DAYS } from './bands.ts'

export interface Cut {
  /** Last known day. */
  day: string
  /** Last day of what came after it, never behind the as-of. */
  until: string
}

/** The cut a number of horizons back; 0 is the as-of itself. */
export function cutAt(asOf: string, horizon: number, back: number): Cut {
  const day = addDays(asOf, -horizon * back)
  return { day, until: back === 0 ? asOf : addDays(day, horizon) }
}

/** Horizons back of the cuts that a prediction needs: to predict from, to prove it by, to learn the proof from. */
export const BACKS = [0, 1, 2] as const

/** People of one state on one cut; visits and money (fen) are those of the days after it. */
export interface StateRow extends Row, PersonState {
  /** Horizons back. */
  back: number
  key: string
  /** Whether the filters of the question let them through: everybody is learned from. */
  is_wanted: boolean
  disease: string
  recency: number
  frequency: number
  people: number
  visits: number
  net: number
  /** Σ net². */
  squares: number
}

/** One row of people with equal histories, for models; all of them came at least once by the cut. */
export interface HistoryRow extends Row, PersonState {
  disease: string
  recency: number
  frequency: number
  /** Visits after the first, days from the first to the last, and to the cut. */
  x: number
  tx: number
  t: number
  /** Days between the last two visits, and the two before; null without them. */
  gap: number | null
  gap_before: number | null
  /** Net revenue after the day of the first visit, not below 0. */
  spent: number
  visits: number
  net: number
  people: number
}

export interface ModelRow extends Row {
  key: string
  x: number
  /** In weeks. */
  tx: number
  t: number
  people: number
  spent: number
}

/** What the data reach back to. */
export interface HistorySpan extends Row {
  first_visit: string | null
  first_charge: string | null
  /** Join of the n-th person. */
  joined: string | null
}

/** `m`: acquired by the as-of, with the breakdown’s key and whether the filters let them through. */
export function members(query: MetricQuery): SQL {
  const { asOf, by, parameters } = query
  const key = by === undefined ? sql`''` : personColumn(by, parameters.attribution)
  return sql`m as (select p.person_id, p.person_key, coalesce(cast(${key} as text), 'unknown') as key,
      coalesce(p.disease, 'unknown') as disease, p.first_join_day as joined, p.deceased_on as died,
      (${personFilters(query)}) as is_wanted
    from person p where p.first_join_day <= ${asOf}::date and ${counts(asOf)})`
}

/** Of `m`: acquired by the day, and not known to have died by it. */
export function isThere(day: string): SQL {
  return sql`(m.joined <= ${day}::date and (m.died is null or m.died > ${day}::date))`
}

function recencyOf(last: SQL, day: string): SQL {
  const steps = RECENCY_DAYS.map((most, band) => sql`when ${day}::date - ${last} <= ${most}::int then ${band}::int`)
  return sql`case when ${last} is null then ${NEVER}::int ${sql.join(steps, sql` `)} else ${RECENCY_DAYS.length}::int end`
}

function frequencyOf(visits: SQL): SQL {
  const steps = FREQUENCY_VISITS.map((most, band) => sql`when ${visits} <= ${most}::int then ${band}::int`)
  return sql`case ${sql.join(steps, sql` `)} else ${FREQUENCY_VISITS.length}::int end`
}

/** Everybody by state on each of the three cuts, from one pass over visits and one over money. */
export function states(query: MetricQuery, horizon: number): SQL {
  const { asOf } = query
  const cuts = BACKS.map((back) => ({ back, ...cutAt(asOf, horizon, back) }))
  const column = (name: string, back: number) => sql.identifier(`${name}_${back}`)
  const within = (alias: SQL, { day, until }: Cut) =>
    sql`${alias}.day > ${day}::date and ${alias}.day <= ${until}::date`
  const seen = cuts.map(
    (cut) => sql`max(d.day) filter (where d.day <= ${cut.day}::date) as ${column('last', cut.back)},
      count(*) filter (where d.day <= ${cut.day}::date and d.day > ${cut.day}::date - ${LOOK_BACK}::int) as ${column('recent', cut.back)},
      count(*) filter (where ${within(sql`d`, cut)}) as ${column('later', cut.back)}`,
  )
  const paid = cuts.map(
    (cut) => sql`sum(r.amount_fen) filter (where ${within(sql`r`, cut)}) as ${column('net', cut.back)}`,
  )
  // The column of the cut that a line is about; the values table makes three lines of each person.
  const on = (of: (cut: (typeof cuts)[number]) => SQL) =>
    sql`case ${sql.join(
      cuts.map((cut) => sql`when c.back = ${cut.back}::int then ${of(cut)}`),
      sql` `,
    )} end`
  return sql`with ${members(query)},
    seen as (select m.person_id, ${sql.join(seen, sql`, `)}
      from m join patient_day d on d.person_id = m.person_id where d.day <= ${asOf}::date group by m.person_id),
    paid as (select m.person_id, ${sql.join(paid, sql`, `)}
      from m join revenue_day r on r.person_id = m.person_id where r.day <= ${asOf}::date group by m.person_id),
    line as (select c.back, m.key, m.is_wanted, m.disease,
        ${on(({ back, day }) => recencyOf(sql`seen.${column('last', back)}`, day))} as recency,
        ${on(({ back }) => frequencyOf(sql`coalesce(seen.${column('recent', back)}, 0)`))} as frequency,
        ${on(({ back }) => sql`coalesce(seen.${column('later', back)}, 0)`)} as later,
        ${on(({ back }) => sql`coalesce(paid.${column('net', back)}, 0)`)} as net
      from m left join seen on seen.person_id = m.person_id left join paid on paid.person_id = m.person_id
      cross join (values (0), (1), (2)) as c(back)
      where ${on(({ day }) => isThere(day))})
    select back, key, is_wanted, disease, recency, frequency, count(*) as people, sum(later) as visits, sum(net) as net,
      cast(sum(net * net) as double precision) as squares
    from line group by back, key, is_wanted, disease, recency, frequency`
}

/**
 * Histories of a fixed sample: pseudonyms are random, so the smallest of them are a random choice. Of everybody, so that
 * it is one statement whatever the filters.
 */
export function sampledHistories(asOf: string, { day, until }: Cut, size: number): SQL {
  const isKnown = sql`day <= ${day}::date`
  return sql`with ${members({ asOf, parameters: {}, filters: {} })},
    sample as (select m.person_id, m.disease from m
      where ${isThere(day)} and exists (select 1 from patient_day d where d.person_id = m.person_id and d.day <= ${day}::date)
      order by m.person_key limit ${size}::int),
    visited as (select d.person_id, d.day,
        row_number() over (partition by d.person_id, d.day <= ${day}::date order by d.day desc) as place
      from sample s join patient_day d on d.person_id = s.person_id where d.day <= ${until}::date),
    seen as (select person_id, count(*) filter (where ${isKnown}) as visits, count(*) filter (where not ${isKnown}) as later,
        min(day) as first, max(day) filter (where ${isKnown}) as last,
        max(day) filter (where ${isKnown} and place = 2) as second,
        max(day) filter (where ${isKnown} and place = 3) as third,
        count(*) filter (where ${isKnown} and day > ${day}::date - ${LOOK_BACK}::int) as recent
      from visited group by person_id),
    paid as (select s.person_id, sum(r.amount_fen) filter (where r.day > s.first and r.${isKnown}) as spent,
        sum(r.amount_fen) filter (where not r.${isKnown}) as net
      from seen s join revenue_day r on r.person_id = s.person_id where r.day <= ${until}::date group by s.person_id),
    line as (select s.disease, ${recencyOf(sql`h.last`, day)} as recency, ${frequencyOf(sql`h.recent`)} as frequency,
        h.visits - 1 as x, h.last - h.first as tx, ${day}::date - h.first as t,
        h.last - h.second as gap, h.second - h.third as gap_before,
        greatest(coalesce(p.spent, 0), 0) as spent, h.later as visits, coalesce(p.net, 0) as net
      from sample s join seen h on h.person_id = s.person_id left join paid p on p.person_id = s.person_id)
    select *, count(*) as people from line
    group by disease, recency, frequency, x, tx, t, gap, gap_before, spent, visits, net`
}

/** Histories of the wanted on the as-of who ever came, to the week, for a model that is used. */
export function histories(query: MetricQuery): SQL {
  const { asOf } = query
  const weeks = (days: SQL) => sql`round((${days}) / 7.0)`
  return sql`with ${members(query)},
    seen as (select m.person_id, m.key, count(*) as visits, min(d.day) as first, max(d.day) as last
      from m join patient_day d on d.person_id = m.person_id
      where m.is_wanted and ${isThere(asOf)} and d.day <= ${asOf}::date group by m.person_id, m.key),
    paid as (select s.person_id, sum(r.amount_fen) as spent from seen s
      join revenue_day r on r.person_id = s.person_id and r.day > s.first
      where r.day <= ${asOf}::date group by s.person_id)
    select s.key, s.visits - 1 as x, ${weeks(sql`s.last - s.first`)} as tx, ${weeks(sql`${asOf}::date - s.first`)} as t,
      count(*) as people, sum(greatest(coalesce(p.spent, 0), 0)) as spent
    from seen s left join paid p on p.person_id = s.person_id group by 1, 2, 3, 4`
}

/** First visit and charge of the data, and the day on which the n-th person had joined. */
export function span(asOf: string, nth: number): SQL {
  return sql`select (select min(day) from patient_day where day <= ${asOf}::date) as first_visit,
    (select min(day) from revenue_day where day <= ${asOf}::date) as first_charge,
    (select p.first_join_day from person p where p.first_join_day <= ${asOf}::date and ${counts(asOf)}
      order by p.first_join_day limit 1 offset ${nth - 1}::int) as joined`
}
