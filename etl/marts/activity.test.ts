import { beforeAll, expect, test } from 'vitest'
import { personId, type Warehouse, warehouseOf } from './warehouse-fixture.ts'

let warehouse: Warehouse

let sequence = 0
const message = (member_id: string, group_id: string, sent_at: string, rest: object = {}) => ({
  message_id: `m${sequence++}`,
  member_id,
  group_id,
  sent_at,
  ...rest,
})
const activity = (member_id: string, group_id: string | null, at: string, kind: string | null) => ({
  event_id: `a${sequence++}`,
  member_id,
  group_id,
  at,
  kind,
})

beforeAll(async () => {
  warehouse = await warehouseOf({
    'wecom/members': [
      { group_id: 'GA', member_id: 'e04', joined_at: '2025-12-31 23:59:59' },
      { group_id: 'GA', member_id: 'e06', joined_at: '2025-07-15 11:00:00', left_at: '2025-10-10 10:00:00' },
      { group_id: 'GA', member_id: 'e06', joined_at: '2025-10-10 15:00:00' },
      { group_id: 'GA', member_id: 'e08', joined_at: '2025-07-20 08:00:00' },
      { group_id: 'GB', member_id: 'e08', joined_at: '2025-07-20 09:00:00' },
      { group_id: 'GA', member_id: 'e34', joined_at: '2025-07-14 09:00:00', left_at: '2025-10-06 00:00:00' },
      { group_id: 'GB', member_id: 'e36', joined_at: '2024-12-30 09:00:00' },
      { group_id: 'GA', member_id: 'kinds', joined_at: '2025-01-01 00:00:00', left_at: '2025-02-01 00:00:00' },
    ],
    'community/messages': [
      message('e04', 'GA', '2025-12-31 23:59:59'),
      message('e06', 'GA', '2025-10-10 12:00:00'),
      message('e06', 'GA', '2025-10-11 09:00:00'),
      message('e06', 'GA', '2025-10-11 09:59:59', { type: 'System' }),
      message('e06', 'GA', '2025-10-12 09:00:00', { type: 'system' }),
      message('e06', 'GA', '2025-10-13 09:00:00', { revoked: true }),
      message('e06', 'GB', '2025-10-14 09:00:00'),
      message('e08', 'GA', '2025-10-12 09:00:00'),
      message('e08', 'GB', '2025-10-12 10:00:00'),
      message('e34', 'GA', '2025-07-14 08:59:59'),
      message('e34', 'GA', '2025-10-05 23:59:59'),
      message('e34', 'GA', '2025-10-06 00:00:00'),
      message('e36', 'GB', '2024-12-31T16:00:00Z'),
    ],
    'community/activities': [
      activity('e36', null, '2025-03-05 07:00:00', 'checkin'),
      activity('kinds', 'GA', '2025-01-02 07:00:00', 'click'),
      activity('kinds', 'GA', '2025-01-03 07:00:00', 'read'),
      activity('kinds', 'GA', '2025-01-04 07:00:00', 'hover'),
      activity('kinds', 'GA', '2025-01-05 07:00:00', null),
      activity('kinds', null, '2025-02-01 00:00:00', 'checkin'),
    ],
    'community/content_events': [
      { event_id: 'c1', member_id: 'kinds', kind: 'open', at: '2025-01-06 07:00:00' },
      { event_id: 'c2', member_id: 'kinds', kind: 'like', at: '2025-01-07 07:00:00' },
      { event_id: 'c3', kind: 'like', at: '2025-01-07 07:00:00' },
    ],
    'community/lives': [{ live_id: 'l', member_id: 'kinds', started_at: '2025-01-08 20:00:00' }],
    'community/participations': [
      { campaign_id: 'c', member_id: 'kinds', stage: 'signed_up', at: '2025-01-09 10:00:00' },
    ],
    'community/coupons': [
      { coupon_id: 'k', member_id: 'kinds', kind: 'granted', at: '2025-01-10 10:00:00' },
      { coupon_id: 'k', member_id: 'kinds', kind: 'redeemed', at: '2025-01-11 10:00:00' },
    ],
    'community/surveys': [
      { response_id: 's', survey: 'x', respondent_id: 'kinds', question: 'invited', at: '2025-01-12 10:00:00' },
      {
        response_id: 's',
        survey: 'x',
        respondent_id: 'kinds',
        question: 'nps',
        value_num: 9,
        at: '2025-01-13 10:00:00',
      },
    ],
  })
})

const days = (id: string) =>
  warehouse.lines(
    `select group_id, day, a1::integer, a2::integer, a3::integer, messages from active_day
     where person_id = ${personId(id)} order by day, group_id`,
  )

test('the invariants of the build hold', () => {
  expect(warehouse.failed).toEqual([])
})

test('E04: a message at the very instant of the join is activity of that day', async () => {
  expect(await days('e04')).toEqual(['GA 2025-12-31 1 1 1 1'])
})

test('E06: out at 12:00 is an orphan; revoked, system and foreign groups do not count; type is compared as written', async () => {
  expect(await days('e06')).toEqual(['GA 2025-10-11 1 1 1 2'])
})

test('E08: one message in each of two groups on 10-12 is a row in each', async () => {
  expect(await days('e08')).toEqual(['GA 2025-10-12 1 1 1 1', 'GB 2025-10-12 1 1 1 1'])
})

test('E34: the second before the join and the instant of leaving are outside, the second before leaving is inside', async () => {
  expect(await days('e34')).toEqual(['GA 2025-10-05 1 1 1 1'])
})

test('E36: 2024-12-31T16:00:00Z is 2025-01-01; a groupless check-in has no group', async () => {
  expect(await days('e36')).toEqual(['GB 2025-01-01 1 1 1 1', '- 2025-03-05 1 1 1 0'])
})

test('tiers: click, like, live, sign-up, redeemed coupon, answer are A2; read and open A3; the rest nothing', async () => {
  expect(await days('kinds')).toEqual([
    'GA 2025-01-02 0 1 1 0',
    'GA 2025-01-03 0 0 1 0',
    '- 2025-01-06 0 0 1 0',
    '- 2025-01-07 0 1 1 0',
    '- 2025-01-08 0 1 1 0',
    '- 2025-01-09 0 1 1 0',
    '- 2025-01-11 0 1 1 0',
    '- 2025-01-13 0 1 1 0',
  ])
})

test('hours: A2 events only; two messages of 09:00 to 09:59 are one row of 2', async () => {
  const hours = (id: string) =>
    warehouse.lines(`select day, hour, events from active_hour where person_id = ${personId(id)} order by day, hour`)
  expect(await hours('e06')).toEqual(['2025-10-11 9 2'])
  expect((await hours('kinds')).map((line) => line.split(' ')[0])).toEqual([
    '2025-01-02',
    '2025-01-07',
    '2025-01-08',
    '2025-01-09',
    '2025-01-11',
    '2025-01-13',
  ])
})

test('checkpoint windows group by group: one for each join, with the days of membership and the events of that group', async () => {
  const windows = (id: string) =>
    warehouse.lines(
      `select group_id, start_day, count(*), min(day), max(day), sum(a2::integer) from group_checkpoint_day
       where person_id = ${personId(id)} group by group_id, start_day order by group_id, start_day`,
    )
  expect(await windows('e06')).toEqual([
    'GA 2025-07-15 28 2025-09-17 2025-10-14 1',
    'GA 2025-10-10 28 2025-12-13 2026-01-09 0',
  ])
  expect(await windows('e08')).toEqual([
    'GA 2025-07-20 28 2025-09-22 2025-10-19 1',
    'GB 2025-07-20 28 2025-09-22 2025-10-19 1',
  ])
  // Out at the first instant of 10-06: 20 of the 28 days.
  expect(await windows('e34')).toEqual(['GA 2025-07-14 20 2025-09-16 2025-10-05 1'])
})
