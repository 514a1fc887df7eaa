/**
 * Revenue: the people who ever joined, with their money and patient-days of the period from the join day on; or all other
 * patients, from their first visit on.
 */
import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../../warehouse/engine.ts'
import type { MetricQuery } from '../metric.ts'
import { counts, inPopulation, personColumn, personFilters } from '../shared/population.ts'

export interface Period {
  from: string
  to: string
}

/** One row of the breakdown, `''` without one. Money in fen. */
export interface RevenueRow extends Row {
  key: string
  /** People with a first join (others: a first visit) by the end of the period. */
  people: number
  revenue: number
  visits: number
  /** Of the visits, those that are not the person's first ever. */
  returns: number
}

/** `YYYY-MM` with the money and visits of its days inside the period, and the first and last of these. */
export interface MonthRow extends Row {
  month: string
  first_day: string
  last_day: string
  hospital: number
  people: number
  revenue: number
  visits: number
  returns: number
}

/** Everybody of the population: `person_id, key, since, first_visit_day`. */
function members(query: MetricQuery, by: string | undefined): SQL {
  const key = by === undefined ? sql`''` : personColumn(by, query.parameters.attribution)
  const since = query.parameters.population === 'others' ? sql`p.first_visit_day` : sql`p.first_join_day`
  return sql`select p.person_id, coalesce(cast(${key} as text), 'unknown') as key,
      ${since} as since, p.first_visit_day
    from person p
    where ${inPopulation(query)} and ${counts(query.asOf)} and ${personFilters(query)}`
}

/** One row a key with anybody in it. */
export function totals(query: MetricQuery, by: string | undefined, { from, to }: Period): SQL {
  return sql`with m as (${members(query, by)}),
    joined as (select key, count(*) filter (where since <= ${to}::date) as people from m group by key),
    paid as (select m.key, sum(r.amount_fen) as revenue
      from m join revenue_day r on r.person_id = m.person_id and r.day >= m.since
      where r.day between ${from}::date and ${to}::date group by m.key),
    seen as (select m.key, count(*) as visits, count(*) filter (where d.day > m.first_visit_day) as returns
      from m join patient_day d on d.person_id = m.person_id and d.day >= m.since
      where d.day between ${from}::date and ${to}::date group by m.key)
    select joined.key, joined.people, coalesce(paid.revenue, 0) as revenue,
      coalesce(seen.visits, 0) as visits, coalesce(seen.returns, 0) as returns
    from joined left join paid on paid.key = joined.key left join seen on seen.key = joined.key`
}

/** Net revenue of all patients in the period, staff who are patients included. */
export function hospitalTotal({ from, to }: Period): SQL {
  return sql`select coalesce(sum(amount_fen), 0) as revenue from revenue_day
    where day between ${from}::date and ${to}::date`
}

/** One row a calendar month of the period, also those without any money. */
export function months(query: MetricQuery, { from, to }: Period): SQL {
  const inPeriod = (alias: SQL) => sql`${alias}.day between ${from}::date and ${to}::date`
  return sql`with m as (${members(query, undefined)}),
    day as (select day, month from calendar c where ${inPeriod(sql`c`)}),
    month as (select month, min(day) as first_day, max(day) as last_day from day group by month),
    joined as (select month.month, first_day, last_day, count(m.person_id) as people
      from month left join m on m.since <= month.last_day group by month.month, first_day, last_day),
    whole as (select day.month, sum(r.amount_fen) as revenue from revenue_day r join day on day.day = r.day
      group by day.month),
    paid as (select day.month, sum(r.amount_fen) as revenue
      from m join revenue_day r on r.person_id = m.person_id and r.day >= m.since join day on day.day = r.day
      group by day.month),
    seen as (select day.month, count(*) as visits, count(*) filter (where d.day > m.first_visit_day) as returns
      from m join patient_day d on d.person_id = m.person_id and d.day >= m.since join day on day.day = d.day
      group by day.month)
    select j.month, j.first_day, j.last_day, j.people, coalesce(w.revenue, 0) as hospital, coalesce(p.revenue, 0) as revenue,
      coalesce(s.visits, 0) as visits, coalesce(s.returns, 0) as returns
    from joined j left join whole w on w.month = j.month left join paid p on p.month = j.month
    left join seen s on s.month = j.month
    order by j.month`
}
