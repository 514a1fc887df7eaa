import { describe, expect, test } from 'vitest'
import type { StageRows } from '../conform/stage-fixture.ts'
import { type Warehouse, warehouseOf } from '../marts/warehouse-fixture.ts'
import { runChecks } from './run.ts'

const at = '2025-01-02 10:00:00'
const ROWS: StageRows = {
  'his/visits': [{ visit_id: 'v1', patient_id: 'P1', visited_at: at }],
  'his/charges': [{ charge_id: 'c1', patient_id: 'P1', charged_at: at, amount_cny: 500, visit_id: 'nowhere' }],
  'wecom/members': [
    { group_id: 'GA', member_id: 'w1', joined_at: '2025-01-01 10:00:00' },
    { group_id: 'GA', member_id: 'w2', joined_at: at, left_at: at },
  ],
  'community/messages': [
    { message_id: 'm1', group_id: 'GA', member_id: 'w1', sent_at: at },
    { message_id: 'm2', group_id: 'GA', member_id: 'w1', sent_at: '2025-01-01 09:59:59' },
    { message_id: 'm3', group_id: 'GA', member_id: 'nobody', sent_at: at },
  ],
}

async function failures(warehouse: Warehouse): Promise<string[]> {
  return (await runChecks(warehouse.connection)).filter((c) => !c.isOk).map((c) => c.name)
}

test('orphans are counted and stop nothing', async () => {
  const warehouse = await warehouseOf(ROWS)
  expect(warehouse.failed).toEqual([])
  const counted = await warehouse.lines(`select name, rows from check_result where rows > 0 order by name`)
  expect(counted).toEqual([
    'charges-without-patient 1',
    'charges-without-visit 1',
    'members-of-unlisted-group 2',
    'messages-by-nobody 1',
    'messages-of-unlisted-group 3',
    'messages-outside-membership 1',
    'stays-without-length 1',
    'visits-without-patient 1',
  ])
  expect(await warehouse.lines('select count(*) from check_result where not is_ok')).toEqual(['0'])
})

describe('a broken invariant is found', () => {
  test.each([
    [
      'a key that stands twice',
      `insert into stage.his_visits by name select * from stage.his_visits`,
      ['keys-unique:his/visits', 'rows-reconcile:his/visits'],
    ],
    [
      'accounts that say another number',
      `update stage.row_account set loaded = 2 where feed = 'his/charges'`,
      ['rows-reconcile:his/charges'],
    ],
    ['money that is not all there', `update revenue_day set amount_fen = amount_fen - 1`, ['money-reconciles']],
    ['a visit without a patient-day', `delete from patient_day`, ['visits-reconcile']],
    [
      'a person without a resolved id',
      `update canon.his_charges set person_id = null`,
      ['person-resolved:his/charges.patient_id'],
    ],
    [
      'overlapping spells',
      `insert into spell select * replace (start_at + interval 1 hour as start_at) from spell`,
      ['spell-disjoint'],
    ],
    ['a stay that is missing', `delete from stay`, ['spells-inside-stays', 'group-day-members']],
    ['an active day before the join', `update active_day set day = day - 7`, ['active-days-inside-membership']],
    [
      'a total that is off by one',
      `update group_day set members = members + 1 where group_id = 'GA'`,
      ['group-day-members'],
    ],
    ['two people with one key', `insert into person from person`, ['people-complete']],
  ])('%s', async (_, breakIt, expected) => {
    const warehouse = await warehouseOf(ROWS)
    await warehouse.connection.run(breakIt)
    expect(await failures(warehouse)).toEqual(expect.arrayContaining(expected))
  })
})
