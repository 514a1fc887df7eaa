import type { DuckDBConnection } from '@duckdb/node-api'
import { getTableName } from 'drizzle-orm'
import { createTable } from '../../lib/warehouse/ddl.ts'
import { groupMessage } from '../../lib/warehouse/schema.ts'
import { monthSlices, SLICE_ROWS, type Slice } from './slices.ts'

/** `stage.quoting`: rows that quote a message. In a table of its own, so that the join below knows that they are few. */
const CREATE_QUOTING = `create or replace table stage.quoting as
  select rowid as message_row, sent_day, reply_to from canon.community_messages where reply_to is not null`

/** `stage.reply`: senders of quoted messages, by the quoting row; a quoted message counts whatever became of it. */
const CREATE_REPLY = `create or replace table stage.reply as
  select r.message_row, r.sent_day, q.person_id as reply_person_id
  from canon.community_messages q join stage.quoting r on r.reply_to = q.message_id`

/** Messages of one slice, with the one before in their group: in the slice, else the last of an earlier one. */
function insertSlice({ from, until }: Slice): string {
  return `insert into "${getTableName(groupMessage)}" by name
    with kept as (
      select rowid as message_row, group_id, message_id, person_id, sent_at, sent_day,
        lag(sent_at) over (partition by group_id order by sent_at, message_id) as prev_at
      from canon.community_messages
      where sent_day between ${from} and ${until} and not revoked and coalesce(type, '') not in ('system', 'solitaire')
    )
    select k.group_id, k.message_id, k.person_id, k.sent_at, k.sent_day, coalesce(k.prev_at, l.sent_at) as prev_at,
      r.reply_person_id
    from kept k
    left join stage.last_message l on l.group_id = k.group_id
    left join (select * from stage.reply where sent_day between ${from} and ${until}) r using (message_row)
    order by date_trunc('month', k.sent_day), k.group_id, k.sent_at, k.message_id`
}

/** `stage.last_message`: when each group last wrote, up to the end of a slice. */
function rememberLast({ from, until }: Slice): string {
  return `create or replace table stage.last_message as
    select group_id, max(sent_at) as sent_at from (
      select group_id, sent_at from stage.last_message
      union all
      select group_id, sent_at from "${getTableName(groupMessage)}" where sent_day between ${from} and ${until}
    ) group by group_id`
}

/** Messages of everybody, but revoked ones and those of the types that no discussion is made of. */
export async function buildMessages(connection: DuckDBConnection, sliceRows = SLICE_ROWS): Promise<void> {
  await connection.run(createTable(groupMessage))
  await connection.run(CREATE_QUOTING)
  await connection.run(CREATE_REPLY)
  await connection.run('create or replace table stage.last_message (group_id varchar, sent_at timestamp)')
  const source = { table: 'canon.community_messages', day: 'sent_day' }
  for (const slice of await monthSlices(connection, source, sliceRows)) {
    await connection.run(insertSlice(slice))
    await connection.run(rememberLast(slice))
  }
  for (const table of ['quoting', 'reply', 'last_message']) await connection.run(`drop table stage.${table}`)
}
