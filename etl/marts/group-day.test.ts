import { beforeAll, describe, expect, test } from 'vitest'
import { type Warehouse, warehouseOf } from './warehouse-fixture.ts'

let warehouse: Warehouse

const stay = (
  member_id: string,
  group_id: string,
  joined_at: string,
  left_at: string | null = null,
  role: string | null = null,
) => ({
  member_id,
  group_id,
  joined_at,
  left_at,
  role,
})

beforeAll(async () => {
  warehouse = await warehouseOf({
    'his/patients': [{ patient_id: 'PT', is_test: true }],
    'identity/links': [{ member_id: 'tester', patient_id: 'PT' }],
    'wecom/members': [
      stay('a', 'GA', '2025-01-01 10:00:00', '2025-01-03 10:00:00'),
      stay('a', 'GA', '2025-01-03 15:00:00', '2025-01-05 00:00:00'),
      stay('a', 'GB', '2025-01-02 10:00:00'),
      stay('b', 'GA', '2025-01-02 10:00:00', '2025-01-02 20:00:00'),
      stay('c', 'GA', '2025-01-02 23:59:59'),
      stay('turned', 'GA', '2025-01-01 10:00:00'),
      stay('turned', 'GA', '2025-06-01 10:00:00', null, 'staff'),
      stay('tester', 'GA', '2025-01-01 10:00:00'),
    ],
    'community/messages': [
      ['m1', 'a', 'GA', '2025-01-01 11:00:00'],
      ['m2', 'a', 'GB', '2025-01-03 12:00:00'],
      ['m3', 'c', 'GA', '2025-01-03 12:00:00'],
      ['m4', 'c', 'GA', '2025-01-03 13:00:00'],
      ['m5', 'turned', 'GA', '2025-01-03 13:00:00'],
      ['m6', 'tester', 'GA', '2025-01-03 13:00:00'],
      ['m7', 'c', 'GA', '2025-03-10 13:00:00'],
    ].map(([message_id = '', member_id = '', group_id = '', sent_at = '']) => ({
      message_id,
      member_id,
      group_id,
      sent_at,
    })),
  })
})

const rows = (group: string, condition: string) =>
  warehouse.lines(
    `select day, members, joined, departed, dau, wau, mau, messages from group_day
     where group_id = '${group}' and ${condition} order by day`,
  )

test('the invariants of the build hold', () => {
  expect(warehouse.failed).toEqual([])
})

describe('members at the end of the day', () => {
  test('GA: out and back on 01-03 is no change, b in and out on 01-02 never shows, leaving at 00:00 of 01-05 is that day', async () => {
    expect(await rows('GA', `day <= '2025-01-06'`)).toEqual([
      '2025-01-01 1 1 0 1 1 1 1',
      '2025-01-02 2 1 0 0 1 1 0',
      '2025-01-03 2 0 0 1 2 2 2',
      '2025-01-04 2 0 0 0 2 2 0',
      '2025-01-05 1 0 1 0 2 2 0',
      '2025-01-06 1 0 0 0 2 2 0',
    ])
  })

  test('the community: a leaves GA and stays in GB, c joins on 01-02: 1, 2, 2 … and nobody departs', async () => {
    expect(
      await warehouse.lines(`select distinct members from group_day where group_id = '*' and day >= '2025-01-02'`),
    ).toEqual(['2'])
    expect(await warehouse.lines(`select sum(departed)::integer from group_day where group_id = '*'`)).toEqual(['0'])
  })
})

describe('active people', () => {
  test('a in GB and c in GA on 01-03: 2 in the community, 1 in each group', async () => {
    expect(await rows('*', `day = '2025-01-03'`)).toEqual(['2025-01-03 2 0 0 2 2 2 3'])
    expect(await rows('GB', `day = '2025-01-03'`)).toEqual(['2025-01-03 1 0 0 1 1 1 1'])
  })

  test('of 01-03 the week ends with 01-09 and the month with 02-01', async () => {
    expect(
      (await rows('*', `day in ('2025-01-09', '2025-01-10', '2025-02-01', '2025-02-02')`)).map((r) =>
        r.split(' ').slice(5, 7),
      ),
    ).toEqual([
      ['2', '2'],
      ['0', '2'],
      ['0', '2'],
      ['0', '0'],
    ])
  })

  test('rows run to 31 days after the last fact, the joining of staff on 06-01', async () => {
    expect(await warehouse.lines(`select max(day) from group_day where group_id = 'GA'`)).toEqual(['2025-07-02'])
  })

  test('every trailing window equals the distinct people counted one by one', async () => {
    const wrong = await warehouse.lines(`
      with a as (
        select coalesce(group_id, '-') as group_id, person_id, day from active_day where a2
        union select '*', person_id, day from active_day where a2
      ), counted as (
        select g.group_id, g.day, count(distinct a.person_id) filter (where a.day > g.day - 7) as wau,
          count(distinct a.person_id) as mau
        from group_day g
        left join (select a.* from a join person p using (person_id) where not p.is_test and p.staff_from is null) a
          on a.group_id = g.group_id and a.day between g.day - 29 and g.day
        group by all
      )
      select group_id, day from group_day join counted c using (group_id, day) where group_day.wau <> c.wau or group_day.mau <> c.mau`)
    expect(wrong).toEqual([])
  })
})
