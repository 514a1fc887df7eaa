import type { DuckDBConnection } from '@duckdb/node-api'
import { touch } from '../../lib/warehouse/schema.ts'
import { fillMart } from './fill.ts'

/**
 * Touches with a state: every contact, and the join rows that are the person's first-ever join (of several groups at
 * one instant only the first group's). A state in two channels belongs to the smaller channel id.
 */
export async function buildTouches(connection: DuckDBConnection): Promise<void> {
  await fillMart(
    connection,
    touch,
    `with listed as (
       select channel, trim(unnest(string_split(states, '|'))) as state from canon.marketing_channels
     ), channel_of as (
       select state, min(channel) as channel from listed where state <> '' group by state
     ), seen as (
       select person_id, added_at as at, state from canon.wecom_contacts where state is not null
       union all
       select m.person_id, m.start_at, m.state
       from stage.membership m
       join stage.first_join f
         on f.person_id = m.person_id and f.first_join_at = m.start_at and f.first_group_id = m.group_id
       where m.state is not null
     )
     select s.person_id, s.at, s.at::date as day, coalesce(c.channel, 'unknown') as channel, s.state
     from seen s left join channel_of c on c.state = s.state
     order by s.person_id, s.at, channel, s.state`,
  )
}
