import { beforeAll, describe, expect, test } from 'vitest'
import { personId, type Warehouse, warehouseOf } from './warehouse-fixture.ts'

let warehouse: Warehouse

const message = (message_id: string, member_id: string, sent_at: string) => ({
  ...{ message_id, group_id: 'GA', member_id, sent_at },
})
const visit = (visit_id: string, patient_id: string, visited_at: string, rest: object = {}) => ({
  ...{ visit_id, patient_id, visited_at, ...rest },
})

beforeAll(async () => {
  warehouse = await warehouseOf({
    'his/patients': [{ patient_id: 'P1' }, { patient_id: 'P2' }],
    'identity/links': [{ member_id: 'm1', patient_id: 'P1' }],
    'his/visits': [
      visit('v1', 'P1', '2025-01-01 09:00:00'),
      visit('v2', 'P1', '2025-02-01 09:00:00', { status: 'cancelled' }),
      visit('v3', 'P1', '2025-02-02 09:00:00', { visit_type: 'online' }),
      visit('v4', 'P1', '2025-02-03 09:00:00', { visit_type: 'inpatient' }),
      visit('v5', 'P1', '2025-02-03 16:00:00'),
      visit('v6', 'P2', '2025-02-03 09:00:00'),
    ],
    'his/appointments': [
      { appointment_id: 'a1', patient_id: 'P1', booked_at: '2025-01-20T16:30:00Z', slot_at: '2025-02-03 09:00:00' },
      {
        ...{ appointment_id: 'a2', patient_id: 'P1', booked_at: '2025-01-20 09:00:00' },
        ...{ slot_at: '2025-01-25 09:00:00', status: 'cancelled' },
      },
      { appointment_id: 'a3', patient_id: 'P2', booked_at: '2025-01-20 09:00:00', slot_at: '2025-01-25 09:00:00' },
    ],
    'wecom/members': [
      { group_id: 'GA', member_id: 'm1', joined_at: '2025-01-10 10:00:00', left_at: '2025-01-12 10:00:00' },
      { group_id: 'GA', member_id: 'm1', joined_at: '2025-01-20 10:00:00' },
      { group_id: 'GA', member_id: 'never', joined_at: '2025-01-10 10:00:00', left_at: '2025-01-10 10:00:00' },
    ],
    'community/messages': [
      message('t1', 'm1', '2025-01-10 09:59:59'),
      message('t2', 'm1', '2025-01-15 10:00:00'),
      message('t3', 'm1', '2025-01-20 10:30:01'),
      message('t4', 'm1', '2025-01-20 10:30:02'),
    ],
    'community/activities': [
      { event_id: 'e1', member_id: 'm1', group_id: 'GA', at: '2025-01-11 08:00:00', kind: 'read' },
    ],
    'community/consults': [
      { consult_id: 'c1', member_id: 'm1', asked_at: '2025-01-15 10:00:00' },
      { consult_id: 'c2', member_id: 'never', asked_at: '2025-01-15 10:00:00' },
    ],
    'marketing/channel_daily': [
      { date: '2025-01-01', channel: 'gzh', exposures: 100, clicks: null, cost_cny: 5050 },
      { date: '2025-01-01', channel: 'ads', exposures: null, clicks: 3, cost_cny: null },
    ],
  })
})

test('the invariants of the build hold', () => {
  expect(warehouse.failed).toEqual([])
})

describe('instants of people who ever joined', () => {
  test('first active: not before the join, not between two stays, not a mere read; to the second', async () => {
    expect(await warehouse.lines(`select active_at from first_active where person_id = ${personId('m1')}`)).toEqual([
      '2025-01-20 10:30:01',
    ])
  })

  test('visits: attended and not online, two of one day are two; P2 never joined', async () => {
    expect(await warehouse.lines('select visited_at, visit_day from visit')).toEqual([
      '2025-01-01 09:00:00 2025-01-01',
      '2025-02-03 09:00:00 2025-02-03',
      '2025-02-03 16:00:00 2025-02-03',
    ])
  })

  test('bookings whatever their status, in hospital time: 16:30Z is half past midnight of the next day', async () => {
    expect(await warehouse.lines('select booked_at, booked_day, slot_day, status from booking')).toEqual([
      '2025-01-20 09:00:00 2025-01-20 2025-01-25 cancelled',
      '2025-01-21 00:30:00 2025-01-21 2025-02-03 -',
    ])
  })

  test('consults outside a stay count; a stay of no length is no join', async () => {
    expect(await warehouse.lines('select asked_at, asked_day from consult')).toEqual(['2025-01-15 10:00:00 2025-01-15'])
  })
})

test('channel days keep their blanks', async () => {
  expect(await warehouse.lines('select channel, day, exposures, clicks, cost_fen from channel_day')).toEqual([
    'ads 2025-01-01 - 3 -',
    'gzh 2025-01-01 100 - 5050',
  ])
})
