/** What the at-risk rules ask about a person beside visits and activity. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { checkIn, optOut, outreach, plannedReturn } from '../../lib/warehouse/schema.ts'
import { fillMart } from './fill.ts'

const JOINED = 'person_id in (select person_id from stage.first_join)'

export async function buildCheckIns(connection: DuckDBConnection): Promise<void> {
  await fillMart(
    connection,
    checkIn,
    `select distinct person_id, day from canon.community_activities
     where kind = 'checkin' and ${JOINED} order by person_id, day`,
  )
}

export async function buildPlannedReturns(connection: DuckDBConnection): Promise<void> {
  await fillMart(
    connection,
    plannedReturn,
    `select person_id, visit_id, visited_at, planned_return_on as planned_on from canon.his_visits
     where status = 'attended' and planned_return_on is not null and ${JOINED}
     order by person_id, visited_at, visit_id`,
  )
}

/** A withdrawn consent ends with the next grant for the same purpose; the tag of a contact never does. */
export async function buildOptOuts(connection: DuckDBConnection): Promise<void> {
  await fillMart(
    connection,
    optOut,
    `select person_id, 'tag' as reason, min(added_at) as from_at, null as until_at from canon.wecom_contacts
     where list_contains(list_transform(string_split(tags, '|'), tag -> trim(tag)), 'opt_out')
     group by person_id
     union all
     select w.person_id, w.purpose, w.withdrawn_at, min(g.granted_at)
     from canon.community_consents w
     left join canon.community_consents g on g.person_id = w.person_id and g.purpose = w.purpose
       and g.granted_at >= w.withdrawn_at
     where w.purpose in ('care', 'marketing') and w.withdrawn_at is not null and w.person_id is not null
     group by w.person_id, w.purpose, w.withdrawn_at
     order by person_id, from_at, reason`,
  )
}

export async function buildOutreach(connection: DuckDBConnection): Promise<void> {
  await fillMart(
    connection,
    outreach,
    `select outreach_id, person_id, rule, coalesce(arm, 'unknown') as arm, "at", day from canon.community_outreach
     where person_id is not null order by "at", outreach_id`,
  )
}
