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
  asOf: string
}

export function cutAt(asOf: string, horizon: number, horizonsBack: number): Cut {
  const day = addDays(asOf, -horizon * horizonsBack)
  return { day, until: horizonsBack === 0 ? asOf : addDays(day, horizon), asOf }
}

/** People of one state; visits and money (fen) are those of the days after the cut. */
export interface StateRow extends Row, PersonState {
  key: string
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
  disease: string
  recency: number
  frequency: number
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

/** `m (person_id, person_key, key, disease)`: acquired by the cut, known to be alive on it. */
export function members({ day, asOf }: Cut, query: MetricQuery | null, by: string | undefined): SQL {
  const key = by === undefined ? sql`''` : personColumn(by, query?.parameters.attribution)
  const filters = query ? personFilters({ ...query, asOf: day }) : sql`true`
  return sql`m as (select p.person_id, p.person_key, coalesce(cast(${key} as text), 'unknown') as key,
      coalesce(p.disease, 'unknown') as disease
    from person p
    where p.first_join_day <= ${day}::date and ${counts(asOf)} and (p.deceased_on is null or p.deceased_on > ${day}::date)
      and ${filters})`
}

function recencyOf(last: SQL, day: string): SQL {
  const steps = RECENCY_DAYS.map((most, band) => sql`when ${day}::date - ${last} <= ${most}::int then ${band}::int`)
  return sql`case when ${last} is null then ${NEVER}::int ${sql.join(steps, sql` `)} else ${RECENCY_DAYS.length}::int end`
}

function frequencyOf(visits: SQL): SQL {
  const steps = FREQUENCY_VISITS.map((most, band) => sql`when ${visits} <= ${most}::int then ${band}::int`)
  return sql`case ${sql.join(steps, sql` `)} else ${FREQUENCY_VISITS.length}::int end`
}

/** Everybody of the cut by state. @param query filters and breakdown; null: everybody in one row a state */
export function states(cut: Cut, query: MetricQuery | null, by: string | undefined): SQL {
  const { day, until } = cut
  return sql`with ${members(cut, query, by)},
    seen as (select m.person_id, max(d.day) filter (where d.day <= ${day}::date) as last,
        count(*) filter (where d.day <= ${day}::date and d.day > ${day}::date - ${LOOK_BACK}::int) as recent,
        count(*) filter (where d.day > ${day}::date) as later
      from m join patient_day d on d.person_id = m.person_id where d.day <= ${until}::date group by m.person_id),
    paid as (select m.person_id, sum(r.amount_fen) as net
      from m join revenue_day r on r.person_id = m.person_id
      where r.day > ${day}::date and r.day <= ${until}::date group by m.person_id),
    state as (select m.key, m.disease, ${recencyOf(sql`seen.last`, day)} as recency,
        ${frequencyOf(sql`coalesce(seen.recent, 0)`)} as frequency,
        coalesce(seen.later, 0) as later, coalesce(paid.net, 0) as net
      from m left join seen on seen.person_id = m.person_id left join paid on paid.person_id = m.person_id)
    select key, disease, recency, frequency, count(*) as people, sum(later) as visits, sum(net) as net,
      cast(sum(net * net) as double precision) as squares
    from state group by key, disease, recency, frequency`
}

/** `ranked (person_id, day, place)` and `seen`: the visits of the people of `who` up to the cut. */
function history(who: SQL, day: string): SQL {
  return sql`ranked as (select d.person_id, d.day, row_number() over (partition by d.person_id order by d.day desc) as place
      from ${who} w join patient_day d on d.person_id = w.person_id where d.day <= ${day}::date),
    seen as (select person_id, count(*) as visits, min(day) as first, max(day) as last,
        max(day) filter (where place = 2) as second, max(day) filter (where place = 3) as third,
        count(*) filter (where day > ${day}::date - ${LOOK_BACK}::int) as recent
      from ranked group by person_id),
    spent as (select s.person_id, greatest(sum(r.amount_fen), 0) as fen
      from seen s join revenue_day r on r.person_id = s.person_id and r.day > s.first
      where r.day <= ${day}::date group by s.person_id)`
}

/** Histories of a fixed sample: pseudonyms are random, so the smallest of them are a random choice. */
export function sampledHistories(cut: Cut, size: number): SQL {
  const { day, until } = cut
  return sql`with ${members(cut, null, undefined)},
    sample as (select m.person_id, m.disease from m
      where exists (select 1 from patient_day d where d.person_id = m.person_id and d.day <= ${day}::date)
      order by m.person_key limit ${size}::int),
    ${history(sql`sample`, day)},
    later as (select s.person_id, count(*) as visits from sample s join patient_day d on d.person_id = s.person_id
      where d.day > ${day}::date and d.day <= ${until}::date group by s.person_id),
    paid as (select s.person_id, sum(r.amount_fen) as net from sample s join revenue_day r on r.person_id = s.person_id
      where r.day > ${day}::date and r.day <= ${until}::date group by s.person_id),
    line as (select s.disease, ${recencyOf(sql`h.last`, day)} as recency, ${frequencyOf(sql`h.recent`)} as frequency,
        h.visits - 1 as x, h.last - h.first as tx, ${day}::date - h.first as t,
        h.last - h.second as gap, h.second - h.third as gap_before,
        coalesce(b.fen, 0) as spent, coalesce(l.visits, 0) as visits, coalesce(p.net, 0) as net
      from sample s join seen h on h.person_id = s.person_id
      left join spent b on b.person_id = s.person_id left join later l on l.person_id = s.person_id
      left join paid p on p.person_id = s.person_id)
    select *, count(*) as people from line
    group by disease, recency, frequency, x, tx, t, gap, gap_before, spent, visits, net`
}

/** Histories of everybody on the as-of who ever came, to the week, for a model that is used. */
export function histories(cut: Cut, query: MetricQuery, by: string | undefined): SQL {
  const { day } = cut
  const weeks = (days: SQL) => sql`round((${days}) / 7.0)`
  return sql`with ${members(cut, query, by)}, ${history(sql`m`, day)}
    select m.key, m.disease, ${recencyOf(sql`h.last`, day)} as recency, ${frequencyOf(sql`h.recent`)} as frequency,
      h.visits - 1 as x, ${weeks(sql`h.last - h.first`)} as tx,
      ${weeks(sql`${day}::date - h.first`)} as t, count(*) as people, sum(coalesce(b.fen, 0)) as spent
    from m join seen h on h.person_id = m.person_id left join spent b on b.person_id = m.person_id
    group by 1, 2, 3, 4, 5, 6, 7`
}

/** First visit and charge of the data, and the day on which the n-th person had joined. */
export function span(asOf: string, nth: number): SQL {
  return sql`select (select min(day) from patient_day where day <= ${asOf}::date) as first_visit,
    (select min(day) from revenue_day where day <= ${asOf}::date) as first_charge,
    (select p.first_join_day from person p where p.first_join_day <= ${asOf}::date and ${counts(asOf)}
      order by p.first_join_day limit 1 offset ${nth - 1}::int) as joined`
}
