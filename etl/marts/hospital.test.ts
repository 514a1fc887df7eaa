import { beforeAll, describe, expect, test } from 'vitest'
import { personId, type Warehouse, warehouseOf } from './warehouse-fixture.ts'

let warehouse: Warehouse

let sequence = 0
const visit = (patient_id: string, visited_at: string, rest: object = {}) => ({
  visit_id: `v${String(sequence++).padStart(3, '0')}`,
  patient_id,
  visited_at,
  ...rest,
})
const charge = (patient_id: string, charged_at: string, amount_cny: number, visit_id: string | null = null) => ({
  charge_id: `c${sequence++}`,
  patient_id,
  charged_at,
  amount_cny,
  visit_id,
})

beforeAll(async () => {
  warehouse = await warehouseOf({
    'his/patients': ['e22', 'first', 'e21', 'pocket', 'online']
      .map((patient_id) => ({ patient_id }))
      .concat([{ patient_id: 'test', is_test: true } as { patient_id: string }]),
    'his/visits': [
      visit('e22', '2025-08-10 09:00:00', { status: 'cancelled' }),
      visit('e22', '2025-08-11 09:00:00', { status: 'no_show' }),
      visit('e22', '2025-08-12 09:00:00', { status: 'registered' }),
      visit('e22', '2025-08-13 09:00:00', { status: 'attended', visit_type: 'online' }),
      visit('e22', '2025-08-14 09:00:00', { status: 'attended', visit_type: 'outpatient' }),
      visit('e22', '2025-08-15 09:00:00', { status: 'Attended' }),
      visit('first', '2025-01-01 10:00:00', { department: '骨科', disease: 'b' }),
      visit('first', '2025-01-01 09:00:00', { department: null, disease: 'a', hospital: '和安医院' }),
      visit('first', '2025-01-02 09:00:00', { visit_id: 'w2', department: '眼科' }),
      visit('first', '2025-01-02 09:00:00', { visit_id: 'w1', department: '儿科' }),
      visit('test', '2025-01-02 09:00:00'),
    ],
    'his/charges': [
      charge('e21', '2025-08-25 10:00:00', 50_000, 'A'),
      charge('e21', '2025-08-26 10:00:00', 1_000, 'A'),
      charge('e21', '2025-10-15 10:00:00', -20_000, 'A'),
      charge('pocket', '2025-01-01 10:00:00', 30_000),
      charge('pocket', '2025-01-10 10:00:00', 10_000, 'B'),
      charge('pocket', '2025-01-10 10:00:00', -4_000),
      charge('pocket', '2025-01-20 10:00:00', 5_000),
      charge('pocket', '2025-01-19 10:00:00', -6_000),
      charge('test', '2025-01-01 10:00:00', 999_900),
    ],
  })
})

test('the invariants of the build hold', () => {
  expect(warehouse.failed).toEqual([])
})

describe('patient-days', () => {
  test('E22: cancelled, no-show, registered, online and an unlisted status are none; one attended is one', async () => {
    expect(await warehouse.lines(`select day, visits from patient_day where person_id = ${personId('e22')}`)).toEqual([
      '2025-08-14 1',
    ])
  })

  test('attributes are those of the first visit by (visited_at, visit_id); an empty one is unknown, not the next visit’s', async () => {
    expect(
      await warehouse.lines(
        `select day, hospital, department, disease, visits from patient_day where person_id = ${personId('first')} order by day`,
      ),
    ).toEqual(['2025-01-01 和安医院 unknown a 2', '2025-01-02 unknown 儿科 unknown 2'])
  })

  test('test patients have none', async () => {
    expect(await warehouse.lines(`select day from patient_day where person_id = ${personId('test')}`)).toEqual([])
  })
})

describe('revenue', () => {
  const revenue = (id: string) =>
    warehouse.lines(
      `select day, restated_day, amount_fen from revenue_day where person_id = ${personId(id)} order by day, restated_day`,
    )

  test('E21: a refund of 200.00 on 10-15 goes back to the earliest payment of its visit', async () => {
    expect(await revenue('e21')).toEqual([
      '2025-08-25 2025-08-25 50000',
      '2025-08-26 2025-08-26 1000',
      '2025-10-15 2025-08-25 -20000',
    ])
  })

  test('without a visit to the latest payment at or before it: 100.00 − 40.00 (same instant) − 60.00 = 0.00', async () => {
    expect(await revenue('pocket')).toEqual([
      '2025-01-01 2025-01-01 30000',
      '2025-01-10 2025-01-10 6000',
      '2025-01-19 2025-01-10 -6000',
      '2025-01-20 2025-01-20 5000',
    ])
  })

  test('test patients have none: 310.00 + 350.00 = 660.00', async () => {
    expect(await warehouse.lines('select sum(amount_fen)::bigint from revenue_day')).toEqual(['66000'])
  })
})
