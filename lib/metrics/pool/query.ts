/**
 * One base: `island`, the runs of days at whose end a person is in, and `acted`, the days with A2 activity.
 * The stock, its flows, the series and the list are projections of them.
 */
import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../../warehouse/engine.ts'
import type { MetricQuery } from '../metric.ts'
import { islands } from '../shared/end-of-day.ts'
import { listedPerson } from '../shared/listed-person.ts'
import { events, scopeOf } from '../shared/membership.ts'

export interface Period {
  from: string
  to: string
}

/** Persons of one row of the answer, on the as-of unless said otherwise. */
export interface PoolRow extends Row {
  key: string
  first_day: string
  members: number
  /** In the period. */
  joined: number
  departed: number
  /** Members at the end of the day before the period. */
  before: number
  dau: number
  wau: number
  mau: number
  /** Person-days with activity in the last 30 days, those of incomplete days left out. */
  active_days: number
  /** Members with a message, with activity in the last 30 days. */
  speaking: number
  engaged: number
}

export interface PoolDayRow extends Row {
  day: string
  members: number
  joined: number
  departed: number
  dau: number
  wau: number
  mau: number
}

/** One row a key that ever had a member; none before the first join. */
export function totals(query: MetricQuery, by: string | undefined, { from, to }: Period): SQL {
  const scope = scopeOf(query, by)
  const e = events(scope)
  const asOf = sql`${query.asOf}::date`
  return sql`with ${islands(scope)},
    opened as (select key, min(start_day) as first_day from i group by key),
    stock as (select key, count(*) filter (where e = ${asOf}) as members,
        count(*) filter (where s between ${from}::date and ${to}::date) as joined,
        count(*) filter (where e + 1 between ${from}::date and ${to}::date) as departed,
        count(*) filter (where s < ${from}::date and e >= ${from}::date - 1) as before
      from island group by key),
    acted as (select ${e.key} as key, a.person_id, a.day, bool_or(a.a2) as a2, sum(a.messages) as messages,
        bool_or(a.a2 and gap.first_day is null) as is_counted
      from ${e.from} left join feed_gap gap on a.day between gap.first_day and gap.last_day
      where a.day > ${asOf} - 30 and ${e.where} group by 1, 2, 3),
    recent as (select key, person_id, count(*) filter (where is_counted) as active_days,
        max(day) filter (where a2) as last_active, sum(messages) as messages
      from acted group by key, person_id),
    activity as (select r.key, count(*) filter (where last_active = ${asOf}) as dau,
        count(*) filter (where last_active > ${asOf} - 7) as wau, count(last_active) as mau,
        sum(active_days) as active_days,
        count(*) filter (where n.person_id is not null and messages > 0) as speaking,
        count(*) filter (where n.person_id is not null and last_active is not null) as engaged
      from recent r
      left join island n on n.key = r.key and n.person_id = r.person_id and n.e = ${asOf} group by r.key)
    select o.key, o.first_day, coalesce(members, 0) as members, coalesce(joined, 0) as joined,
      coalesce(departed, 0) as departed, coalesce(before, 0) as before, coalesce(dau, 0) as dau,
      coalesce(wau, 0) as wau, coalesce(mau, 0) as mau, coalesce(active_days, 0) as active_days,
      coalesce(speaking, 0) as speaking, coalesce(engaged, 0) as engaged
    from opened o left join stock on stock.key = o.key left join activity on activity.key = o.key`
}

/**
 * Every day of the period, of the whole scope. An active day counts towards the people of the trailing n days until its
 * n days are over or the same person is active again, whichever comes first: so each needs the next active day only, told
 * in one order of all people, as a window with a part for each of them takes longer.
 */
export function days(query: MetricQuery, { from, to }: Period, who?: SQL): SQL {
  const scope = { ...scopeOf(query, undefined), who }
  const e = events(scope)
  return sql`with ${islands(scope)},
    flow as (select day, sum(joined) as joined, sum(departed) as departed from (
        select s as day, 1 as joined, 0 as departed from island
        union all select e + 1 as day, 0 as joined, 1 as departed from island) as edge group by day),
    acted as (select a.day, case when lead(a.person_id) over (order by a.person_id, a.day) = a.person_id
          then lead(a.day) over (order by a.person_id, a.day) end as next
      from ${e.from} where a.a2 and a.day between ${from}::date - 29 and ${to}::date and ${e.where}),
    once as (select day, coalesce(next, ${to}::date + 30) as next from acted where next is null or next > day),
    started as (select day, count(*) as people from once group by day),
    ended7 as (select case when next < day + 7 then next else day + 7 end as day, count(*) as people from once group by 1),
    ended30 as (select case when next < day + 30 then next else day + 30 end as day, count(*) as people
      from once group by 1),
    running as (select c.day, coalesce(f.joined, 0) as joined, coalesce(f.departed, 0) as departed,
        sum(coalesce(f.joined, 0) - coalesce(f.departed, 0)) over (order by c.day) as members,
        coalesce(st.people, 0) as dau,
        sum(coalesce(st.people, 0) - coalesce(w.people, 0)) over (order by c.day) as wau,
        sum(coalesce(st.people, 0) - coalesce(m.people, 0)) over (order by c.day) as mau
      from calendar c left join flow f on f.day = c.day left join started st on st.day = c.day
      left join ended7 w on w.day = c.day left join ended30 m on m.day = c.day
      where c.day <= ${to}::date)
    select day, members, joined, departed, dau, wau, mau from running where day >= ${from}::date order by day`
}

/**
 * The same from the daily totals of the whole community, for a question without filters. They hold the people who are
 * never staff in this load; those who turn staff after the as-of still count and are added. `lastRollupDay` must reach
 * the end of the period.
 */
export function rolledDays(query: MetricQuery, period: Period): SQL {
  return sql`select o.day, o.members + coalesce(r.members, 0) as members, o.joined + coalesce(r.joined, 0) as joined,
      o.departed + coalesce(r.departed, 0) as departed, o.dau + coalesce(r.dau, 0) as dau,
      o.wau + coalesce(r.wau, 0) as wau, o.mau + coalesce(r.mau, 0) as mau
    from (${days(query, period, sql`p.staff_from is not null`)}) as o
    left join group_day r on r.group_id = '*' and r.day = o.day order by o.day`
}

export function lastRollupDay(): SQL {
  return sql`select max(day) as day from group_day where group_id = '*'`
}

/** Everybody who is in at the end of the as-of. */
export function people(query: MetricQuery): SQL {
  const scope = scopeOf(query, undefined)
  return sql`with ${islands(scope)}
    select ${listedPerson(query.parameters.attribution)}, island.s as since
    from island join person p on p.person_id = island.person_id
    where island.e = ${query.asOf}::date order by person`
}
