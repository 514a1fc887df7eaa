import { beforeAll, describe, expect, test } from 'vitest'
import { SCHEMA_VERSION } from '../../lib/warehouse/schema.ts'
import { dataThrough, localDay, writeSnapshotInfo } from './snapshot.ts'
import { personId, type Warehouse, warehouseOf, ZONE } from './warehouse-fixture.ts'

let warehouse: Warehouse

const at = '2025-03-01 10:00:00'
const message = (message_id: string, group_id: string, member_id: string, sent_at: string, rest: object = {}) => ({
  message_id,
  group_id,
  member_id,
  sent_at,
  ...rest,
})
const referral = (event_id: string, inviter_id: string, invitee_id: string) => ({
  event_id,
  inviter_id,
  invitee_id,
  kind: 'first_visit',
  at,
})

beforeAll(async () => {
  warehouse = await warehouseOf({
    'his/patients': [{ patient_id: 'P1' }, { patient_id: 'P2' }, { patient_id: 'PT', is_test: true }],
    'his/visits': [
      { visit_id: 'v1', patient_id: 'P2', visited_at: '2025-03-02 09:00:00' },
      { visit_id: 'v2', patient_id: 'P2', visited_at: '2025-06-25 09:00:00' },
    ],
    'identity/links': [{ member_id: 'w1', patient_id: 'P1' }],
    'wecom/members': [{ group_id: 'GA', member_id: 'w1', joined_at: '2025-01-01 10:00:00' }],
    'community/messages': [
      message('m3', 'GA', 'w1', '2025-06-20 10:00:00', { reply_to: 'm2' }),
      message('m1', 'GA', 'nurse', '2025-06-20 08:00:00', { type: 'text' }),
      message('m2', 'GA', 'nurse', '2025-06-20 09:00:00', { revoked: true }),
      message('m0', 'GA', 'w1', '2025-06-20 08:00:00', { type: 'image' }),
      message('m4', 'GA', 'w1', '2025-06-20 11:00:00', { type: 'solitaire' }),
      message('m5', 'GA', 'w1', '2025-06-20 11:30:00', { type: 'system' }),
      message('m6', 'GB', 'w1', '2025-06-30 12:00:00', { reply_to: 'nowhere' }),
    ],
    'community/referrals': [
      referral('r1', 'w1', 'P2'),
      referral('r2', 'w1', 'P1'),
      referral('r3', 'w1', 'PT'),
      referral('r4', 'PT', 'P2'),
      referral('r5', 'P2', 'stranger'),
    ],
    'community/surveys': [
      { response_id: 's1', survey: 'nps', respondent_id: 'P2', question: 'nps', value_num: 9, at },
      { response_id: 's2', survey: 'nps', question: 'recall', value_text: 'ads', rank: 1, panel: 'control', at },
    ],
    'community/tiers': [{ member_id: 'w1', tier: 'gold', from: '2025-02-01', paid_cny: 9_900 }],
    'marketing/channel_daily': [{ date: '2025-02-03', channel: 'gzh', clicks: 3 }],
  })
  await warehouse.connection.run(
    `insert into stage.quarantine values ('his/visits', 'his/visits-1.csv', 7, 'visited_at', 'time-unreadable', 'x')`,
  )
})

test('the invariants of the build hold', () => {
  expect(warehouse.failed).toEqual([])
})

test('messages: by (sent_at, message_id) in their group; a revoked message can still be quoted', async () => {
  expect(
    await warehouse.lines(
      `select group_id, message_id, prev_at, reply_person_id = ${personId('nurse')} from group_message order by group_id, sent_at, message_id`,
    ),
  ).toEqual(['GA m0 - -', 'GA m1 2025-06-20 08:00:00 -', 'GA m3 2025-06-20 08:00:00 true', 'GB m6 - -'])
})

test('referrals: not of oneself (w1 is P1), not of or by test patients; the invitee’s first patient-day stands beside', async () => {
  expect(await warehouse.lines('select event_id, invitee_first_visit_day from referral order by event_id')).toEqual([
    'r1 2025-03-02',
    'r5 -',
  ])
})

test('surveys: an empty panel is member, an anonymous answer has no person', async () => {
  expect(
    await warehouse.lines(
      'select response_id, panel, person_id is null, question, value_num, value_text from survey_answer order by 1',
    ),
  ).toEqual(['s1 member false nps 9 -', 's2 control true recall - ads'])
})

test('tiers: in force from 00:00 of the day given, money in fen', async () => {
  expect(await warehouse.lines('select tier, from_at, paid_fen from member_tier')).toEqual([
    'gold 2025-02-01 00:00:00 9900',
  ])
})

test('calendar: from two years before the first fact, the join of 2025-01-01, to 800 days after the last, 2025-06-30', async () => {
  expect(await warehouse.lines('select min(day), max(day), count(*) = max(day) - min(day) + 1 from calendar')).toEqual([
    '2023-01-01 2027-09-08 true',
  ])
  expect(await warehouse.lines(`select month, week, weekday from calendar where day = '2025-06-29'`)).toEqual([
    '2025-06 2025-06-23 7',
  ])
})

describe('feed status', () => {
  test('every feed has a row; covered is what has rows', async () => {
    expect(await warehouse.lines('select count(*), count(*) filter (where is_covered) from feed_status')).toEqual([
      '30 9',
    ])
    expect(
      await warehouse.lines(
        `select feed, is_covered, rows, first_day, last_day, landed_at from feed_status where feed in ('his/visits', 'his/charges', 'his/patients')`,
      ),
    ).toEqual([
      'his/patients true 3 - - 2026-07-02T08:00:00+08:00',
      'his/visits true 2 2025-03-02 2025-06-25 2026-07-02T08:00:00+08:00',
      'his/charges false 0 - - -',
    ])
  })
})

describe('snapshot', () => {
  test('data through: visits to 06-25, messages to 06-30: the earlier; joins to 01-01 have no say', async () => {
    expect(await dataThrough(warehouse.connection, '2026-07-02')).toBe('2025-06-25')
  })

  test('days from the landing on are not full; visits that stopped 110 days before the messages hold nothing back', async () => {
    expect(await dataThrough(warehouse.connection, '2025-06-26')).toBe('2025-06-20')
    expect(await dataThrough(warehouse.connection, '2025-06-25')).toBe('2025-06-20')
  })

  test('the row says what the snapshot is; 2026-07-01T16:30Z is the second of July in Shanghai', async () => {
    const landedAt = new Date('2026-07-01T16:30:00Z')
    expect(localDay(landedAt, ZONE)).toBe('2026-07-02')
    await writeSnapshotInfo(warehouse.connection, {
      snapshot: 'wh-1',
      timezone: ZONE,
      landedAt,
      builtAt: 'now',
      isLenient: false,
    })
    expect(await warehouse.lines('from snapshot_info')).toEqual([
      `wh-1 ${SCHEMA_VERSION} Asia/Shanghai 2025-06-25 2025-03-02 now false`,
    ])
  })
})

test('an empty load builds an empty warehouse', async () => {
  const empty = await warehouseOf({})
  expect(empty.failed).toEqual([])
  expect(await empty.lines('select count(*) from calendar')).toEqual(['0'])
  expect(await dataThrough(empty.connection, '2026-07-02')).toBe(null)
})
