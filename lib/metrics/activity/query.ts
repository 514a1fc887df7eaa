/**
 * One base: `piece`, the disjoint day ranges on which a person of a row has member-days in the window, and `hit`,
 * the active ones of those days. Totals, rows, days and lists are projections of the two.
 *
 * A member-day is a day that an interval overlaps; an event is kept by the mart only inside an interval, so every
 * active day is a member-day and lies in exactly one piece of its person.
 */
import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../../warehouse/engine.ts'
import type { MetricQuery } from '../metric.ts'
import { type ListedPerson, listedPerson } from '../shared/listed-person.ts'
import { eventsOfPeople, memberships, type Scope, scopeOf } from '../shared/membership.ts'
import { isOwnWindow, ownWindows } from './own-window.ts'

/** Sums of one row of the answer. Counts are persons or person-days. */
export interface ActivityRow extends Row {
  key: string
  /** The row of everybody, beside those of a breakdown. */
  is_total: boolean
  /** Persons whose window is over, and those with no such window yet. */
  mature: number
  immature: number
  /** First and last as-of on which an immature one is. */
  first_matures_on: string | null
  last_matures_on: string | null
  /** Persons with a member-day in the window; of them with an active one. */
  persons: number
  active_persons: number
  m: number
  a: number
  a1: number
  aa: number
  am: number
  mm: number
  /** Mean over the days that hold a member-day; null without any. */
  mean_of_daily: number | null
  /** Persons with member-days in the window of which the import brought nothing. */
  gapped: number
  /** Days of which it brought nothing, over the windows of all mature persons, members on them or not. */
  lost_days: number
}

export interface DayRow extends Row {
  day: string
  members: number
  active: number
}

export interface ListRow extends ListedPerson {
  window_start: string
  window_end: string
  member_days: number
  active_days: number
  matures_on: string | null
}

const TIERS: Record<string, SQL> = { A1: sql`a.a1`, A2: sql`a.a2`, A3: sql`a.a3` }

/** Column of `active_day a` or a mart of checkpoint days `a`. */
function tierOf(query: MetricQuery): SQL {
  return TIERS[query.parameters.tier ?? 'A2'] ?? sql`a.a2`
}

/**
 * One row a key, one row with the key '' without a breakdown; none where nobody was ever a member. Where nobody stands in
 * two rows of the breakdown and windows are everybody's own, the total comes along, marked `is_total`.
 */
export function totals(query: MetricQuery, by: string | undefined): SQL {
  const isAlong = by !== undefined && comesAlong(query, by)
  const rows = isAlong ? sql`grouping sets ((key), ())` : sql`key`
  const key = isAlong ? sql`grouping(key) = 1 as is_total, coalesce(key, '') as key` : sql`false as is_total, key`
  const days = sql`select key, day, active, members, until from run`
  const daysOfAll = sql`select cast(null as text), day, sum(active), sum(members), day + 1 from run group by day`
  const same = (name: string) => sql`${sql.raw(name)}.is_total = ready.is_total and ${sql.raw(name)}.key = ready.key`
  return sql`${base(query, by)},
    ready as (select ${key}, sum(is_mature) as mature, sum(1 - is_mature) as immature,
        min(first_matures_on) as first_matures_on, max(last_matures_on) as last_matures_on
      from (select key, person_id, max(case when is_mature then 1 else 0 end) as is_mature,
          min(case when is_mature then null else matures_on end) as first_matures_on,
          max(case when is_mature then null else matures_on end) as last_matures_on
        from unit group by key, person_id) as one group by ${rows} having count(*) > 0),
    total as (select ${key}, count(*) as persons, count(*) filter (where a > 0) as active_persons,
        sum(m) as m, sum(a) as a, sum(a1) as a1, sum(a * a) as aa, sum(a * m) as am, sum(m * m) as mm
      from person_row group by ${rows}),
    mean as (select key is null as is_total, coalesce(key, '') as key,
        sum(active::double precision / members order by day) / sum(until - day) as mean_of_daily
      from (${isAlong ? sql`${days} union all ${daysOfAll}` : days}) as run where members > 0 group by key),
    missing as (select ${key}, count(distinct person_id) as persons from gapped group by ${rows}),
    lost as (select ${key}, sum(least(final_day, g.last_day) - greatest(unit.first_day, g.first_day) + 1) as days
      from unit join feed_gap g on g.first_day <= final_day and g.last_day >= unit.first_day where is_mature
      group by ${rows})
    select ready.is_total, ready.key, ready.mature, ready.immature, ready.first_matures_on, ready.last_matures_on,
      coalesce(total.persons, 0) as persons, coalesce(active_persons, 0) as active_persons,
      coalesce(m, 0) as m, coalesce(a, 0) as a, coalesce(a1, 0) as a1,
      coalesce(aa, 0) as aa, coalesce(am, 0) as am, coalesce(mm, 0) as mm, mean_of_daily,
      coalesce(missing.persons, 0) as gapped, coalesce(lost.days, 0) as lost_days
    from ready left join total on ${same('total')} left join mean on ${same('mean')}
    left join missing on ${same('missing')} left join lost on ${same('lost')}`
}

/** Whether `totals` of a breakdown hold the total too. */
export function comesAlong(query: MetricQuery, by: string): boolean {
  const scope = scopeOf(query, by)
  return scope.keyed !== 'group' && isOwnWindow(scope)
}

/** Member-days and active ones of every day of the window that holds any, of the whole scope. */
export function days(query: MetricQuery): SQL {
  return sql`${base(query, undefined)}
    select c.day, run.members, case when c.day = run.day then run.active else 0 end as active
    from run join calendar c on c.day >= run.day and c.day < run.until where run.members > 0 order by c.day`
}

/** The people of a list; `in` and `out` together are those with a member-day in the window. */
export function people(query: MetricQuery, state: 'in' | 'out' | 'immature'): SQL {
  const columns = listedPerson(query.parameters.attribution)
  if (state === 'immature') {
    return sql`${base(query, undefined)},
      waiting as (select person_id, min(first_day) as first_day, min(final_day) as final_day,
          min(matures_on) as matures_on
        from unit group by person_id having not bool_or(is_mature))
      select ${columns}, w.first_day as window_start, w.final_day as window_end, w.matures_on,
        0 as member_days, 0 as active_days
      from waiting w join person p on p.person_id = w.person_id order by person`
  }
  const side = state === 'in' ? sql`r.a > 0` : sql`r.a = 0`
  return sql`${base(query, undefined)}
    select ${columns}, r.first_day as window_start, r.final_day as window_end, cast(null as date) as matures_on,
      r.m as member_days, r.a as active_days
    from person_row r join person p on p.person_id = r.person_id where ${side} order by person`
}

/**
 * The chain of relations up to `person_row` and `run`: a stretch of days `[day, until)` with equally many members. Every
 * active day starts one, so that `active` is that of its first day and its other days have none.
 */
function base(query: MetricQuery, by: string | undefined): SQL {
  const scope = scopeOf(query, by)
  if (isOwnWindow(scope)) return sql`with ${ownWindows(scope, tierOf(query))}`
  return sql`with ${windows(scope)},
    gapped as (select key, person_id
      from clip join feed_gap g on g.first_day <= clip.e and g.last_day >= clip.s),
    ordered as (select key, person_id, first_day, final_day, s, e, max(e) over (partition by key, person_id
        order by s, e rows between unbounded preceding and 1 preceding) as before from clip),
    whole as (select key, person_id, first_day, final_day, e,
        case when before is null or s > before then s else before + 1 end as s
      from ordered where before is null or e > before),
    ${pieces()},
    hit as (${hits(scope)}),
    person_row as (select key, person_id, min(first_day) as first_day, max(final_day) as final_day, sum(m) as m,
        sum(a) as a, sum(a1) as a1
      from (select key, person_id, first_day, final_day, e - s + 1 as m, 0 as a, 0 as a1 from piece
        union all select key, person_id, cast(null as date), cast(null as date), 0, 1, a1 from hit) as fact
      group by key, person_id),
    change as (select key, day, sum(members) as members, sum(active) as active
      from (select key, s as day, 1 as members, 0 as active from piece
        union all select key, e + 1, -1, 0 from piece union all select key, day, 0, 1 from hit) as edge
      group by key, day),
    run as (select key, day, active, sum(members) over (partition by key order by day) as members,
        lead(day) over (partition by key order by day) as until from change)`
}

/**
 * `piece`: without the days of which the import brought nothing. They are no days without activity, so they are in
 * neither sum. `recorded` holds the stretches between them, without any gap a single one.
 */
function pieces(): SQL {
  return sql`recorded as (
      select coalesce(lag(last_day) over (order by first_day) + 1, date '0001-01-01') as s, first_day - 1 as e from feed_gap
      union all select coalesce(max(last_day) + 1, date '0001-01-01'), date '9999-12-31' from feed_gap),
    piece as (select w.key, w.person_id, w.first_day, w.final_day,
        case when w.s > r.s then w.s else r.s end as s, case when w.e < r.e then w.e else r.e end as e
      from whole w join recorded r on r.s <= w.e and r.e >= w.s)`
}

/** A person's active days within its pieces; where groups make the rows, only by events of the row's groups. */
function hits(scope: Scope): SQL {
  const e = eventsOfPeople(scope)
  const { parameters, from, to } = scope.query
  const inRange = parameters.window === 'range' ? sql`and a.day between ${from}::date and ${to}::date` : sql``
  const sameKey = scope.keyed === 'group' ? sql`and piece.key = ${e.key}` : sql``
  return sql`select piece.key, piece.person_id, a.day, max(case when a.a1 then 1 else 0 end) as a1
    from ${e.from} join piece on piece.person_id = a.person_id and a.day between piece.s and piece.e ${sameKey}
    where ${tierOf(scope.query)} and ${e.where} ${inRange} group by piece.key, piece.person_id, a.day`
}

/**
 * `unit (key, person_id, first_day, final_day, is_mature, matures_on)`: who has a window, and
 * `clip (key, person_id, first_day, final_day, s, e)`: the days of each interval inside a window that is over.
 */
function windows(scope: Scope): SQL {
  return scope.query.parameters.window === 'range' ? rangeWindows(scope) : groupWindows(scope)
}

const WINDOW_DAYS = 28

/** Columns of a window that ends before the day three months after `start_day`. */
function checkpoint(asOf: string): SQL {
  return sql`anchor - ${sql.raw(String(WINDOW_DAYS))} as first_day, anchor - 1 as final_day,
    anchor <= ${asOf}::date + 1 as is_mature, anchor - 1 as matures_on`
}

const ANCHOR = sql`(start_day + interval '3 month')::date`

function clipped(asOf: string): SQL {
  return sql`case when i.start_day > w.first_day then i.start_day else w.first_day end as s,
    case when coalesce(i.last_day, ${asOf}::date) < w.final_day then coalesce(i.last_day, ${asOf}::date)
      else w.final_day end as e`
}

/** Each group's window, from its start; a person may have several. */
function groupWindows(scope: Scope): SQL {
  const { asOf, by } = scope.query
  const key = by === 'month' ? monthOf(sql`w.start_day`) : sql`i.key`
  return sql`i as (${memberships(scope, true)}),
    w as (select group_id, start_day, ${checkpoint(asOf)}
      from (select group_id, start_day, ${ANCHOR} as anchor from community_group
        where start_day <= ${asOf}::date) as anchored),
    unit as (select distinct ${key} as key, i.person_id, w.first_day, w.final_day, w.is_mature, w.matures_on
      from i join w on w.group_id = i.group_id),
    clip as (select ${key} as key, i.person_id, w.first_day, w.final_day, ${clipped(asOf)}
      from i join w on w.group_id = i.group_id
      where w.is_mature and i.start_day <= w.final_day and (i.last_day is null or i.last_day >= w.first_day))`
}

/** One window for everybody, or one a calendar month. */
function rangeWindows(scope: Scope): SQL {
  const { asOf, by, from, to } = scope.query
  const key = by === 'month' ? sql`w.month` : sql`i.key`
  return sql`i as (${memberships(scope)}),
    w as (select ${by === 'month' ? sql`month` : sql`cast('' as text)`} as month,
        min(day) as first_day, max(day) as final_day
      from calendar where day between ${from}::date and ${to}::date group by 1),
    clip as (select ${key} as key, i.person_id, w.first_day, w.final_day, ${clipped(asOf)}
      from i join w on i.start_day <= w.final_day and (i.last_day is null or i.last_day >= w.first_day)),
    unit as (select distinct key, person_id, first_day, final_day, true as is_mature,
        cast(null as date) as matures_on from clip)`
}

/** Days print as ISO text in both engines. */
function monthOf(day: SQL): SQL {
  return sql`substr(cast(${day} as text), 1, 7)`
}
