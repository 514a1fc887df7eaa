import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { calendar, person, pointsDay } from '../../warehouse/schema.ts'
import { openTestMarts, type TestMarts } from '../../warehouse/test-marts.ts'
import { answerMetric, listPeople } from '../answer.ts'
import { daysBetween } from '../shared/test-world.ts'

let marts: TestMarts
beforeEach(async () => {
  marts = await openTestMarts()
  await marts.cover(['community/points'])
  await marts.insert(calendar, daysBetween('2026-04-01', '2026-07-31'))
  await marts.insert(person, [
    { personId: 1, disease: 'diabetes' },
    { personId: 2, disease: 'joint' },
    { personId: 3, isTest: true },
    { personId: 4, staffFrom: '2026-01-01 00:00:00' },
  ])
  await marts.insert(pointsDay, [
    { personId: 1, day: '2026-04-10', issued: 100 },
    { personId: 1, day: '2026-05-31', issued: 30, spent: 80 },
    { personId: 1, day: '2026-06-30', expired: 20 },
    { personId: 2, day: '2026-06-01', issued: 40 },
    { personId: 2, day: '2026-06-15', spent: 40 },
    { personId: 2, day: '2026-07-01', issued: 500 },
    ...[3, 4].map((personId) => ({ personId, day: '2026-06-01', issued: 999 })),
  ])
})
afterEach(() => marts.close())

const ask = (more: { asOf?: string; by?: string; from?: string; to?: string; where?: [string, string][] } = {}) =>
  answerMetric(marts.engine, 'test', { metric: 'points', asOf: '2026-06-30', ...more })

describe('points', () => {
  test('June: 100 + 30 − 80 = 50 before; 40 given, 40 used, 20 lapsed; 30 outstanding with one holder', async () => {
    const { overall } = await ask()
    expect(overall).toMatchObject({ state: 'ok', value: 30 })
    expect(overall.parts).toMatchObject({ opening: 50, issued: 40, spent: 40, expired: 20, holders: 1, perHolder: 30 })
    const rows = await listPeople(marts.engine, { metric: 'points', asOf: '2026-06-30' }, 'in')
    expect(rows.map((row) => row.dates)).toEqual([{ points: 30, lastEntryOn: '2026-06-30' }])
  })

  test('month by month the balance is carried on: 100, 50, 30; a month without entries keeps it', async () => {
    const { series, overall } = await ask({ from: '2026-04-01', to: '2026-06-30' })
    expect(series?.map((m) => [m.period, m.value, m.parts?.issued, m.parts?.spent, m.parts?.expired])).toEqual([
      ['2026-04', 100, 100, 0, 0],
      ['2026-05', 50, 30, 80, 0],
      ['2026-06', 30, 40, 40, 20],
    ])
    expect(series?.at(-1)?.value).toBe(overall.value)
  })

  test('parts add up: opening + issued − spent − expired = balance, in each disease too', async () => {
    const { groups = [] } = await ask({ by: 'disease' })
    expect(groups.map((g) => [g.key, g.value])).toEqual([
      ['diabetes', 30],
      ['joint', 0],
    ])
    for (const { value, parts } of groups) {
      const n = (name: string) => Number(parts?.[name])
      expect(n('opening') + n('issued') - n('spent') - n('expired')).toBe(value)
    }
    expect((await ask({ where: [['disease', 'joint']] })).overall).toMatchObject({ value: 0, parts: { holders: 0 } })
  })

  test('no entry by the as-of: empty, not 0; no points loaded: not covered', async () => {
    expect((await ask({ asOf: '2026-04-09' })).overall).toMatchObject({ state: 'empty', value: null })
    const other = await openTestMarts()
    const { overall } = await answerMetric(other.engine, 'test', { metric: 'points', asOf: '2026-06-30' })
    other.close()
    expect(overall).toMatchObject({ state: 'not_covered', missing: 'community/points' })
  })
})
