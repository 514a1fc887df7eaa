/** Booked share: one row per member's patient-day of the period, with whether it was booked ahead. */
import { type SQL, sql } from 'drizzle-orm'
import type { ClusterSums } from '../../stats/cluster-ratio.ts'
import type { Row } from '../../warehouse/engine.ts'
import type { ListState, MetricQuery } from '../metric.ts'
import { type ListedPerson, listedPerson } from '../shared/listed-person.ts'
import { counts, endOf, personColumn, personFilters } from '../shared/population.ts'

export interface Period {
  from: string
  to: string
}

/** One row of the breakdown or month, `''` without either: a_i booked of m_i visits, summed over persons. */
export type ShareRow = ClusterSums & Row & { key: string }

export interface VisitRow extends ListedPerson {
  visit: string
  booked: string | null
}

/** `v (person_id, key, day, booked_on)`: booked_on is null for a visit that was not booked ahead. */
function visits(query: MetricQuery, key: SQL, { from, to }: Period): SQL {
  return sql`ahead as (
      select person_id, slot_day, min(booked_day) as booked_on from booking
      where booked_day < slot_day and slot_day between ${from}::date and ${to}::date
        and (status is null or status not in ('cancelled', 'no_show'))
      group by person_id, slot_day),
    v as (
      select d.person_id, coalesce(cast(${key} as text), 'unknown') as key, d.day, a.booked_on
      from person p
      join patient_day d on d.person_id = p.person_id and d.day >= p.first_join_day
      left join ahead a on a.person_id = d.person_id and a.slot_day = d.day
      where p.first_join_at < ${endOf(query.asOf)} and ${counts(query.asOf)} and ${personFilters(query)}
        and d.day between ${from}::date and ${to}::date)`
}

/** One row a key with any visit; `by` is a breakdown, `month`, or nothing. */
export function shares(query: MetricQuery, by: string | undefined, period: Period): SQL {
  const key =
    by === undefined
      ? sql`''`
      : by === 'month'
        ? sql`substr(cast(d.day as text), 1, 7)`
        : personColumn(by, query.parameters.attribution)
  return sql`with ${visits(query, key, period)},
    each as (select key, person_id, count(booked_on) as a, count(*) as m from v group by key, person_id)
    select key, count(*) as persons, sum(a) as a, sum(m) as m, sum(a * a) as aa, sum(a * m) as am, sum(m * m) as mm
    from each group by key order by key`
}

/** The visits themselves: `in` booked ahead, `out` not. */
export function visitList(query: MetricQuery, state: ListState, period: Period): SQL {
  return sql`with ${visits(query, sql`''`, period)}
    select ${listedPerson(query.parameters.attribution)}, v.day as visit, v.booked_on as booked
    from v join person p on p.person_id = v.person_id
    where v.booked_on is ${state === 'in' ? sql`not null` : sql`null`}
    order by v.day desc, person`
}
