import type { DuckDBConnection } from '@duckdb/node-api'
import { activeDay, activeHour, firstActive } from '../../lib/warehouse/schema.ts'
import { fillMart } from './fill.ts'

/** Events of messages and activities that name a group; the tier is 1 (contribute), 2 (engage) or 3 (reach). */
const GROUP_EVENTS = `
  select person_id, group_id, sent_at as at, 1 as tier, 1 as message
  from canon.community_messages where not revoked and type is distinct from 'system'
  union all
  select person_id, group_id, "at", ${activityTier()}, 0 from canon.community_activities where group_id is not null`

/** Events without a group; surveys count where somebody answered, not where they were asked. */
const POOLED_EVENTS = `
  select person_id, "at", ${activityTier()} as tier from canon.community_activities where group_id is null
  union all
  select person_id, "at", case when kind = 'open' then 3 when kind in ('click', 'share', 'favourite', 'like') then 2 end
  from canon.community_content_events
  union all
  select person_id, started_at, 2 from canon.community_lives
  union all
  select person_id, "at", 2 from canon.community_participations
  union all
  select person_id, "at", 2 from canon.community_coupons where kind = 'redeemed'
  union all
  select person_id, "at", 2 from canon.community_surveys where question <> 'invited'`

function activityTier(): string {
  return `case when kind = 'checkin' then 1 when kind in ('click', 'reaction', 'share', 'favourite') then 2
    when kind = 'read' then 3 end`
}

/**
 * `stage.member_hour`: events inside a membership, by person, group, day and hour. An event with a group needs an
 * interval of that group, one without a group any stay. Intervals of one owner are disjoint, so an equality join
 * with the two bounds on top meets each event at most once, and never crosses people.
 */
const CREATE_MEMBER_HOUR = `create or replace table stage.member_hour as
  with inside as (
    select e.person_id, e.group_id, e.at, e.tier, e.message
    from (${GROUP_EVENTS}) e
    join spell s on s.person_id = e.person_id and s.group_id = e.group_id
      and e.at >= s.start_at and e.at < coalesce(s.end_at, 'infinity'::timestamp)
    where e.tier is not null
    union all
    select e.person_id, null, e.at, e.tier, 0
    from (${POOLED_EVENTS}) e
    join stay s on s.person_id = e.person_id
      and e.at >= s.start_at and e.at < coalesce(s.end_at, 'infinity'::timestamp)
    where e.tier is not null
  )
  select person_id, group_id, "at"::date as day, extract(hour from "at")::integer as hour, min(tier) as tier,
    count(*) filter (where tier <= 2) as events, min("at") filter (where tier <= 2) as first_at,
    sum(message)::integer as messages
  from inside group by all`

/** `active_day`, `active_hour` and `first_active`, from one pass over the events. */
export async function buildActivity(connection: DuckDBConnection): Promise<void> {
  await connection.run(CREATE_MEMBER_HOUR)
  await fillMart(
    connection,
    activeDay,
    `select person_id, group_id, day, min(tier) <= 1 as a1, min(tier) <= 2 as a2, true as a3, sum(messages)::integer as messages
     from stage.member_hour
     group by person_id, group_id, day
     order by date_trunc('month', day), person_id, day, group_id nulls last`,
  )
  await fillMart(
    connection,
    activeHour,
    `select person_id, group_id, day, hour, events from stage.member_hour
     where events > 0
     order by date_trunc('month', day), person_id, day, hour, group_id nulls last`,
  )
  await fillMart(
    connection,
    firstActive,
    `select person_id, min(first_at) as active_at from stage.member_hour where events > 0
     group by person_id order by person_id`,
  )
}
