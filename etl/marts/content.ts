import type { DuckDBConnection } from '@duckdb/node-api'
import { contentEvent, push } from '../../lib/warehouse/schema.ts'
import { fillMart } from './fill.ts'

const ATTRIBUTES = `coalesce(c.type, 'unknown') as type, coalesce(c.topic, 'unknown') as topic`

/** Pushes to a group, with what was sent. */
export async function buildPushes(connection: DuckDBConnection): Promise<void> {
  await fillMart(
    connection,
    push,
    `select p.push_id, p.group_id, p.content_id, c.title, ${ATTRIBUTES}, coalesce(p.tracked, false) as is_tracked,
       p.sent_at, p.sent_day
     from canon.community_pushes p left join canon.community_contents c on c.content_id = p.content_id
     where p.group_id is not null
     order by p.sent_at, p.push_id`,
  )
}

/** Events of known people; an event that names no content is about that of its push. */
export async function buildContentEvents(connection: DuckDBConnection): Promise<void> {
  await fillMart(
    connection,
    contentEvent,
    `select e.event_id, e.push_id, coalesce(e.content_id, p.content_id) as content_id, e.person_id, e.kind, e."at", e.day, ${ATTRIBUTES}
     from canon.community_content_events e
     left join canon.community_pushes p on p.push_id = e.push_id
     left join canon.community_contents c on c.content_id = coalesce(e.content_id, p.content_id)
     where e.person_id is not null
     order by date_trunc('month', e.day), e.push_id nulls last, e.person_id, e."at", e.event_id`,
  )
}
