import { beforeAll, expect, test } from 'vitest'
import { type Warehouse, warehouseOf } from './warehouse-fixture.ts'

let warehouse: Warehouse
const joined = (member_id: string) => ({ group_id: 'GA', member_id, joined_at: '2026-01-01 09:00:00' })
const visit = (visit_id: string, day: string, more = {}) => ({
  ...{ visit_id, patient_id: 'P1', visited_at: `${day} 10:00:00` },
  ...more,
})
const said = (message_id: string, day: string) => ({
  ...{ message_id, group_id: 'GA', member_id: 'w1', sent_at: `${day} 12:00:00`, type: 'text' },
})

beforeAll(async () => {
  warehouse = await warehouseOf({
    'his/patients': [{ patient_id: 'P1' }],
    'identity/links': [{ member_id: 'w1', patient_id: 'P1', method: 'qr' }],
    'wecom/members': [joined('w1'), joined('w2')],
    'wecom/contacts': [
      { external_userid: 'w1', staff_id: 's', added_at: '2026-01-02 09:00:00', tags: '新|老 opt_out' },
      { external_userid: 'w2', staff_id: 's', added_at: '2026-01-03 09:00:00', tags: 'vip| opt_out ' },
    ],
    'his/visits': [
      visit('v0', '2025-12-01', { planned_return_on: '2026-01-10' }),
      visit('v1', '2026-01-10', { planned_return_on: '2026-02-10' }),
      visit('v2', '2026-02-10', { status: 'cancelled', planned_return_on: '2026-03-10' }),
      visit('v3', '2026-03-01'),
      visit('v4', '2026-08-01'),
    ],
    'community/messages': [said('m1', '2026-03-20'), said('m2', '2026-04-10')],
    'community/activities': [
      { event_id: 'a1', member_id: 'w2', kind: 'checkin', at: '2026-01-05 07:00:00' },
      { event_id: 'a2', member_id: 'w2', kind: 'checkin', at: '2026-01-05 19:00:00' },
      { event_id: 'a3', member_id: 'w2', kind: 'read', at: '2026-01-06 19:00:00' },
    ],
    'community/consents': [
      { member_id: 'w1', purpose: 'care', granted_at: '2026-01-01 00:00:00', withdrawn_at: '2026-02-01 00:00:00' },
      { member_id: 'w1', purpose: 'care', granted_at: '2026-03-01 00:00:00' },
      { member_id: 'w1', purpose: 'community', granted_at: '2026-01-01 00:00:00', withdrawn_at: '2026-02-01 00:00:00' },
      { member_id: 'w2', purpose: 'marketing', granted_at: '2026-01-01 00:00:00', withdrawn_at: '2026-01-09 00:00:00' },
    ],
    'community/outreach': [
      { outreach_id: 'o1', person: 'w1', rule: 'silent-60d', arm: 'contacted', at: '2026-05-01 09:00:00' },
      { outreach_id: 'o2', person: 'P1', rule: 'silent-60d', arm: 'holdout', at: '2026-05-02 09:00:00' },
    ],
  })
})

const of = (member: string) =>
  warehouse.lines(`select person_id from stage.person_of where kind = 'member' and id = '${member}'`)

test('two check-ins of a day are one day; a read is none', async () => {
  expect(warehouse.failed).toEqual([])
  expect(await warehouse.lines('select day from check_in')).toEqual(['2026-01-05'])
})

test('planned returns of attended visits only', async () => {
  expect(await warehouse.lines('select visit_id, planned_on from planned_return order by 1')).toEqual([
    'v0 2026-01-10',
    'v1 2026-02-10',
  ])
})

test('care withdrawn until the next grant, marketing for good, the tag from its contact on; community is no list', async () => {
  const [one] = await of('w1')
  const [two] = await of('w2')
  expect(await warehouse.lines('select person_id, reason, from_at, until_at from opt_out order by from_at')).toEqual([
    `${two} tag 2026-01-03 09:00:00 -`,
    `${two} marketing 2026-01-09 00:00:00 -`,
    `${one} care 2026-02-01 00:00:00 2026-03-01 00:00:00`,
  ])
})

test('outreach by member or patient id is the same person’s', async () => {
  const [one] = await of('w1')
  expect(await warehouse.lines('select outreach_id, person_id, arm from outreach order by 1')).toEqual([
    `o1 ${one} contacted`,
    `o2 ${one} holdout`,
  ])
})

test('episodes of patient-days inside the membership: back after 50 days; lost 40 days after the next; lost on the last day itself', async () => {
  expect(await warehouse.lines('select day, return_day, lost_day from visit_episode order by day')).toEqual([
    '2026-01-10 2026-03-01 -',
    '2026-03-01 - 2026-04-10',
    '2026-08-01 - 2026-08-01',
  ])
})
