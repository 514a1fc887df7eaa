import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openTestMarts, type TestMarts } from '../../warehouse/test-marts.ts'
import { answerMetric, listPeople } from '../answer.ts'
import { addMembers, type Member } from '../shared/test-members.ts'
import { windowOf } from './window.ts'

let marts: TestMarts
beforeEach(async () => {
  marts = await openTestMarts()
})
afterEach(() => marts.close())

type Where = readonly (readonly [string, string])[]

async function ask(asOf: string, where: Where, by?: string) {
  return answerMetric(marts.engine, 'S', { metric: 'active-retention', asOf, where, ...(by && { by }) })
}

async function names(asOf: string, where: Where, state: string) {
  const people = await listPeople(marts.engine, { metric: 'active-retention', asOf, where }, state)
  return people.map((p) => p.name).sort()
}

test.each([
  [1, 'classic', 1, 1],
  [30, 'classic', 30, 30],
  [1, 'bracket', 1, 1],
  [3, 'bracket', 2, 3],
  [7, 'bracket', 4, 7],
  [30, 'bracket', 8, 30],
  [14, 'bracket', 8, 14],
  [60, 'bracket', 31, 60],
  [7, 'rolling', 7, 35],
])('day %i, %s: days %i to %i', (day, style, from, to) => {
  expect(windowOf(day, style)).toEqual({ from, to })
})

describe('joined 2025-03-01 23:59:59, day 7 = 2025-03-08', () => {
  const stays: Member['stays'] = [['2025-03-01 23:59:59']]
  beforeEach(() =>
    addMembers(marts, [
      { name: 'day4', stays, active: ['2025-03-05'] },
      { name: 'day7', stays, active: ['2025-03-08', '2025-03-07'] },
      { name: 'day8', stays, active: ['2025-03-09'] },
      { name: 'day36', stays, active: ['2025-04-06'] },
      { name: 'left', stays: [['2025-03-01 23:59:59', '2025-03-02 08:00:00']], channel: 'gzh' },
      { name: 'staff', stays, active: ['2025-03-08'], staffFrom: '2025-03-01 23:59:59' },
      { name: 'test', stays, active: ['2025-03-08'], isTest: true },
    ]),
  )

  test('classic: day7 of five, the leaver stays in the denominator: 1/5', async () => {
    expect((await ask('2025-03-08', [['day', '7']])).overall).toMatchObject({
      state: 'few',
      numerator: 1,
      denominator: 5,
    })
    expect(await names('2025-03-08', [['day', '7']], 'in')).toEqual(['day7'])
    expect(await names('2025-03-08', [['day', '7']], 'out')).toEqual(['day36', 'day4', 'day8', 'left'])
  })

  test('bracket 4–7: day4 and day7: 2/5', async () => {
    const where = [
      ['day', '7'],
      ['style', 'bracket'],
    ] as const
    expect(await names('2025-03-08', where, 'in')).toEqual(['day4', 'day7'])
    expect((await ask('2025-03-08', where)).overall).toMatchObject({ numerator: 2, denominator: 5 })
  })

  test('rolling 7–35: day7 and day8, not day 36: 2/5, mature on 2025-04-05 only', async () => {
    const where = [
      ['day', '7'],
      ['style', 'rolling'],
    ] as const
    expect(await names('2025-04-06', where, 'in')).toEqual(['day7', 'day8'])
    expect((await ask('2025-04-04', where)).overall).toMatchObject({
      state: 'immature',
      maturesOn: '2025-04-05',
      parts: { immature: 5 },
    })
  })

  test('the day itself must be over: on 2025-03-07 nobody is mature, on 2025-03-08 everybody', async () => {
    expect((await ask('2025-03-07', [['day', '7']])).overall).toMatchObject({ state: 'immature', value: null })
    expect(await names('2025-03-07', [['day', '7']], 'immature')).toHaveLength(5)
    expect((await ask('2025-03-08', [['day', '7']])).overall.denominator).toBe(5)
  })

  test('by channel: gzh holds the leaver, 0/1', async () => {
    const { groups } = await ask('2025-03-08', [['day', '7']], 'channel')
    expect(groups?.map((g) => [g.key, g.numerator, g.denominator])).toEqual([
      ['gzh', 0, 1],
      ['unknown', 1, 4],
    ])
  })

  test('a list shows the days that decided', async () => {
    const question = {
      metric: 'active-retention',
      asOf: '2025-03-08',
      where: [
        ['day', '7'],
        ['style', 'bracket'],
      ] as const,
    }
    const people = await listPeople(marts.engine, question, 'in')
    expect(people.find((p) => p.name === 'day7')?.dates).toEqual({
      joinedOn: '2025-03-01',
      from: '2025-03-05',
      to: '2025-03-08',
      activeOn: '2025-03-07',
    })
  })
})

test('a cohort waits for its last member: 2025-08-31 + 7 = 2025-09-07', async () => {
  await addMembers(marts, [
    { name: 'a', stays: [['2025-08-01 08:00:00']], active: ['2025-08-08'] },
    { name: 'b', stays: [['2025-08-31 08:00:00']] },
  ])
  const { overall, groups } = await ask('2025-08-31', [['day', '7']], 'cohort')
  expect(overall).toMatchObject({ state: 'few', numerator: 1, denominator: 1 })
  expect(groups).toMatchObject([{ key: '2025-08', state: 'immature', value: null, maturesOn: '2025-09-07' }])
})

test('a re-join is the same cohort: day 0 stays the first join', async () => {
  await addMembers(marts, [
    {
      name: 'E33',
      stays: [['2024-06-15 10:00:00', '2024-07-15 10:00:00'], ['2025-07-15 10:00:00']],
      active: ['2025-07-16'],
    },
  ])
  expect((await ask('2025-12-31', [['day', '1']])).overall).toMatchObject({ numerator: 0, denominator: 1 })
})

test('nobody joined: empty; no event feed: not covered', async () => {
  await addMembers(marts, [], ['wecom/members', 'community/lives'])
  expect((await ask('2025-12-31', [])).overall.state).toBe('empty')
})

test('members without any event feed: not covered, messages named', async () => {
  await addMembers(marts, [{ name: 'a', stays: [['2025-08-01 08:00:00']] }], ['wecom/members'])
  expect((await ask('2025-12-31', [])).overall).toMatchObject({ state: 'not_covered', missing: 'community/messages' })
})
