import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { patientDay, person, plannedReturn } from '../../warehouse/schema.ts'
import { openTestMarts, type TestMarts } from '../../warehouse/test-marts.ts'
import { answerMetric, listPeople } from '../answer.ts'

let marts: TestMarts
beforeEach(async () => {
  marts = await openTestMarts()
  await marts.cover()
})
afterEach(() => marts.close())

const ask = (more: { asOf?: string; by?: string; from?: string; to?: string; where?: [string, string][] } = {}) =>
  answerMetric(marts.engine, 'test', { metric: 'follow-up', asOf: '2026-06-30', ...more })
const plan = (personId: number, visited: string, plannedOn: string) => ({
  ...{ personId, plannedOn, visitId: `${String(personId)}-${visited}`, visitedAt: `${visited} 09:00:00` },
})
const came = (personId: number, ...days: string[]) => days.map((day) => ({ personId, day, visits: 1 }))
const join = (personId: number, more: Partial<typeof person.$inferInsert> = {}) => ({
  ...{ personId, firstJoinAt: '2025-01-01 09:00:00', disease: 'diabetes' },
  ...more,
})

describe('follow-up', () => {
  test('planned 2026-05-31 ± 7: 05-24 and 06-07 keep it, 05-23 is sooner, 06-08 later, nothing is none: 2/5', async () => {
    await marts.insert(
      person,
      [1, 2, 3, 4, 5].map((id) => join(id)),
    )
    await marts.insert(
      plannedReturn,
      [1, 2, 3, 4, 5].map((id) => plan(id, '2026-03-02', '2026-05-31')),
    )
    await marts.insert(patientDay, [
      ...came(1, '2026-05-24'),
      ...came(2, '2026-06-07'),
      ...came(3, '2026-05-23'),
      ...came(4, '2026-06-08'),
      // The day of the visit itself, and a dressing a week later: the same course.
      ...came(5, '2026-03-02', '2026-03-09'),
    ])
    const { overall } = await ask()
    expect(overall).toMatchObject({ state: 'few', value: 2 / 5, numerator: 2, denominator: 5 })
    expect(overall.parts).toMatchObject({ early: 1, later: 1, none: 1, immature: 0, persons: 5 })
    const raw = { metric: 'follow-up', asOf: '2026-06-30' }
    expect(await listPeople(marts.engine, raw, 'in')).toHaveLength(2)
    expect(await listPeople(marts.engine, raw, 'out')).toHaveLength(3)
    expect((await ask({ where: [['within', '8']] })).overall.numerator).toBe(4)
  })

  test('due once planned day + 7 is reached; one plan a person and day; plans before the join or death are none', async () => {
    await marts.insert(person, [
      join(1),
      join(2, { firstJoinAt: '2026-06-24 09:00:00' }),
      join(3, { deceasedOn: '2026-06-23' }),
      join(4, { staffFrom: '2026-01-01 00:00:00' }),
    ])
    await marts.insert(plannedReturn, [
      plan(1, '2026-05-01', '2026-06-23'),
      plan(1, '2026-05-08', '2026-06-23'),
      plan(1, '2026-05-08', '2026-06-24'),
      ...[2, 3, 4].map((id) => plan(id, '2026-05-01', '2026-06-23')),
    ])
    const { overall } = await ask()
    expect(overall).toMatchObject({ denominator: 1, parts: { immature: 1 } })
    expect(await listPeople(marts.engine, { metric: 'follow-up', asOf: '2026-06-30' }, 'immature')).toHaveLength(1)
    expect((await ask({ asOf: '2026-06-29' })).overall).toMatchObject({ state: 'immature', maturesOn: '2026-06-30' })
  })

  test('one person keeps 1 of 2, another 0 of 1: R = 1/3, se = √(2·((1 − 2/3)² + (1/3)²))/3; t(1)', async () => {
    await marts.insert(person, [join(1), join(2, { disease: 'joint' })])
    await marts.insert(plannedReturn, [
      plan(1, '2026-01-01', '2026-02-01'),
      plan(1, '2026-02-01', '2026-04-01'),
      plan(2, '2026-01-01', '2026-02-01'),
    ])
    await marts.insert(patientDay, came(1, '2026-02-01'))
    const { overall, groups } = await ask({ by: 'disease' })
    expect(overall.value).toBeCloseTo(1 / 3, 12)
    expect([overall.low, overall.high]).toEqual([0, 1])
    // Of joint none was kept: no zero-width interval, the one person stands for the plans.
    expect(groups?.map((g) => [g.key, g.numerator, g.denominator])).toEqual([
      ['diabetes', 1, 2],
      ['joint', 0, 1],
    ])
    expect(groups?.[1]?.high).toBeGreaterThan(0.7)
  })

  test('visits that never name a day of return: said in a note; nothing planned in the period: empty', async () => {
    expect((await ask()).overall).toMatchObject({ state: 'empty', notes: ['no-planned-returns'] })
    await marts.insert(person, [join(1)])
    await marts.insert(plannedReturn, [plan(1, '2026-01-01', '2026-02-01')])
    const quiet = await ask({ from: '2026-03-01', to: '2026-06-30' })
    expect(quiet.overall).toMatchObject({ state: 'empty', notes: [], denominator: 0 })
  })
})
