import type { DuckDBConnection } from '@duckdb/node-api'
import { groupMessage } from '../../lib/warehouse/schema.ts'
import { fillMart } from './fill.ts'

/** `stage.reply`: senders of quoted messages, by the quoting row; a quoted message counts whatever became of it. */
const CREATE_REPLY = `create or replace table stage.reply as
  select r.rowid as message_row, q.person_id as reply_person_id
  from canon.community_messages q join canon.community_messages r on r.reply_to = q.message_id`

/** `stage.message_kept`: messages that can make a discussion, with the one before in their group. */
const CREATE_KEPT = `create or replace table stage.message_kept as
  select rowid as message_row, group_id, message_id, person_id, sent_at, sent_day,
    lag(sent_at) over (partition by group_id order by sent_at, message_id) as prev_at
  from canon.community_messages
  where not revoked and coalesce(type, '') not in ('system', 'solitaire')`

/** Messages of everybody, but revoked ones and those of the types that no discussion is made of. */
export async function buildMessages(connection: DuckDBConnection): Promise<void> {
  // Three statements with little state each: one with two joins, a window and a sort would not fit a small memory.
  await connection.run(CREATE_REPLY)
  await connection.run(CREATE_KEPT)
  await fillMart(
    connection,
    groupMessage,
    `select k.group_id, k.message_id, k.person_id, k.sent_at, k.sent_day, k.prev_at, r.reply_person_id
     from stage.message_kept k left join stage.reply r using (message_row)
     order by date_trunc('month', k.sent_day), k.group_id, k.sent_at, k.message_id`,
  )
  await connection.run('drop table stage.message_kept')
  await connection.run('drop table stage.reply')
}
