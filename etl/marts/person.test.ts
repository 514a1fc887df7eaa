import { beforeAll, describe, expect, test } from 'vitest'
import { personId, type Warehouse, warehouseOf } from './warehouse-fixture.ts'

let warehouse: Warehouse

const contact = (external_userid: string, added_at: string, state: string | null, rest: object = {}) => ({
  external_userid,
  staff_id: 'nurse',
  added_at,
  state,
  ...rest,
})
const join = (member_id: string, joined_at: string, state: string | null = null, rest: object = {}) => ({
  group_id: 'GA',
  member_id,
  joined_at,
  state,
  ...rest,
})

beforeAll(async () => {
  warehouse = await warehouseOf({
    'marketing/channels': [
      { channel: 'gzh', name: '公众号', states: 'gzh_01| gzh_02 |both' },
      { channel: 'douyin', name: '抖音', states: 'dy_a|both' },
      { channel: 'empty', name: '空' },
    ],
    'wecom/groups': [
      { group_id: 'GA', disease: 'diabetes', hospital: '和安医院', department: '内分泌科' },
      { group_id: 'GB', disease: 'hypertension' },
    ],
    'wecom/contacts': [
      contact('e25', '2025-08-03 08:00:00', 'old_poster_7'),
      contact('e26', '2025-08-01 08:00:00', 'dy_a'),
      contact('e27', '2025-07-23 07:59:59', 'dy_a'),
      contact('e28', '2025-07-23 08:00:00', 'dy_a'),
      contact('stateless', '2025-08-20 08:00:00', null),
      contact('twoChannels', '2025-08-20 08:00:00', 'both'),
      contact('sameTime', '2025-08-20 08:00:00', 'gzh_01'),
      contact('sameTime', '2025-08-20 08:00:00', 'dy_a', { staff_id: 'other' }),
      contact('afterJoin', '2025-08-22 08:00:01', 'dy_a'),
      contact('named', '2025-08-20 08:00:00', null, { name: '糖友' }),
    ],
    'wecom/members': [
      join('e25', '2025-08-03 09:00:00'),
      join('e26', '2025-08-21 08:00:00', 'gzh_01'),
      join('e27', '2025-08-22 08:00:00'),
      join('e28', '2025-08-22 08:00:00'),
      join('stateless', '2025-08-22 08:00:00'),
      join('twoChannels', '2025-08-22 08:00:00'),
      join('sameTime', '2025-08-22 08:00:00'),
      join('afterJoin', '2025-08-22 08:00:00'),
      join('e33', '2024-06-15 10:00:00', 'dy_a', { left_at: '2024-07-15 10:00:00' }),
      join('e33', '2025-07-15 10:00:00', 'gzh_02'),
      join('tie', '2025-01-01 08:00:00', 'gzh_01', { group_id: 'GB' }),
      join('tie', '2025-01-01 08:00:00', 'dy_a', { group_id: 'GA' }),
      join('zero', '2025-01-01 08:00:00', 'dy_a', { left_at: '2025-01-01 08:00:00' }),
      join('zero', '2025-01-02 08:00:00', 'gzh_01'),
      join('e38', '2025-09-05 09:00:00', null, { group_id: 'GX' }),
      join('named', '2025-09-05 09:00:00'),
    ],
    'his/patients': [
      { patient_id: 'P1', merged_into: 'P2', name: '张三', sex: 'F', payer: '自费', birth_date: '1960-02-29' },
      { patient_id: 'P2', sex: 'M', merged_into: null },
      { patient_id: 'P3', name: '李', is_test: true },
      { patient_id: 'P4', merged_into: 'P3', deceased_on: '2025-01-01' },
    ],
    'his/visits': [
      { visit_id: 'v1', patient_id: 'P1', visited_at: '2025-03-03 09:00:00' },
      { visit_id: 'v2', patient_id: 'P2', visited_at: '2025-03-03 15:00:00' },
      { visit_id: 'v3', patient_id: 'P2', visited_at: '2025-03-04 23:50:00' },
      { visit_id: 'v4', patient_id: 'P2', visited_at: '2025-03-05 00:10:00' },
      { visit_id: 'v5', patient_id: 'P3', visited_at: '2025-03-05 00:10:00' },
    ],
    'identity/links': [{ member_id: 'e26', patient_id: 'P1' }],
  })
})

const channels = (id: string) =>
  warehouse.lines(`select channel_first, channel_last from person where person_id = ${personId(id)}`)

test('the invariants of the build hold', () => {
  expect(warehouse.failed).toEqual([])
})

describe('channel', () => {
  test.each([
    ['e25', 'unknown unknown', 'its only state is listed by no channel'],
    ['e26', 'douyin gzh', 'contact 20 days before, gzh at the join'],
    ['e27', 'unknown unknown', '30 days and a second before the join'],
    ['e28', 'douyin douyin', 'exactly 30 days before the join'],
    ['stateless', 'unknown unknown', 'a contact without a state is no touch'],
    ['twoChannels', 'douyin douyin', 'a state of two channels belongs to the smaller id'],
    ['sameTime', 'douyin douyin', 'equal times: the smaller id, first and last'],
    ['afterJoin', 'unknown unknown', 'a second after the join is outside'],
    ['e33', 'douyin douyin', 'the state of the re-join is no touch'],
    ['tie', 'douyin douyin', 'joins GA and GB at one instant: the smaller group is the first'],
    ['zero', 'gzh gzh', 'a stay of no length is no join'],
  ])('%s: %s (%s)', async (id, expected) => {
    expect(await channels(id)).toEqual([expected])
  })

  test('the codes of those two touches beside; without a touch unknown, of a person who never joined none', async () => {
    const codes = (id: string) =>
      warehouse.lines(`select state_first, state_last from person where person_id = ${personId(id)}`)
    expect(await codes('e26')).toEqual(['dy_a gzh_01'])
    expect(await codes('e25')).toEqual(['old_poster_7 old_poster_7'])
    expect(await codes('stateless')).toEqual(['unknown unknown'])
    expect(await codes('P3')).toEqual(['- -'])
  })

  test('a person who never joined has none', async () => {
    expect(await channels('P3')).toEqual(['- -'])
  })

  test('an unlisted state is a touch of channel unknown', async () => {
    expect(await warehouse.lines(`select "at", channel from touch where person_id = ${personId('e25')}`)).toEqual([
      '2025-08-03 08:00:00 unknown',
    ])
  })
})

describe('first join', () => {
  const first = (id: string) =>
    warehouse.lines(
      `select first_join_at, first_join_month, first_group_id, disease, department from person where person_id = ${personId(id)}`,
    )

  test('E33 re-joins a year later: the cohort stays 2024-06', async () => {
    expect(await first('e33')).toEqual(['2024-06-15 10:00:00 2024-06 GA diabetes 内分泌科'])
  })

  test('a missing attribute and an unlisted group are unknown', async () => {
    expect(await first('e38')).toEqual(['2025-09-05 09:00:00 2025-09 GX unknown unknown'])
    expect(await warehouse.lines(`select is_listed, start_day from community_group where group_id = 'GX'`)).toEqual([
      'false 2025-09-05',
    ])
  })
})

describe('patient', () => {
  test('the record that is not merged speaks (sex M), the merged one fills its blanks', async () => {
    expect(
      await warehouse.lines(
        `select name_masked, sex, payer, birth_date, is_patient, match_method, is_test from person where person_id = ${personId('P1')}`,
      ),
    ).toEqual(['张* M 自费 1960-02-29 true link false'])
  })

  test('E23: two visits on 03-03, one on 03-04 at 23:50, one on 03-05 at 00:10 are patient-days 03-03, 03-04, 03-05', async () => {
    expect(await warehouse.lines('select day, visits from patient_day order by day')).toEqual([
      '2025-03-03 2',
      '2025-03-04 1',
      '2025-03-05 1',
    ])
    expect(
      await warehouse.lines(`select first_visit_day, second_visit_day from person where person_id = ${personId('P2')}`),
    ).toEqual(['2025-03-03 2025-03-04'])
  })

  test('a test patient on one of two records makes the person one, and its visits are in no patient-day', async () => {
    expect(
      await warehouse.lines(
        `select name_masked, is_test, deceased_on, first_visit_day from person where person_id = ${personId('P4')}`,
      ),
    ).toEqual(['* true 2025-01-01 -'])
  })

  test('a member without a patient record has the name of the contact, masked', async () => {
    expect(
      await warehouse.lines(`select name_masked, is_patient from person where person_id = ${personId('named')}`),
    ).toEqual(['糖* false'])
  })
})
