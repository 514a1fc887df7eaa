/** One base: `reach`, a row per tracked push and member of its group at the instant of sending. */
import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../../warehouse/engine.ts'
import type { ListState, MetricQuery } from '../metric.ts'
import { type ListedPerson, listedPerson } from '../shared/listed-person.ts'
import { counts, endOf, GROUP_FILTERS, groupFilters, personFilters } from '../shared/population.ts'

export interface Period {
  from: string
  to: string
}

export interface ReachRow extends Row {
  key: string
  /** Of the content, where the rows are contents. */
  title: string | null
  type: string
  topic: string
  reached: number
  opened: number
  clicked: number
  shared: number
  pushes: number
  /** Opens that are 7 days past, and those of them followed by a booking. */
  open_past: number
  booked: number
}

export interface OutsideRow extends Row {
  key: string
  /** People outside whose first open or click is 30 days past, and those of them who joined. */
  seen: number
  joined: number
}

export interface ReachListRow extends ListedPerson {
  push: string
  sent_at: string
  opened_at: string | null
}

const SLOTS = ['type', 'topic', 'hour', 'weekday'] as const

/** A breakdown's value of a push or an event by its alias and instant. */
function slot(key: string, alias: SQL, at: SQL): SQL {
  const hour = sql`lpad(cast(extract(hour from ${at}) as text), 2, '0')`
  const weekday = sql`cast(extract(isodow from ${at}) as text)`
  const columns: Record<string, SQL> = {
    ...{ hour, weekday, slot: sql`${weekday} || '-' || ${hour}` },
    content: sql`coalesce(${alias}.content_id, 'unknown')`,
    group: sql`${alias}.group_id`,
    type: sql`${alias}.type`,
    topic: sql`${alias}.topic`,
  }
  const column = columns[key]
  if (!column) throw new Error(`no slot ${key}`)
  return column
}

/** Type, topic, hour and weekday asked for. */
function isAsked({ parameters }: MetricQuery, alias: SQL, at: SQL): SQL {
  const conditions = SLOTS.filter((key) => parameters[key]).map(
    (key) => sql`${slot(key, alias, at)} = ${parameters[key]}`,
  )
  return sql.join([sql`true`, ...conditions], sql` and `)
}

/** CTEs `sent` (pushes in question) and `reach` (`push_id, key, person_id, sent_at, opened_at, clicked_at, shared_at`). */
function reach(query: MetricQuery, { from, to }: Period): SQL {
  const end = endOf(query.asOf)
  const key = query.by === undefined ? sql`''` : slot(query.by, sql`u`, sql`u.sent_at`)
  return sql`sent as (
      select u.push_id, u.group_id, u.sent_at, u.title, u.type, u.topic, ${key} as key from push u
      left join community_group g on g.group_id = u.group_id
      where u.is_tracked and u.sent_day between ${from}::date and ${to}::date and ${groupFilters(query).condition}
        and ${isAsked(query, sql`u`, sql`u.sent_at`)}),
    act as (
      select e.push_id, e.person_id, min(e.at) filter (where e.kind = 'open') as opened_at,
        min(e.at) filter (where e.kind = 'click') as clicked_at, min(e.at) filter (where e.kind = 'share') as shared_at
      from content_event e where e.at < ${end} and e.push_id in (select push_id from sent)
      group by e.push_id, e.person_id),
    reach as (
      select u.push_id, u.key, u.title, u.type, u.topic, u.sent_at, s.person_id, a.opened_at, a.clicked_at, a.shared_at
      from sent u
      join spell s on s.group_id = u.group_id and s.start_at <= u.sent_at and (s.end_at is null or s.end_at > u.sent_at)
      join person p on p.person_id = s.person_id
      left join act a on a.push_id = u.push_id and a.person_id = s.person_id
      where ${counts(query.asOf)} and ${personFilters(query, GROUP_FILTERS)})`
}

/** One row a key with a member to reach. */
export function totals(query: MetricQuery, period: Period): SQL {
  const end = endOf(query.asOf)
  const isPast = sql`r.opened_at + interval '7 days' <= ${end}`
  return sql`with ${reach(query, period)},
    booker as (select distinct r.push_id, r.person_id from reach r
      join booking b on b.person_id = r.person_id and b.booked_at >= r.opened_at
        and b.booked_at < r.opened_at + interval '7 days' and b.booked_at < ${end}
      where ${isPast})
    select r.key, max(r.title) as title, max(r.type) as type, max(r.topic) as topic, count(*) as reached, count(r.opened_at) as opened, count(r.clicked_at) as clicked,
      count(r.shared_at) as shared, count(distinct r.push_id) as pushes,
      count(*) filter (where ${isPast}) as open_past, count(b.person_id) as booked
    from reach r left join booker b on b.push_id = r.push_id and b.person_id = r.person_id
    group by r.key`
}

/** People who met content before they ever joined, by their first open or click in the period. */
export function outside(query: MetricQuery, { from, to }: Period): SQL {
  const end = endOf(query.asOf)
  const key = query.by === undefined ? sql`''` : slot(query.by, sql`e`, sql`e.at`)
  return sql`select f.key, count(*) as seen,
      count(*) filter (where f.first_join_at < f.met_at + interval '30 days') as joined
    from (
      select distinct on (e.person_id) e.person_id, ${key} as key, e.at as met_at, p.first_join_at
      from content_event e join person p on p.person_id = e.person_id
      where e.kind in ('open', 'click') and e.day between ${from}::date and ${to}::date
        and (p.first_join_at is null or p.first_join_at > e.at) and ${counts(query.asOf)}
        and ${personFilters(query)} and ${isAsked(query, sql`e`, sql`e.at`)}
      order by e.person_id, e.at, e.event_id
    ) f where f.met_at + interval '30 days' <= ${end} group by f.key`
}

/** Members at sending who opened (`in`) or did not (`out`), one row a push and person. */
export function people(query: MetricQuery, period: Period, state: ListState): SQL {
  return sql`with ${reach({ ...query, by: undefined }, period)}
    select ${listedPerson(query.parameters.attribution)}, coalesce(r.title, r.push_id) as push,
      cast(r.sent_at as text) as sent_at, cast(r.opened_at as text) as opened_at
    from reach r join person p on p.person_id = r.person_id
    where r.opened_at is ${state === 'in' ? sql`not null` : sql`null`}
    order by r.sent_at, r.push_id, p.person_key`
}
