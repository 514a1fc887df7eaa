import { expect, test } from 'vitest'
import { buildMessages } from './message.ts'
import { monthSlices } from './slices.ts'
import { warehouseOf } from './warehouse-fixture.ts'

const message = (message_id: string, group_id: string, sent_at: string, rest: object = {}) => ({
  ...{ message_id, group_id, sent_at, member_id: 'w', ...rest },
})

/** Three months, B silent in the second; m4 quotes across a month. */
const MESSAGES = [
  message('m1', 'A', '2025-01-31 23:59:00'),
  message('m2', 'B', '2025-01-15 08:00:00'),
  message('m3', 'A', '2025-02-01 00:00:00'),
  message('m4', 'A', '2025-02-01 00:00:00', { reply_to: 'm1' }),
  message('m5', 'A', '2025-02-10 09:00:00', { type: 'system' }),
  message('m6', 'A', '2025-03-01 10:00:00'),
  message('m7', 'B', '2025-03-02 10:00:00', { reply_to: 'm2' }),
]

test('the message before is found across months, whatever the size of a slice', async () => {
  const { connection, lines } = await warehouseOf({
    'wecom/members': [{ group_id: 'A', member_id: 'w', joined_at: '2025-01-01 08:00:00' }],
    'community/messages': MESSAGES,
  })
  const ask = `select message_id, prev_at, reply_person_id is not null from group_message`
  const expected = [
    'm1 - false',
    'm2 - false',
    'm3 2025-01-31 23:59:00 false',
    'm4 2025-02-01 00:00:00 true',
    'm6 2025-02-01 00:00:00 false',
    'm7 2025-01-15 08:00:00 true',
  ]
  expect(await lines(ask)).toEqual(expected)
  await connection.run('drop table group_message')
  await buildMessages(connection, 1)
  expect(await lines(ask)).toEqual(expected)
})

test('slices are whole months: of 2, 3 and 2 rows, at most 5 make two slices, at most 4 make three', async () => {
  const { connection } = await warehouseOf({ 'community/messages': MESSAGES })
  const source = { table: 'canon.community_messages', day: 'sent_day' }
  const of = async (limit: number) =>
    (await monthSlices(connection, source, limit)).map(({ from, until }) => from + until)
  const [january, february, march] = [
    [`date '2025-01-01'`, `date '2025-01-31'`],
    [`date '2025-02-01'`, `date '2025-02-28'`],
    [`date '2025-03-01'`, `date '2025-03-31'`],
  ] as const
  expect(await of(5)).toEqual([january[0] + february[1], march.join('')])
  expect(await of(4)).toEqual([january.join(''), february.join(''), march.join('')])
})
