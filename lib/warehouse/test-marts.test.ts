import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { activeDay, calendar, liftTrial, person, stay } from './schema.ts'
import { openTestMarts, type TestMarts } from './test-marts.ts'

let marts: TestMarts
beforeEach(async () => {
  marts = await openTestMarts()
})
afterEach(() => marts.close())

test('left-out columns take a default, days follow from instants', async () => {
  await marts.insert(person, [{ personId: 1, firstJoinAt: '2025-01-31 23:59:59' }])
  const [row] = await marts.engine.query(
    sql`select person_key, is_test, first_join_day, first_join_month, sex from person`,
  )
  expect(row).toEqual({
    person_key: 'P0000000001',
    is_test: false,
    first_join_day: '2025-01-31',
    first_join_month: '2025-01',
    sex: null,
  })
})

test('a stay that ends at exactly 00:00 has its last day the day before', async () => {
  await marts.insert(stay, [
    { personId: 1, startAt: '2025-01-01 10:00:00', endAt: '2025-02-01 00:00:00' },
    { personId: 1, startAt: '2025-03-01 10:00:00', endAt: '2025-04-01 00:00:01' },
    { personId: 1, startAt: '2025-05-01 10:00:00' },
  ])
  const rows = await marts.engine.query(sql`select last_day, ended_by from stay order by start_at`)
  expect(rows.map((r) => r.last_day)).toEqual(['2025-01-31', '2025-04-01', null])
  expect(rows.map((r) => r.ended_by)).toEqual(['leave', 'leave', null])
})

test('a trial of 30 January 2024 starts its outcome on 29 February and matures the day before 28 February 2025', async () => {
  await marts.insert(liftTrial, [{ personId: 1, vDay: '2024-01-30' }])
  const [row] = await marts.engine.query(sql`select l_day, matures_on, quarter, half_year from lift_trial`)
  expect(row).toEqual({ l_day: '2024-02-29', matures_on: '2025-02-27', quarter: '2024-Q1', half_year: '2024-H1' })
})

test('a not null day that cannot be derived is an error of the test', async () => {
  await expect(marts.insert(activeDay, [{ personId: 1 }])).rejects.toThrow('active_day.day must be given')
})

test('30 June 2026 is a Tuesday of the week of the 29th', async () => {
  await marts.insert(calendar, [{ day: '2026-06-30' }])
  expect(await marts.engine.query(sql`select month, week, weekday from calendar`)).toEqual([
    { month: '2026-06', week: '2026-06-29', weekday: 2 },
  ])
})
