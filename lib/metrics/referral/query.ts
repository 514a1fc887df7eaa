/** One base a side: `base`, the new patients of the period or the members, with the referrals that count. */
import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../../warehouse/engine.ts'
import type { FilterKey, ListState, MetricQuery } from '../metric.ts'
import { type ListedPerson, listedPerson } from '../shared/listed-person.ts'
import { counts, endOf, isOneOf, personColumn, personFilters } from '../shared/population.ts'
import { claims } from '../shared/referrals.ts'

export interface Period {
  from: string
  to: string
}

export interface ReferralRow extends Row {
  key: string
  people: number
  referring: number
  first_visits: number
}

export interface MonthRow extends Row {
  month: string
  people: number
  referring: number
  first_visits: number
}

export interface KindRow extends Row {
  kind: string
  records: number
}

export interface ReferralListRow extends ListedPerson {
  first_visit_on: string | null
  referred_on: string | null
  first_visits: number
}

/** Attributes that the first patient-day has itself. */
const VISIT_KEYS: readonly FilterKey[] = ['hospital', 'department', 'disease']

function visitColumn(key: string): SQL | null {
  const columns: Record<string, SQL> = {
    hospital: sql`d.hospital`,
    department: sql`d.department`,
    disease: sql`d.disease`,
  }
  return columns[key] ?? null
}

/** CTE `base` (`person_id, key, month, referred_on, first_visits`); month: that of the first visit, null for members. */
function base(query: MetricQuery, period: Period): SQL {
  return query.parameters.side === 'members' ? members(query, period) : patients(query, period)
}

function patients(query: MetricQuery, { from, to }: Period): SQL {
  const { by, asOf, filters, parameters } = query
  const key =
    by === undefined
      ? sql`''`
      : sql`coalesce(${visitColumn(by) ?? personColumn(by, parameters.attribution)}, 'unknown')`
  const own = VISIT_KEYS.flatMap((name) => {
    const [column, values] = [visitColumn(name), filters[name]]
    return column && values && values.length > 0 ? [isOneOf(column, values)] : []
  })
  return sql`${claims(asOf)}, base as (
    select p.person_id, ${key} as key, substr(cast(p.first_visit_day as text), 1, 7) as month,
      c.day as referred_on, case when c.day is null then 0 else 1 end as first_visits
    from person p join patient_day d on d.person_id = p.person_id and d.day = p.first_visit_day
    left join claim c on c.invitee_person_id = p.person_id
    where p.first_visit_day between ${from}::date and ${to}::date and ${counts(asOf)}
      and ${personFilters(query, VISIT_KEYS)} and ${own.length > 0 ? sql.join(own, sql` and `) : sql`true`})`
}

function members(query: MetricQuery, { from, to }: Period): SQL {
  const { by, asOf, parameters } = query
  const key = by === undefined ? sql`''` : sql`coalesce(${personColumn(by, parameters.attribution)}, 'unknown')`
  return sql`${claims(asOf)}, base as (
    select p.person_id, ${key} as key, cast(null as text) as month, min(c.day) as referred_on, count(c.day) as first_visits
    from person p left join claim c on c.person_id = p.person_id and c.day between ${from}::date and ${to}::date
      and c.day >= p.first_join_day
    where p.first_join_at < ${endOf(to)} and ${counts(asOf)} and ${personFilters(query)}
    group by p.person_id, 2)`
}

/** One row a key with anybody in it. */
export function totals(query: MetricQuery, period: Period): SQL {
  return sql`with ${base(query, period)}
    select key, count(*) as people, count(*) filter (where first_visits > 0) as referring, sum(first_visits) as first_visits
    from base group by key`
}

/** One row a calendar month of the period. */
export function months(query: MetricQuery, period: Period): SQL {
  const { from, to } = period
  const month = sql`select month, max(day) as last_day from calendar where day between ${from}::date and ${to}::date group by month`
  if (query.parameters.side !== 'members') {
    return sql`with ${base(query, period)}, month as (${month})
      select m.month, count(b.person_id) as people, count(b.person_id) filter (where b.first_visits > 0) as referring,
        coalesce(sum(b.first_visits), 0) as first_visits
      from month m left join base b on b.month = m.month group by m.month order by m.month`
  }
  return sql`with ${claims(query.asOf)}, month as (${month}),
    member as (select p.person_id, p.first_join_day from person p
      where p.first_join_at < ${endOf(to)} and ${counts(query.asOf)} and ${personFilters(query)}),
    joined as (select m.month, count(*) as people from month m join member p on p.first_join_day <= m.last_day group by m.month),
    brought as (select substr(cast(c.day as text), 1, 7) as month, count(distinct c.person_id) as referring, count(*) as first_visits
      from claim c join member p on p.person_id = c.person_id and c.day >= p.first_join_day
      where c.day between ${from}::date and ${to}::date group by 1)
    select m.month, coalesce(j.people, 0) as people, coalesce(b.referring, 0) as referring,
      coalesce(b.first_visits, 0) as first_visits
    from month m left join joined j on j.month = m.month left join brought b on b.month = m.month order by m.month`
}

/** Records of invitations by members in the period, by kind, whatever became of them. */
export function kinds(query: MetricQuery, { from, to }: Period): SQL {
  return sql`select r.kind, count(*) as records from referral r join person p on p.person_id = r.inviter_person_id
    where r.day between ${from}::date and ${to}::date and r.day >= p.first_join_day and ${counts(query.asOf)}
      and ${personFilters(query)}
    group by r.kind`
}

/** People of a side with (`in`) or without (`out`) a referral that counts. */
export function people(query: MetricQuery, period: Period, state: ListState): SQL {
  return sql`with ${base({ ...query, by: undefined }, period)}
    select ${listedPerson(query.parameters.attribution)}, cast(p.first_visit_day as text) as first_visit_on,
      cast(b.referred_on as text) as referred_on, b.first_visits
    from base b join person p on p.person_id = b.person_id
    where b.first_visits ${state === 'in' ? sql`> 0` : sql`= 0`}
    order by b.first_visits desc, b.referred_on desc nulls last, p.first_visit_day desc nulls last, p.person_key`
}
