import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { feedStatus, patientDay, person } from '../../warehouse/schema.ts'
import { openTestMarts, type TestMarts } from '../../warehouse/test-marts.ts'
import { answerMetric, listPeople } from '../answer.ts'

let marts: TestMarts
beforeEach(async () => {
  marts = await openTestMarts()
  await marts.cover(['wecom/members', 'his/visits', 'community/tiers'])
  await marts.insert(feedStatus, [{ feed: 'his/visits', isCovered: true, rows: 1, firstDay: '2024-01-01' }])
})
afterEach(() => marts.close())

const ask = (more: { asOf?: string; by?: string; where?: [string, string][] } = {}) =>
  answerMetric(marts.engine, 'test', { metric: 'return-interval', asOf: '2026-06-30', ...more })
const seen = (personId: number, ...days: string[]) => days.map((day) => ({ personId, day, visits: 1 }))
const join = (personId: number, day: string, more: Partial<typeof person.$inferInsert> = {}) => ({
  ...{ personId, firstJoinAt: `${day} 09:00:00` },
  ...more,
})

describe('return-interval', () => {
  test('10, 20 and 40 days, one open after 30: S = 3/4 at 10, 1/2 at 20, so the median is 20', async () => {
    await marts.insert(
      person,
      [1, 2, 3, 4].map((id) => join(id, '2025-01-01')),
    )
    await marts.insert(patientDay, [
      ...seen(1, '2026-01-01', '2026-01-11', '2026-01-12'),
      ...seen(2, '2026-01-01', '2026-01-21'),
      ...seen(3, '2026-01-01', '2026-02-10'),
      ...seen(4, '2026-05-31'),
    ])
    const { overall } = await ask()
    expect(overall).toMatchObject({ state: 'few', value: 20, numerator: 3, denominator: 4 })
    expect(overall.parts).toMatchObject({ open: 1, before: null, change: null })
    const raw = { metric: 'return-interval', asOf: '2026-06-30' }
    expect((await listPeople(marts.engine, raw, 'in')).map((row) => row.dates.days)).toEqual([40, 20, 10])
    expect((await listPeople(marts.engine, raw, 'out')).map((row) => row.dates.indexOn)).toEqual(['2026-05-31'])
  })

  test('windows end at themselves: a return on the first day of the next window is open in the earlier one', async () => {
    await marts.insert(person, [join(1, '2024-01-01'), join(2, '2025-06-30')])
    await marts.insert(patientDay, [
      // 2025-06-30 is the last day of the earlier window, 2025-07-01 the first of the later one.
      ...seen(1, '2025-06-20', '2025-07-01', '2025-07-08'),
      // A visit before the join is no beginning.
      ...seen(2, '2025-06-29', '2025-06-30'),
    ])
    const { overall } = await ask()
    expect(overall).toMatchObject({ value: 7, numerator: 1, denominator: 1 })
    expect(overall.parts?.before).toMatchObject({ median: null, people: 2, returned: 0 })
  })

  test('within 90 days: 1 − S(90) of each window, and their difference with √(se² + se²)', async () => {
    const ids = Array.from({ length: 8 }, (_, i) => i + 1)
    await marts.insert(
      person,
      ids.map((id) => join(id, '2024-01-01')),
    )
    // Later window: 6 of 8 after 30 days, 2 after 100. Earlier: 2 of 8 after 30, 6 after 100.
    await marts.insert(
      patientDay,
      ids.flatMap((id) => [
        ...seen(id, '2024-08-01', id <= 2 ? '2024-08-31' : '2024-11-09'),
        ...seen(id, '2025-08-01', id <= 6 ? '2025-08-31' : '2025-11-09'),
      ]),
    )
    const { overall } = await ask()
    expect(overall.value).toBe(30)
    expect(overall.parts?.share).toBeCloseTo(6 / 8, 12)
    const se = Math.sqrt((0.75 * 0.25) / 8)
    const change = overall.parts?.change as { value: number; low: number; high: number }
    expect(change.value).toBeCloseTo(0.5, 12)
    expect(change.high).toBeCloseTo(0.5 + 1.959963984540054 * Math.SQRT2 * se, 12)
  })

  test('fewer than half came again: no median, and a note says so; death ends the wait, not as a return', async () => {
    await marts.insert(person, [
      join(1, '2025-01-01', { disease: 'joint', deceasedOn: '2026-02-01' }),
      join(2, '2025-01-01', { disease: 'joint' }),
      join(3, '2025-01-01', { isTest: true }),
    ])
    await marts.insert(patientDay, [...seen(1, '2026-01-01'), ...seen(2, '2026-01-01'), ...seen(3, '2026-01-01')])
    const { overall, groups } = await ask({ by: 'disease' })
    expect(overall).toMatchObject({ state: 'few', value: null, notes: ['median-not-reached'], denominator: 2 })
    expect(groups).toMatchObject([{ key: 'joint', denominator: 2 }])
    const rows = await listPeople(marts.engine, { metric: 'return-interval', asOf: '2026-06-30' }, 'out')
    expect(rows.map((row) => row.dates.days)).toEqual([180, 31])
  })

  test('visits known for less than both windows: nothing to compare; nobody seen: empty', async () => {
    const { overall } = await ask({ asOf: '2025-06-30' })
    expect(overall).toMatchObject({ state: 'empty', value: null, notes: ['short-history'] })
  })
})
