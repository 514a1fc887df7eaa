import { type SQL, sql } from 'drizzle-orm'
import type { Dialect } from '../../warehouse/dialect.ts'
import type { Row } from '../../warehouse/engine.ts'
import type { ListState, MetricQuery } from '../metric.ts'
import { type ListedPerson, listedPerson } from '../shared/listed-person.ts'
import { counts, endOf, personColumn, personFilters } from '../shared/population.ts'

export interface AttendanceRow extends Row {
  key: string
  label: string
  /** Of the campaign, where the rows are campaigns. */
  starts_on: string | null
  signed_up: number
  attended: number
  completed: number
  booked: number
}

export interface CouponRow extends Row {
  key: string
  granted: number
  redeemed: number
}

export interface StreamRow extends Row {
  live: string
  title: string | null
  day: string
  viewers: number
  /** Median, of viewers whose time is known; null without any. */
  seconds: number | null
  commented: number
}

export interface AttendanceListRow extends ListedPerson {
  campaign: string
  signed_up_at: string
  attended_at: string | null
}

/** Sign-ups known on the as-of: `person_id, campaign_id, signed_up_at, attended_at` (null: did not come). */
function pairs(query: MetricQuery): SQL {
  const end = endOf(query.asOf)
  const only = query.parameters.campaign ? sql`and c.campaign_id = ${query.parameters.campaign}` : sql``
  return sql`select c.campaign_id, c.person_id,
      min(c.at) filter (where c.stage = 'signed_up') as signed_up_at,
      min(c.at) filter (where c.stage in ('attended', 'completed')) as attended_at,
      min(c.at) filter (where c.stage = 'completed') as completed_at
    from participation c where c.at < ${end} ${only}
    group by c.campaign_id, c.person_id
    having count(*) filter (where c.stage = 'signed_up') > 0`
}

/** Sign-ups, attendance and bookings after it, one row a key of the breakdown. */
export function attendance(query: MetricQuery): SQL {
  return sql`with pair as (${pairs(query)}),
    base as (select ${keyOf(query, sql`a.campaign_id`)} as key, a.campaign_id, a.person_id, a.attended_at, a.completed_at
      from pair a join person p on p.person_id = a.person_id
      where ${counts(query.asOf)} and ${personFilters(query)}),
    book as (select distinct a.campaign_id, a.person_id from base a
      join booking b on b.person_id = a.person_id and b.booked_at >= a.attended_at
        and b.booked_at < a.attended_at + interval '30 days' and b.booked_at < ${endOf(query.asOf)}),
    total as (select a.key, count(*) as signed_up, count(a.attended_at) as attended,
        count(a.completed_at) as completed, count(b.person_id) as booked
      from base a left join book b on b.campaign_id = a.campaign_id and b.person_id = a.person_id group by a.key)
    select t.key, ${query.by === 'campaign' ? sql`coalesce(c.name, t.key)` : sql`t.key`} as label,
      cast(c.starts_at::date as text) as starts_on,
      t.signed_up, t.attended, t.completed, t.booked
    from total t left join campaign c on c.campaign_id = t.key`
}

/** Coupons granted by the as-of, and those of them that are redeemed. */
export function coupons(query: MetricQuery): SQL {
  const only = query.parameters.campaign ? sql`and c.campaign_id = ${query.parameters.campaign}` : sql``
  return sql`select b.key, count(*) as granted, count(*) filter (where b.is_redeemed) as redeemed from (
      select ${keyOf(query, sql`max(c.campaign_id)`)} as key, c.coupon_id,
        count(*) filter (where c.kind = 'redeemed') > 0 as is_redeemed
      from coupon c join person p on p.person_id = c.person_id
      where c.at < ${endOf(query.asOf)} and ${counts(query.asOf)} and ${personFilters(query)} ${only}
      group by c.coupon_id ${query.by === undefined || query.by === 'campaign' ? sql`` : sql`, ${keyOf(query, sql``)}`}
      having count(*) filter (where c.kind = 'granted') > 0
    ) b group by b.key`
}

/** Live streams by the as-of, the latest first. */
export function streams(query: MetricQuery, dialect: Dialect): SQL {
  return sql`select l.live_id as live, max(l.title) as title, min(l.started_day) as day,
      count(distinct l.person_id) as viewers, ${dialect.median(sql`l.watch_s`)} as seconds,
      count(distinct case when l.commented then l.person_id end) as commented
    from live_view l join person p on p.person_id = l.person_id
    where l.started_at < ${endOf(query.asOf)} and ${counts(query.asOf)} and ${personFilters(query)}
    group by l.live_id order by day desc, l.live_id limit ${sql.raw(String(MOST_STREAMS))}`
}

/** Streams that an answer lists at most. */
const MOST_STREAMS = 100

/** People who watched any live stream by the as-of, one row a key. */
export function viewers(query: MetricQuery): SQL {
  return sql`select b.key, count(*) as people from (
      select distinct l.person_id, ${keyOf({ ...query, by: query.by === 'campaign' ? undefined : query.by }, sql``)} as key
      from live_view l join person p on p.person_id = l.person_id
      where l.started_at < ${endOf(query.asOf)} and ${counts(query.asOf)} and ${personFilters(query)}
    ) b group by b.key`
}

/** Sign-ups that came (`in`) or did not (`out`), one row a campaign and person. */
export function people(query: MetricQuery, state: ListState): SQL {
  return sql`with pair as (${pairs(query)})
    select ${listedPerson(query.parameters.attribution)}, coalesce(c.name, a.campaign_id) as campaign,
      cast(a.signed_up_at as text) as signed_up_at, cast(a.attended_at as text) as attended_at
    from pair a join person p on p.person_id = a.person_id
    left join campaign c on c.campaign_id = a.campaign_id
    where ${counts(query.asOf)} and ${personFilters(query)}
      and a.attended_at is ${state === 'in' ? sql`not null` : sql`null`}
    order by a.signed_up_at, a.campaign_id, p.person_key`
}

function keyOf({ by, parameters }: MetricQuery, campaign: SQL): SQL {
  if (by === undefined) return sql`''`
  const column = by === 'campaign' ? campaign : personColumn(by, parameters.attribution)
  return sql`coalesce(${column}, 'unknown')`
}
