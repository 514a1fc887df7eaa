import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openTestMarts, type TestMarts } from '../../warehouse/test-marts.ts'
import { answerMetric, listPeople } from '../answer.ts'
import type { Answer } from '../metric.ts'
import { addMembers, type Member } from '../shared/test-members.ts'

let marts: TestMarts
beforeEach(async () => {
  marts = await openTestMarts()
})
afterEach(() => marts.close())

type Where = readonly (readonly [string, string])[]

async function retention(asOf: string, where: Where = [], by?: string): Promise<Answer> {
  return answerMetric(marts.engine, 'S', { metric: 'retention', asOf, where, ...(by && { by }) })
}

async function names(state: string, asOf: string, where: Where = []): Promise<(string | null)[]> {
  const people = await listPeople(marts.engine, { metric: 'retention', asOf, where }, state)
  return people.map((p) => p.name).sort()
}

const counts = (a: Answer) => [a.overall.numerator, a.overall.denominator]

describe('the due instant', () => {
  test('joined 2025-08-31 10:00, t = 2026-02-28 10:00: leaving at t is out, one second later in: 1/2', async () => {
    await addMembers(marts, [
      { name: 'E02', stays: [['2025-08-31 10:00:00', '2026-02-28 10:00:00']] },
      { name: 'E03', stays: [['2025-08-31 10:00:00', '2026-02-28 10:00:01']] },
    ])
    expect(counts(await retention('2026-06-30'))).toEqual([1, 2])
    expect(await names('in', '2026-06-30')).toEqual(['E03'])
    const [out] = await listPeople(marts.engine, { metric: 'retention', asOf: '2026-06-30' }, 'out')
    expect(out).toMatchObject({
      name: 'E02',
      group: 'GA',
      dates: { joinedAt: '2025-08-31 10:00:00', t: '2026-02-28 10:00:00', leftAt: '2026-02-28 10:00:00' },
    })
  })

  test('t = 2026-06-30 23:59:59 is before A = 2026-07-01 00:00 (eligible), t = A is not: 1/1, 1 immature', async () => {
    await addMembers(marts, [
      { name: 'E04', stays: [['2025-12-31 23:59:59']] },
      { name: 'E05', stays: [['2026-01-01 00:00:00']] },
    ])
    const { overall } = await retention('2026-06-30')
    expect(overall).toMatchObject({ state: 'few', numerator: 1, denominator: 1, parts: { immature: 1 } })
    expect(await names('immature', '2026-06-30')).toEqual(['E05'])
    expect(counts(await retention('2026-07-01'))).toEqual([2, 2])
  })

  test.each([
    ['2024-02-29', '6', '2024-08-29'],
    ['2024-02-29', '12', '2025-02-28'],
    ['2024-02-29', '24', '2026-02-28'],
    ['2024-08-30', '6', '2025-02-28'],
    ['2023-08-31', '6', '2024-02-29'],
    ['2024-12-31', '6', '2025-06-30'],
    ['2025-01-31', '1', '2025-02-28'],
    ['2025-01-31', '2', '2025-03-31'],
  ])('%s + %s months = %s, clamped once from the join, never chained', async (day, months, due) => {
    await addMembers(marts, [{ name: 'P', stays: [[`${day} 10:00:00`]] }])
    const question = { metric: 'retention', asOf: '2026-06-30', where: [['months', months]] as const }
    const [person] = await listPeople(marts.engine, question, 'in')
    expect(person?.dates.t).toBe(`${due} 10:00:00`)
  })

  test('a leave on or after A is not known yet: still in on 2025-08-31, out on 2025-09-01', async () => {
    await addMembers(marts, [{ name: 'P', stays: [['2025-02-28 23:00:00', '2025-08-28 22:00:00']] }])
    expect(counts(await retention('2025-08-27', [['months', '5']]))).toEqual([1, 1])
    expect(counts(await retention('2025-08-28'))).toEqual([0, 1])
  })
})

describe('out, and who is not counted', () => {
  const members: Member[] = [
    { name: 'E06', stays: [['2025-07-15 11:00:00', '2025-10-10 10:00:00'], ['2025-10-10 15:00:00']] },
    { name: 'E11', stays: [['2025-08-01 09:00:00']], deceasedOn: '2025-11-15' },
    { name: 'E24', stays: [['2025-05-01 08:00:00', '2025-09-01 12:00:00', 'dismissed']], group: 'GC' },
    { name: 'E33', stays: [['2024-06-15 10:00:00', '2024-07-15 10:00:00'], ['2025-07-15 10:00:00']] },
    { name: 'E39', stays: [['2025-04-01 08:00:00', '2025-05-01 08:00:00'], ['2025-05-02 14:00:00']] },
    { name: 'staff', stays: [['2025-02-01 08:00:00']], staffFrom: '2025-09-01 08:00:00' },
    { name: 'test', stays: [['2025-02-01 08:00:00']], isTest: true },
  ]
  beforeEach(() => addMembers(marts, members))

  test('point: E06 and E39 in, E33 out; 2/3, E11 dead, E24 dismissed, E06 and E39 re-joined', async () => {
    const { overall } = await retention('2026-06-30')
    expect(overall).toMatchObject({
      numerator: 2,
      denominator: 3,
      parts: { dead: 1, dismissed: 1, rejoined: 2, immature: 0 },
    })
    expect(await names('in', '2026-06-30')).toEqual(['E06', 'E39'])
    expect(await names('out', '2026-06-30')).toEqual(['E33'])
  })

  test('continuous: E06 was out for 5 h (in), E39 for 30 h (out); 1/3', async () => {
    const where = [['kind', 'continuous']] as const
    expect(counts(await retention('2026-06-30', where))).toEqual([1, 3])
    expect(await names('out', '2026-06-30', where)).toEqual(['E33', 'E39'])
  })

  test('a person who becomes staff on 2025-09-01 still counts on 2025-08-31: only that one of 2025-02 is mature', async () => {
    expect((await retention('2025-08-31', [['cohort', '2025-02']])).overall).toMatchObject({
      numerator: 1,
      denominator: 1,
    })
    expect((await retention('2025-09-01', [['cohort', '2025-02']])).overall.state).toBe('empty')
  })

  test('immature goes before dead: on 2025-12-31 E11 (t = 2026-02-01) waits', async () => {
    expect((await retention('2025-12-31', [['cohort', '2025-08']])).overall).toMatchObject({
      state: 'immature',
      value: null,
      maturesOn: '2026-02-01',
      parts: { immature: 1, dead: 0 },
    })
  })

  test('by group: GA 2/3, GC without anybody eligible is empty, not zero', async () => {
    const { groups } = await retention('2026-06-30', [], 'group')
    expect(groups?.map((g) => [g.key, g.state, g.value])).toEqual([
      ['GA', 'few', 2 / 3],
      ['GC', 'empty', null],
    ])
  })
})

describe('continuous', () => {
  test('a gap of exactly 24 h is none, one second more is one: 1/2', async () => {
    await addMembers(marts, [
      { name: 'A', stays: [['2025-01-01 08:00:00', '2025-02-01 08:00:00'], ['2025-02-02 08:00:00']] },
      { name: 'B', stays: [['2025-01-01 08:00:00', '2025-02-01 08:00:00'], ['2025-02-02 08:00:01']] },
    ])
    expect(await names('in', '2025-12-31', [['kind', 'continuous']])).toEqual(['A'])
    expect(counts(await retention('2025-12-31'))).toEqual([2, 2])
  })

  test('t inside a gap of 10 h: out at the instant, in continuously; a re-join after A is not known: out', async () => {
    await addMembers(marts, [
      { name: 'A', stays: [['2025-01-01 23:00:00', '2025-07-01 20:00:00'], ['2025-07-02 06:00:00']] },
    ])
    expect(counts(await retention('2025-07-02'))).toEqual([0, 1])
    expect(counts(await retention('2025-07-02', [['kind', 'continuous']]))).toEqual([1, 1])
    expect(counts(await retention('2025-07-01', [['kind', 'continuous']]))).toEqual([0, 1])
  })
})

describe('levels', () => {
  const members: Member[] = [
    {
      name: 'E07',
      stays: [['2025-08-01 08:00:00']],
      spells: { GA: [['2025-08-01 08:00:00', '2025-10-01 08:00:00']], GB: [['2025-08-01 08:00:00']] },
    },
    {
      name: 'late',
      stays: [['2025-09-01 08:00:00']],
      spells: { GA: [['2025-09-01 08:00:00']], GB: [['2026-03-01 08:00:00']] },
    },
  ]

  test('leaves GA, stays in GB: community 2/2; pairs E07/GA out, E07/GB in, late/GA in, late/GB immature: 2/3', async () => {
    await addMembers(marts, members)
    expect(counts(await retention('2026-06-30'))).toEqual([2, 2])
    const pairs = await retention('2026-06-30', [['level', 'group']], 'group')
    expect(counts(pairs)).toEqual([2, 3])
    expect(pairs.groups?.map((g) => [g.key, g.numerator, g.denominator])).toEqual([
      ['GA', 1, 2],
      ['GB', 1, 1],
    ])
    const list = await listPeople(
      marts.engine,
      {
        metric: 'retention',
        asOf: '2026-06-30',
        where: [
          ['level', 'group'],
          ['group', 'GB'],
        ],
      },
      'immature',
    )
    expect(list.map((p) => [p.name, p.group, p.dates.t])).toEqual([['late', 'GB', '2026-09-01 08:00:00']])
  })

  test('a pair’s cohort is its own first join: late/GB belongs to 2026-03', async () => {
    await addMembers(marts, members)
    const { groups } = await retention('2026-06-30', [['level', 'group']], 'cohort')
    expect(groups?.map((g) => [g.key, g.state, g.maturesOn])).toEqual([
      ['2025-08', 'few', undefined],
      ['2025-09', 'few', undefined],
      ['2026-03', 'immature', '2026-09-01'],
    ])
  })
})

describe('eleven worked stays, A = 2025-07-01', () => {
  const members: Member[] = [
    { name: 'R01', stays: [['2024-08-31 10:00:00']] },
    { name: 'R02', stays: [['2024-08-31 10:00:00', '2025-02-28 10:00:00']] },
    { name: 'R03', stays: [['2024-08-31 10:00:00', '2025-02-28 10:00:01']] },
    { name: 'R04', stays: [['2024-08-29 10:00:00']] },
    { name: 'R05', stays: [['2024-02-29 08:00:00', '2024-08-29 07:59:59']] },
    { name: 'R06', stays: [['2024-03-31 08:00:00', '2024-05-01 00:00:00'], ['2024-09-01 00:00:00']] },
    { name: 'R07', stays: [['2024-09-15 08:00:00']], deceasedOn: '2025-01-10' },
    { name: 'R08', stays: [['2025-01-01 00:00:00']] },
    { name: 'R09', stays: [['2024-12-31 23:59:59']] },
    { name: 'R10', stays: [['2024-06-01 08:00:00', '2024-07-01 08:00:00'], ['2024-12-01 08:00:00']] },
    { name: 'R11', stays: [['2024-06-01 08:00:00', '2024-06-01 20:00:00'], ['2024-06-02 06:00:00']] },
  ]

  test('11 − R08 immature − R07 dead = 9; point all but R02, R05 = 7/9; continuous without R06, R10 too = 5/9', async () => {
    await addMembers(marts, members)
    const point = await retention('2025-06-30')
    expect(point.overall).toMatchObject({ numerator: 7, denominator: 9, parts: { immature: 1, dead: 1, rejoined: 3 } })
    expect(await names('out', '2025-06-30')).toEqual(['R02', 'R05'])
    const where = [['kind', 'continuous']] as const
    expect(counts(await retention('2025-06-30', where))).toEqual([5, 9])
    expect(await names('out', '2025-06-30', where)).toEqual(['R02', 'R05', 'R06', 'R10'])
  })
})

describe('states', () => {
  test('nobody ever joined: empty', async () => {
    await marts.cover()
    expect((await retention('2026-06-30')).overall).toMatchObject({ state: 'empty', value: null, denominator: 0 })
  })

  test('no member file: not covered, the source named', async () => {
    await marts.cover(['his/visits'])
    expect((await retention('2026-06-30')).overall).toMatchObject({ state: 'not_covered', missing: 'wecom/members' })
  })

  test('a cohort waits for its last member (2026-07-31), the total uses the mature one: 1/1', async () => {
    await addMembers(marts, [
      { name: 'first', stays: [['2026-01-01 10:00:00']], channel: 'gzh' },
      { name: 'last', stays: [['2026-01-31 10:00:00']], channel: 'desk' },
    ])
    const cohorts = await retention('2026-07-01', [], 'cohort')
    expect(cohorts.groups).toMatchObject([
      { key: '2026-01', state: 'immature', value: null, numerator: 1, denominator: 1, maturesOn: '2026-07-31' },
    ])
    expect(cohorts.overall).toMatchObject({ state: 'few', numerator: 1, denominator: 1 })
    const channels = await retention('2026-07-01', [], 'channel')
    expect(channels.groups?.map((g) => [g.key, g.state, g.maturesOn])).toEqual([
      ['desk', 'immature', '2026-07-31'],
      ['gzh', 'few', undefined],
    ])
    const both = await retention('2026-06-30')
    expect(both.overall).toMatchObject({ state: 'immature', maturesOn: '2026-07-01' })
  })

  test('the goal of 60 % belongs to 6 months: 61/100 has a lower bound of .512: met_point; no verdict at 3 months', async () => {
    await addMembers(
      marts,
      Array.from({ length: 100 }, (_, i) => ({
        name: `P${i}`,
        stays: [i < 61 ? ['2025-01-01 08:00:00'] : ['2025-01-01 08:00:00', '2025-02-01 08:00:00']] as Member['stays'],
      })),
    )
    const { overall } = await retention('2026-06-30')
    expect(overall).toMatchObject({ state: 'ok', value: 0.61, target: { above: 0.6 }, verdict: 'met_point' })
    expect(overall.low).toBeCloseTo(0.51203, 5)
    expect((await retention('2026-06-30', [['months', '3']])).overall.verdict).toBeUndefined()
  })

  test('lists and counts are one base: in + out + immature + dead + dismissed = everybody', async () => {
    await addMembers(marts, [
      { name: 'a', stays: [['2025-01-01 08:00:00']] },
      { name: 'b', stays: [['2025-01-01 08:00:00', '2025-02-01 08:00:00']] },
      { name: 'c', stays: [['2026-06-01 08:00:00', '2026-06-02 08:00:00']] },
      { name: 'd', stays: [['2025-01-01 08:00:00']], deceasedOn: '2025-03-01' },
    ])
    const lists = await Promise.all(['in', 'out', 'immature'].map((state) => names(state, '2026-06-30')))
    expect(lists).toEqual([['a'], ['b'], ['c']])
  })
})

describe('active beside in', () => {
  test('28 days before t = 2025-07-01: 06-03 and 06-30 count, 06-02 and 07-01 do not: 2/4', async () => {
    const stays: Member['stays'] = [['2025-01-01 08:00:00']]
    await addMembers(marts, [
      { name: 'a', stays, active: ['2025-06-03'] },
      { name: 'b', stays, active: ['2025-06-30', '2025-06-29'] },
      { name: 'c', stays, active: ['2025-06-02'] },
      { name: 'd', stays, active: ['2025-07-01'] },
    ])
    const { overall } = await retention('2025-12-31')
    expect(overall.parts?.active).toEqual({ numerator: 2, denominator: 4, value: 0.5 })
  })

  test('without any activity source it is unknown, not zero', async () => {
    await addMembers(marts, [{ name: 'a', stays: [['2025-01-01 08:00:00']] }], ['wecom/members'])
    const { overall } = await retention('2025-12-31')
    expect(overall).toMatchObject({ numerator: 1, denominator: 1 })
    expect(overall.parts?.active).toEqual({ numerator: null, denominator: 1, value: null })
  })
})

describe('Kaplan–Meier', () => {
  test('leaves on days 10 and 30, death on day 20 (left later), dismissal on day 40, one still in: S(183) = 4/5 · 2/3', async () => {
    await addMembers(marts, [
      { name: 'left', stays: [['2025-01-01 08:00:00', '2025-01-11 08:00:00']] },
      {
        name: 'scan',
        stays: [
          ['2025-01-01 08:00:00', '2025-01-05 08:00:00'],
          ['2025-01-05 09:00:00', '2025-01-31 01:00:00'],
        ],
      },
      { name: 'died', stays: [['2025-01-01 08:00:00', '2025-02-20 08:00:00']], deceasedOn: '2025-01-21' },
      { name: 'dism', stays: [['2025-01-01 08:00:00', '2025-02-10 08:00:00', 'dismissed']] },
      { name: 'stays', stays: [['2025-01-01 08:00:00']] },
    ])
    const km = (await retention('2025-12-31')).overall.parts?.km as Record<string, number | null>
    expect(km.survival).toBeCloseTo((4 / 5) * (2 / 3), 12)
    expect(km.atRisk).toBe(1)
    expect(km.median).toBeNull()
    expect(km.day).toBe(183)
  })

  test('a leave in the last 24 h before A counts, though a re-join may still come', async () => {
    await addMembers(marts, [
      { name: 'a', stays: [['2025-01-01 08:00:00', '2025-01-31 20:00:00'], ['2025-02-01 08:00:00']] },
      { name: 'b', stays: [['2025-01-01 08:00:00']] },
    ])
    const at = async (asOf: string) => (await retention(asOf, [['months', '1']])).overall.parts?.km
    expect(await at('2025-01-31')).toMatchObject({ survival: 0.5, atRisk: 2, median: 30 })
    expect(await at('2025-02-01')).toMatchObject({ survival: 1, low: null, high: null, median: null })
  })

  test('day 183 beyond the longest time of 31 days: null, never extrapolated', async () => {
    await addMembers(marts, [{ name: 'a', stays: [['2025-01-01 08:00:00']] }])
    expect((await retention('2025-01-31')).overall.parts?.km).toMatchObject({
      survival: null,
      low: null,
      high: null,
      atRisk: null,
      longest: 31,
    })
  })

  test('half left on the join day, the other on day 30, read at day 30: 1/2 · 0/1 = 0, without an interval', async () => {
    await addMembers(marts, [
      { name: 'a', stays: [['2025-01-01 08:00:00', '2025-01-01 09:00:00']] },
      { name: 'b', stays: [['2025-01-01 08:00:00', '2025-01-31 09:00:00']] },
    ])
    expect((await retention('2025-12-31', [['months', '1']])).overall.parts?.km).toMatchObject({
      survival: 0,
      low: null,
      high: null,
      median: 0,
      longest: 30,
    })
  })

  test('the curve on request: starts at 1, steps down, ends at the longest time, at most 200 points', async () => {
    await addMembers(
      marts,
      Array.from({ length: 300 }, (_, i) => ({
        name: `P${i}`,
        stays: [
          ['2025-01-01 08:00:00', new Date(Date.UTC(2025, 0, 2 + i, 8)).toISOString().slice(0, 19).replace('T', ' ')],
        ],
      })) as Member[],
    )
    const km = (await retention('2026-06-30', [['curve', 'on']])).overall.parts?.km as {
      curve: { day: number; survival: number }[]
    }
    expect(km.curve.length).toBeLessThanOrEqual(200)
    expect(km.curve[0]).toMatchObject({ day: 0, survival: 1, atRisk: 300 })
    expect(km.curve.at(-1)).toMatchObject({ day: 300, survival: 0 })
    expect(km.curve.every((p, i) => i === 0 || p.survival < (km.curve[i - 1]?.survival ?? 0))).toBe(true)
  })
})
