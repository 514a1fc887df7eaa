import { beforeAll, describe, expect, test } from 'vitest'
import { personId, type Warehouse, warehouseOf } from './warehouse-fixture.ts'

let warehouse: Warehouse

let sequence = 0
const visits = (patient_id: string, ...days: string[]) =>
  days.map((day) => ({
    visit_id: `v${sequence++}`,
    patient_id,
    visited_at: `${day} 09:00:00`,
    department: '内分泌科',
    disease: 'diabetes',
  }))
const member = (patient: string, joined_at: string) => ({
  link: { member_id: `w-${patient}`, patient_id: patient },
  row: { group_id: 'GA', member_id: `w-${patient}`, joined_at },
})

const V = '2025-02-01'
// L = 2025-03-03; L + 12 months = 2026-03-03.
const MEMBERS = [
  member('before', '2025-01-31 23:59:59'),
  member('sameDay', '2025-02-01 00:00:00'),
  member('day29', '2025-03-02 23:59:59'),
  member('day30', '2025-03-03 00:00:00'),
]

beforeAll(async () => {
  warehouse = await warehouseOf({
    'his/patients': [
      { patient_id: 'zero', sex: 'F', payer: '医保', birth_date: '1960-02-02' },
      { patient_id: 'deadBeforeL', deceased_on: '2025-03-02' },
      { patient_id: 'deadOnL', deceased_on: '2025-03-03' },
      { patient_id: 'leap', birth_date: '2000-02-29' },
      { patient_id: 'test', is_test: true },
    ],
    'his/visits': [
      // The first patient-day of the load (a test patient's earlier one is none): trials start on 2025-02-01.
      ...visits('test', '2020-01-01', V),
      ...visits('zero', '2024-02-01', '2025-01-31', V, '2025-03-02', '2026-03-03'),
      ...visits('back', V, '2025-03-03'),
      ...visits('lastDay', V, '2026-03-02'),
      ...visits('prior', '2024-02-01', '2024-02-02', '2024-12-31', V),
      ...visits('leap', '2025-02-28', '2025-03-01'),
      ...['before', 'sameDay', 'day29', 'day30', 'deadBeforeL', 'deadOnL', 'booked', 'spent'].flatMap((p) =>
        visits(p, V),
      ),
    ],
    'his/charges': [
      ['2024-01-31', 1],
      ['2024-02-01', 10],
      ['2025-01-31', 100],
      ['2025-01-31', -40],
      ['2025-02-01', 1000],
    ].map(([day, amount_cny], i) => ({
      charge_id: `c${i}`,
      patient_id: 'spent',
      charged_at: `${day} 10:00:00`,
      amount_cny: amount_cny ?? 0,
    })),
    'his/appointments': [
      {
        appointment_id: 'a1',
        patient_id: 'booked',
        booked_at: '2025-02-01 23:59:59',
        slot_at: '2025-02-02 08:00:00',
        status: 'cancelled',
      },
      { appointment_id: 'a2', patient_id: 'back', booked_at: '2025-02-02 00:00:00', slot_at: '2025-03-03 08:00:00' },
      { appointment_id: 'a3', patient_id: 'prior', booked_at: '2025-01-01 08:00:00', slot_at: '2025-02-01 09:00:00' },
      { appointment_id: 'a4', patient_id: 'lastDay', booked_at: '2024-12-01 08:00:00', slot_at: '2025-06-01 09:00:00' },
      { appointment_id: 'a5', patient_id: 'lastDay', booked_at: '2025-01-01 08:00:00', slot_at: '2025-01-05 09:00:00' },
    ],
    'wecom/members': MEMBERS.map((m) => m.row),
    'identity/links': MEMBERS.map((m) => m.link),
  })
})

const trials = (id: string, columns: string) =>
  warehouse.lines(`select ${columns} from lift_trial where person_id = ${personId(id)} order by v_day`)

test('the invariants of the build hold', () => {
  expect(warehouse.failed).toEqual([])
})

describe('eligibility', () => {
  test('V from 2024-02-01 + 12 months on: 2025-01-31 is too early, 02-01 is not', async () => {
    expect(await trials('zero', 'v_day')).toEqual(['2025-02-01', '2025-03-02', '2026-03-03'])
  })

  test('L = V + 30 days; it matures with the as-of 2026-03-02, the day before L + 12 months', async () => {
    expect(await trials('back', 'v_day, l_day, matures_on')).toEqual([
      '2025-02-01 2025-03-03 2026-03-02',
      '2025-03-03 2025-04-02 2026-04-01',
    ])
  })

  test('a member before V is out; who joins on V or up to a second before L is in the member arm, at L a control', async () => {
    expect(await trials('before', 'is_member')).toEqual([])
    expect(await trials('sameDay', 'is_member')).toEqual(['true'])
    expect(await trials('day29', 'is_member')).toEqual(['true'])
    expect(await trials('day30', 'is_member')).toEqual(['false'])
  })

  test('who died before L is out, who died on L is in; test patients are out', async () => {
    expect(await trials('deadBeforeL', 'v_day')).toEqual([])
    expect(await trials('deadOnL', 'v_day')).toEqual(['2025-02-01'])
    expect(await trials('test', 'v_day')).toEqual([])
  })
})

describe('outcome', () => {
  test('a visit on L counts, one the day before L or on L + 12 months does not', async () => {
    expect(await trials('back', 'returned')).toEqual(['true', 'false'])
    expect(await trials('zero', 'returned')).toEqual(['false', 'true', 'false'])
    expect(await trials('lastDay', 'returned')).toEqual(['true', 'false'])
  })
})

describe('covariates at V', () => {
  test('new: V is the first patient-day; prior: patient-days in [2024-02-01, 2025-02-01) = 3', async () => {
    expect(await trials('back', 'is_new, visits_prior')).toEqual(['true 0', 'false 1'])
    expect(await trials('prior', 'is_new, visits_prior')).toEqual(['false 3'])
  })

  test('spend in [2024-02-01, 2025-02-01): 10 + 100 − 40 = 70', async () => {
    expect(await trials('spent', 'spend_prior_fen')).toEqual(['70'])
  })

  test('booking: made by the end of V for a later day, even if cancelled; a slot on V or a later booking is none', async () => {
    expect(await trials('booked', 'has_booking')).toEqual(['true'])
    expect(await trials('back', 'has_booking')).toEqual(['false', 'false'])
    expect(await trials('prior', 'has_booking')).toEqual(['false'])
    expect(await trials('lastDay', 'v_day, has_booking')).toEqual(['2025-02-01 true', '2026-03-02 false'])
  })

  test('age in completed years: born 1960-02-02 is 64 on 2025-02-01 and 65 on 2025-03-02', async () => {
    expect(await trials('zero', 'age')).toEqual(['64', '65', '66'])
  })

  test('born on 02-29: 24 on 2025-02-28, 25 on 03-01', async () => {
    expect(await trials('leap', 'age')).toEqual(['24', '25'])
  })

  test('blanks: sex U, payer unknown, no age; period 2025-Q1 and 2025-H1', async () => {
    expect(await trials('deadOnL', 'sex, payer, age, quarter, half_year, department, disease')).toEqual([
      'U unknown - 2025-Q1 2025-H1 内分泌科 diabetes',
    ])
  })
})
