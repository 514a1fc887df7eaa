/** One base: `delivery`, a row per push and member of its group at the instant of sending, over the period and the one before. */
import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../../warehouse/engine.ts'
import type { MetricQuery } from '../metric.ts'
import { addDays, lengthOf } from '../shared/days.ts'
import { type ListedPerson, listedPerson } from '../shared/listed-person.ts'
import { counts, endOf, GROUP_FILTERS, groupFilters, personFilters } from '../shared/population.ts'

export interface Period {
  from: string
  to: string
}

/** Sums over a group; times in seconds. Whatever is not there is 0. */
export interface PressureSums {
  pushes: number
  deliveries: number
  /** Deliveries whose 48 hours are past; the leaves within them, and the time spent in them. */
  exposed: number
  quits: number
  seconds_within: number
  /** Of those that are tracked. */
  open_of: number
  opened: number
  before_of: number
  before_opened: number
  /** Time and leaves of the period that lie within 48 hours of any push. */
  covered_seconds: number
  covered_quits: number
  /** All time and leaves of the period. */
  all_seconds: number
  all_quits: number
}

export type PressureRow = Row & PressureSums & { key: string; label: string }

export interface QuitRow extends ListedPerson {
  left_group: string
  push: string
  sent_at: string
  left_at: string
}

const WINDOW = sql`interval '48 hours'`

const seconds = (from: SQL, to: SQL): SQL => sql`(extract(epoch from (${to} - ${from})))::double precision`

/** Beginning and exclusive end of the period, and the beginning of the equally long one before. */
function bounds({ from, to }: Period) {
  const earlier = addDays(from, -lengthOf(from, to))
  return { start: sql`${from}::timestamp`, end: endOf(to), earlier: sql`${earlier}::timestamp` }
}

/**
 * CTE `delivery`: who got which push; `until`: the end of its time (48 hours, the next push, the leave or the as-of),
 * `has_left`: left in it, `in_period` and `is_past`.
 */
function deliveries(query: MetricQuery, period: Period): SQL {
  const now = endOf(query.asOf)
  const { start, end, earlier } = bounds(period)
  return sql`sent as (
      select u.push_id, u.group_id, coalesce(g.name, u.group_id) as group_name, u.title, u.is_tracked, u.sent_at,
        lead(u.sent_at) over (partition by u.group_id order by u.sent_at, u.push_id) as next_at
      from push u left join community_group g on g.group_id = u.group_id
      where u.sent_at >= ${earlier} and u.sent_at < ${now} and ${groupFilters(query).condition}),
    opening as (
      select e.push_id, e.person_id, min(e.at) as opened_at from content_event e
      where e.kind = 'open' and e.at < ${now} and e.push_id in (select push_id from sent)
      group by e.push_id, e.person_id),
    delivery as (
      select u.push_id, u.group_id, u.group_name, u.title, u.is_tracked, u.sent_at, s.person_id, s.end_at,
        least(u.sent_at + ${WINDOW}, coalesce(u.next_at, ${now}), coalesce(s.end_at, ${now}), ${now}) as until,
        coalesce(s.ended_by = 'leave' and s.end_at < ${now} and s.end_at < u.sent_at + ${WINDOW}
          and s.end_at <= coalesce(u.next_at, s.end_at), false) as has_left,
        u.sent_at >= ${start} as in_period, u.sent_at + ${WINDOW} <= ${now} as is_past,
        coalesce(o.opened_at < u.sent_at + ${WINDOW}, false) as has_opened
      from sent u
      join spell s on s.group_id = u.group_id and s.start_at <= u.sent_at and (s.end_at is null or s.end_at > u.sent_at)
      join person p on p.person_id = s.person_id
      left join opening o on o.push_id = u.push_id and o.person_id = s.person_id
      where u.sent_at < ${end} and ${counts(query.asOf)} and ${personFilters(query, GROUP_FILTERS)})`
}

/** One row a group with a push or a member in the period. */
export function totals(query: MetricQuery, period: Period): SQL {
  const { start, end } = bounds(period)
  const isCounted = sql`in_period and is_past`
  return sql`with ${deliveries(query, period)},
    pushed as (
      select group_id, count(distinct push_id) filter (where in_period) as pushes,
        count(*) filter (where in_period) as deliveries, count(*) filter (where ${isCounted}) as exposed,
        count(*) filter (where ${isCounted} and has_left) as quits,
        sum(${seconds(sql`sent_at`, sql`until`)}) filter (where ${isCounted}) as seconds_within,
        count(*) filter (where ${isCounted} and is_tracked) as open_of,
        count(*) filter (where ${isCounted} and is_tracked and has_opened) as opened,
        count(*) filter (where not in_period and is_tracked) as before_of,
        count(*) filter (where not in_period and is_tracked and has_opened) as before_opened,
        sum(${seconds(sql`greatest(sent_at, ${start})`, sql`least(until, ${end})`)})
          filter (where until > ${start}) as covered_seconds,
        count(*) filter (where has_left and end_at >= ${start} and end_at < ${end}) as covered_quits
      from delivery group by group_id),
    present as (
      select s.group_id, coalesce(max(g.name), s.group_id) as name,
        sum(${seconds(sql`greatest(s.start_at, ${start})`, sql`least(coalesce(s.end_at, ${end}), ${end})`)}) as all_seconds,
        count(*) filter (where s.ended_by = 'leave' and s.end_at < ${end}) as all_quits
      from spell s join person p on p.person_id = s.person_id
      left join community_group g on g.group_id = s.group_id
      where s.start_at < ${end} and (s.end_at is null or s.end_at > ${start})
        and ${groupFilters(query).condition} and ${counts(query.asOf)} and ${personFilters(query, GROUP_FILTERS)}
      group by s.group_id)
    select m.group_id as key, m.name as label, m.all_seconds, m.all_quits,
      ${sql.join(
        SUMS.map((name) => sql`coalesce(d.${sql.raw(name)}, 0) as ${sql.raw(name)}`),
        sql`, `,
      )}
    from present m left join pushed d on d.group_id = m.group_id`
}

const SUMS = [
  ...['pushes', 'deliveries', 'exposed', 'quits', 'seconds_within', 'open_of', 'opened'],
  ...['before_of', 'before_opened', 'covered_seconds', 'covered_quits'],
]

/** Who left within 48 hours of a push, one row a leave, the latest first. */
export function people(query: MetricQuery, period: Period): SQL {
  return sql`with ${deliveries(query, period)}
    select ${listedPerson(query.parameters.attribution)}, d.group_name as left_group,
      coalesce(d.title, d.push_id) as push, cast(d.sent_at as text) as sent_at, cast(d.end_at as text) as left_at
    from delivery d join person p on p.person_id = d.person_id
    where d.in_period and d.is_past and d.has_left
    order by d.end_at desc, d.push_id, p.person_key`
}
