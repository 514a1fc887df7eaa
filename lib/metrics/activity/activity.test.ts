import { afterEach, describe, expect, test } from 'vitest'
import type { TestMarts } from '../../warehouse/test-marts.ts'
import { answerMetric, understand } from '../answer.ts'
import type { MetricQuery, RoomAnswer } from '../metric.ts'
import { openMiniWorld } from '../shared/mini-world.ts'
import { openWorld, type World } from '../shared/test-world.ts'
import { definition } from './definition.ts'
import { room } from './room.ts'

type Where = readonly (readonly [string, string])[]
interface Rest {
  by?: string
  from?: string
  to?: string
}

let marts: TestMarts
afterEach(() => marts.close())

function question(asOf: string, where: Where = [], rest: Rest = {}): MetricQuery {
  return understand(definition, { metric: 'activity', asOf, where, ...rest })
}

function ask(asOf: string, where: Where = [], rest: Rest = {}): Promise<RoomAnswer> {
  return room.answer(marts.engine, question(asOf, where, rest))
}

async function world(of: World): Promise<void> {
  marts = await openWorld(of)
}

async function list(state: 'in' | 'out' | 'immature', asOf: string, where: Where = []): Promise<string[]> {
  const rows = (await room.people?.(marts.engine, question(asOf, where), state)) ?? []
  return rows.map((row) => row.person)
}

const GROUP_LENS = ['lens', 'group'] as const
const RANGE = ['window', 'range'] as const

describe('the small world, the 28 days before 2025-04-01', () => {
  test.each([
    ['A1', 27],
    ['A2', 46],
    ['A3', 49],
  ])(
    'group lens of G1, %s: %i active of 6 × 28 + 6 (M2 leaves 03-10 00:00) = 174 member-days',
    async (tier, active) => {
      marts = await openMiniWorld()
      const { groups } = await ask('2025-03-31', [GROUP_LENS, ['tier', tier]], { by: 'group' })
      expect(groups?.[0]).toMatchObject({ key: 'G1', numerator: active, denominator: 174, state: 'few' })
    },
  )

  test('G2, A2: 8 days of M5 + 1 of M3 = 9 of 28 + 5 = 33 member-days', async () => {
    marts = await openMiniWorld()
    const { groups } = await ask('2025-03-31', [GROUP_LENS], { by: 'group' })
    expect(groups?.[1]).toMatchObject({ key: 'G2', numerator: 9, denominator: 33 })
  })

  test('the interval of G1 clusters by 7 persons: se 0.10489, not the naive 0.0334; t(6)', async () => {
    marts = await openMiniWorld()
    const { groups } = await ask('2025-03-31', [GROUP_LENS], { by: 'group' })
    expect(groups?.[0]?.parts).toMatchObject({ persons: 7, activePersons: 6 })
    expect(groups?.[0]?.parts?.se).toBeCloseTo(0.10489441696151154, 12)
    expect(groups?.[0]?.parts?.meanOfDaily).toBeCloseTo(0.2627551020408163, 12)
    expect(groups?.[0]?.low).toBeCloseTo(46 / 174 - 2.4469118511449692 * 0.10489441696151154, 9)
  })

  test('pooled over the groups: 46 + 9 − 3 days on which M5 is active in both = 52 of 174 person-days', async () => {
    marts = await openMiniWorld()
    const { overall } = await ask('2025-03-31', [GROUP_LENS])
    expect(overall).toMatchObject({ numerator: 52, denominator: 174 })
    expect(overall.parts).not.toHaveProperty('itt')
    expect(overall.parts?.a1).toBeCloseTo(29 / 174, 12)
  })

  test('member lens: M1 14 + M2 2 + M5 10 = 26 of 28 + 6 + 28 = 62; itt 26/(28 × 3); four wait', async () => {
    marts = await openMiniWorld()
    const { overall } = await ask('2025-03-31')
    expect(overall).toMatchObject({ numerator: 26, denominator: 62 })
    expect(overall.parts).toMatchObject({ persons: 3, mature: 3, immature: 4, itt: 26 / 84 })
  })

  test('a day earlier nobody is mature: the first are on 2025-03-31', async () => {
    marts = await openMiniWorld()
    const { overall } = await ask('2025-03-30')
    expect(overall).toMatchObject({ state: 'immature', value: null, denominator: 0, maturesOn: '2025-03-31' })
  })

  test('in + out = persons with a member-day; the others wait', async () => {
    marts = await openMiniWorld()
    expect(await list('in', '2025-03-31')).toEqual(['M1', 'M2', 'M5'])
    expect(await list('out', '2025-03-31')).toEqual([])
    expect(await list('immature', '2025-03-31')).toEqual(['M3', 'M4', 'M7', 'V1'])
    expect(await list('out', '2025-03-31', [GROUP_LENS])).toEqual(['M7'])
    const rows = await room.people?.(marts.engine, question('2025-03-31'), 'in')
    const dates = { windowStart: '2025-03-04', windowEnd: '2025-03-31', memberDays: 6, activeDays: 2 }
    expect(rows?.[1]).toMatchObject({ person: 'M2', group: 'G1', dates })
  })
})

describe('windows and maturity', () => {
  test('joined 01-31: three months on is 04-30 (clamped), so mature on the as-of of 04-29 and not before', async () => {
    await world({
      spells: [['P', 'G', '2025-01-31 23:59:59']],
      active: [
        ['P', 'G', '2025-04-02'],
        ['P', 'G', '2025-04-30'],
      ],
    })
    expect((await ask('2025-04-28')).overall).toMatchObject({ state: 'immature', maturesOn: '2025-04-29' })
    // The window is 04-02 to 04-29: its first day counts, 04-30 does not.
    expect((await ask('2025-04-29')).overall).toMatchObject({ state: 'few', numerator: 1, denominator: 28 })
    expect((await ask('2025-05-31')).overall).toMatchObject({ numerator: 1, denominator: 28, low: null, high: null })
  })

  test('a person who left before the window is mature without member-days: in itt, not in the rate', async () => {
    await world({
      spells: [
        ['P', 'G', '2025-01-01 10:00:00'],
        ['Q', 'G', '2025-01-01 10:00:00', '2025-02-01 10:00:00'],
      ],
      active: [['P', 'G', '2025-03-10']],
    })
    const { overall } = await ask('2025-06-30')
    expect(overall).toMatchObject({ numerator: 1, denominator: 28 })
    expect(overall.parts).toMatchObject({ persons: 1, itt: 1 / 56 })
  })

  test('only people who left before their windows: empty, not 0', async () => {
    await world({ spells: [['Q', 'G', '2025-01-01 10:00:00', '2025-02-01 10:00:00']] })
    expect((await ask('2025-06-30')).overall).toMatchObject({ state: 'empty', value: null, denominator: 0 })
  })

  test('nobody was ever a member: empty', async () => {
    await world({ spells: [] })
    expect((await ask('2025-06-30')).overall).toMatchObject({ state: 'empty', denominator: 0 })
  })

  test('a cohort waits for its last member, a channel counts the mature ones', async () => {
    await world({
      spells: [
        ['P', 'G', '2025-01-01 10:00:00'],
        ['Q', 'G', '2025-01-20 10:00:00'],
      ],
    })
    const cohort = (await ask('2025-04-10', [], { by: 'cohort' })).groups
    expect(cohort).toMatchObject([{ key: '2025-01', state: 'immature', value: null, maturesOn: '2025-04-19' }])
    const month = (await ask('2025-04-19', [], { by: 'month' })).groups
    expect(month).toMatchObject([{ key: '2025-01', state: 'few', numerator: 0, denominator: 56 }])
    const channel = (await ask('2025-04-10', [], { by: 'channel' })).groups
    expect(channel).toMatchObject([{ key: 'unknown', state: 'few', denominator: 28 }])
  })

  test('a group starts on the day it was made, before its first member', async () => {
    await world({
      spells: [['P', 'G', '2025-02-20 10:00:00']],
      groups: { G: { startDay: '2025-01-31' } },
      active: [['P', 'G', '2025-04-29']],
    })
    const { groups } = await ask('2025-04-29', [GROUP_LENS], { by: 'group' })
    expect(groups).toMatchObject([{ key: 'G', numerator: 1, denominator: 28 }])
    expect((await ask('2025-04-28', [GROUP_LENS])).overall).toMatchObject({
      state: 'immature',
      maturesOn: '2025-04-29',
    })
  })
})

describe('who and what counts', () => {
  const days = ['2025-03-10', '2025-03-11'] as const

  test('leave 10:00, re-join 15:00 on one day: one member-day', async () => {
    await world({
      spells: [
        ['P', 'G', '2025-03-01 00:00:00', '2025-03-10 10:00:00'],
        ['P', 'G', '2025-03-10 15:00:00', '2025-03-12 00:00:00'],
      ],
    })
    const { overall } = await ask('2025-03-31', [RANGE], { from: '2025-03-09', to: '2025-03-12' })
    expect(overall.denominator).toBe(3)
  })

  test('days without any member are absent from the mean of daily rates: (1/1 + 0/1) / 2', async () => {
    await world({
      spells: [
        ['P', 'G', '2025-03-01 00:00:00', '2025-03-02 00:00:00'],
        ['P', 'G', '2025-03-10 08:00:00', '2025-03-11 00:00:00'],
      ],
      active: [['P', 'G', '2025-03-01']],
    })
    const { overall, series } = await ask('2025-03-31', [RANGE], { from: '2025-03-01', to: '2025-03-31' })
    expect(overall.parts?.meanOfDaily).toBe(0.5)
    expect(series?.map((s) => [s.period, s.value])).toEqual([
      ['2025-03-01', 1],
      ['2025-03-10', 0],
    ])
  })

  test('a person who becomes staff on 03-20 counts on earlier as-ofs only; test patients never', async () => {
    await world({
      spells: [
        ['P', 'G', '2025-03-01 00:00:00'],
        ['T', 'G', '2025-03-01 00:00:00'],
      ],
      people: { P: { staffFrom: '2025-03-20 00:00:00' }, T: { isTest: true } },
    })
    expect((await ask('2025-03-19', [RANGE], { from: days[0], to: days[1] })).overall.denominator).toBe(2)
    expect((await ask('2025-03-20', [RANGE], { from: days[0], to: days[1] })).overall.state).toBe('empty')
  })

  test('an event without a group counts in the total, in no group', async () => {
    await world({ spells: [['P', 'G', '2025-03-01 00:00:00']], active: [['P', null, days[0]]] })
    const { overall, groups } = await ask('2025-03-31', [RANGE], { from: days[0], to: days[1], by: 'group' })
    expect(overall).toMatchObject({ numerator: 1, denominator: 2 })
    expect(groups).toMatchObject([{ key: 'G', numerator: 0, denominator: 2 }])
  })

  test('active in two groups on one day: 1 in each, 1 in the total', async () => {
    await world({
      spells: [
        ['P', 'G', '2025-03-01 00:00:00'],
        ['P', 'H', '2025-03-01 00:00:00'],
      ],
      active: [
        ['P', 'G', days[0]],
        ['P', 'H', days[0]],
      ],
    })
    const { overall, groups } = await ask('2025-03-31', [RANGE], { from: days[0], to: days[1], by: 'group' })
    expect(overall).toMatchObject({ numerator: 1, denominator: 2 })
    expect(groups?.map((g) => [g.numerator, g.denominator])).toEqual([
      [1, 2],
      [1, 2],
    ])
  })

  test('a filter by group moves the start to the first join there, and drops events of other groups', async () => {
    await world({
      spells: [
        ['P', 'G', '2025-01-01 00:00:00'],
        ['P', 'H', '2025-02-01 00:00:00'],
      ],
      active: [
        ['P', 'G', '2025-04-10'],
        ['P', 'H', '2025-04-11'],
        ['P', null, '2025-04-12'],
      ],
      groups: { H: { disease: 'eczema' } },
    })
    // From G: 03-04 to 03-31; from H: 04-03 to 04-30.
    expect((await ask('2025-06-30')).overall.numerator).toBe(0)
    expect((await ask('2025-06-30', [['group', 'H']])).overall).toMatchObject({ numerator: 1, denominator: 28 })
    expect((await ask('2025-06-30', [['disease', 'eczema']])).overall).toMatchObject({ numerator: 1, denominator: 28 })
    const both = await ask('2025-06-30', [
      ['group', 'G'],
      ['group', 'H'],
    ])
    expect(both.overall).toMatchObject({ numerator: 0, denominator: 28 })
  })

  test('a leave after the as-of is not known yet', async () => {
    await world({ spells: [['P', 'G', '2025-03-01 00:00:00', '2025-03-11 00:00:01']] })
    expect((await ask(days[0], [RANGE], { from: days[0], to: days[0] })).overall.denominator).toBe(1)
    expect((await ask('2025-03-31', [RANGE], { from: '2025-03-11', to: '2025-03-31' })).overall.denominator).toBe(1)
  })

  test('by month of a range: the calendar month', async () => {
    await world({
      spells: [['P', 'G', '2025-03-30 12:00:00', '2025-04-02 12:00:00']],
      active: [['P', 'G', '2025-04-01']],
    })
    const { groups } = await ask('2025-06-30', [RANGE], { from: '2025-01-01', to: '2025-06-30', by: 'month' })
    expect(groups).toMatchObject([
      { key: '2025-03', numerator: 0, denominator: 2 },
      { key: '2025-04', numerator: 1, denominator: 2 },
    ])
  })
})

describe('the goal', () => {
  test('30 people, each active on 6 of 28 days: 6/28 above 0.20 in full agreement, so met; range and A1 have no goal', async () => {
    const names = Array.from({ length: 30 }, (_, i) => `P${i}`)
    await world({
      spells: names.map((name) => [name, 'G', '2025-01-01 10:00:00'] as const),
      active: names.flatMap((name) =>
        [4, 8, 12, 16, 20, 24].map((d) => [name, 'G', `2025-03-${String(d).padStart(2, '0')}`] as const),
      ),
    })
    const of = (where: [string, string][]) =>
      answerMetric(marts.engine, 's', { metric: 'activity', asOf: '2025-03-31', where })
    expect((await of([])).overall).toMatchObject({ state: 'ok', verdict: 'met', target: { above: 0.2 } })
    expect((await of([['tier', 'A1']])).overall).not.toHaveProperty('verdict')
    expect((await of([['window', 'range']])).overall).not.toHaveProperty('verdict')
  })

  test('a period without window=range is refused', async () => {
    await world({ spells: [] })
    await expect(ask('2025-06-30', [], { from: '2025-06-01', to: '2025-06-30' })).rejects.toThrow('window=range')
  })
})

describe('days of which the import brought nothing', () => {
  test('3 of the 28 days missing: 1 of 25 member-days, a live on a missing day left out; itt 1/25, mean of 25 daily rates', async () => {
    await world({
      spells: [['P', 'G', '2025-01-01 10:00:00']],
      active: [
        ['P', 'G', '2025-03-05'],
        ['P', null, '2025-03-11'],
      ],
      gaps: [['2025-03-10', '2025-03-12']],
    })
    const { overall } = await ask('2025-03-31')
    expect(overall).toMatchObject({ numerator: 1, denominator: 25, notes: ['incomplete-days'] })
    expect(overall.parts).toMatchObject({ itt: 1 / 25, incompleteWindows: 1 })
    expect(overall.parts?.meanOfDaily).toBeCloseTo(1 / 25, 12)
  })

  test('a gap at both ends of the window, and one outside: 28 − 2 − 1 = 25 days', async () => {
    await world({
      spells: [['P', 'G', '2025-01-01 10:00:00']],
      gaps: [
        ['2025-02-01', '2025-02-03'],
        ['2025-03-01', '2025-03-05'],
        ['2025-03-31', '2025-04-02'],
      ],
    })
    expect((await ask('2025-03-31')).overall).toMatchObject({ numerator: 0, denominator: 25 })
  })

  test('a missing day after the person left costs nothing but the itt: 10 of 10 days in the rate, 28 − 1 in the itt', async () => {
    await world({
      spells: [['P', 'G', '2025-01-01 10:00:00', '2025-03-14 00:00:00']],
      active: [['P', 'G', '2025-03-05']],
      gaps: [['2025-03-20', '2025-03-20']],
    })
    const { overall } = await ask('2025-03-31')
    expect(overall).toMatchObject({ numerator: 1, denominator: 10, notes: [] })
    expect(overall.parts?.itt).toBeCloseTo(1 / 27, 12)
  })

  test('the range skips the missing days: 5 days less 2 are 3 member-days; their points have no value', async () => {
    await world({
      spells: [['P', 'G', '2025-01-01 10:00:00']],
      active: [['P', 'G', '2025-03-05']],
      gaps: [['2025-03-03', '2025-03-04']],
    })
    const { overall, series } = await ask('2025-03-31', [RANGE], { from: '2025-03-02', to: '2025-03-06' })
    expect(overall).toMatchObject({ numerator: 1, denominator: 3 })
    expect(series?.map((p) => [p.period.slice(8), p.value, p.state])).toEqual([
      ['02', 0, 'few'],
      ['03', null, 'not_covered'],
      ['04', null, 'not_covered'],
      ['05', 1, 'few'],
      ['06', 0, 'few'],
    ])
  })

  test('27 of 28 days loaded: above the goal, but no verdict; with 1 of 40 windows touched (2.5 %) it stands', async () => {
    const everyone = Array.from({ length: 40 }, (_, i) => `P${i}`)
    const joined = (who: string) => (who === 'P0' ? '2025-01-29 10:00:00' : '2025-01-01 10:00:00')
    const people: World = {
      spells: everyone.map((who) => [who, 'G', joined(who)] as const),
      active: everyone.flatMap((who) => ['2025-03-04', '2025-04-10'].map((day) => [who, 'G', day] as const)),
    }
    // The windows of the 39: 03-04 to 03-31; of P0: 04-01 to 04-28.
    await world({ ...people, gaps: [['2025-04-20', '2025-04-20']] })
    const standing = await answerMetric(marts.engine, 's', { metric: 'activity', asOf: '2025-04-30' })
    expect(standing.overall).toMatchObject({ denominator: 39 * 28 + 27, verdict: 'not_met' })
    expect(standing.overall.notes).toEqual(['some-incomplete-days'])
    marts.close()
    await world({
      ...people,
      gaps: [
        ['2025-03-20', '2025-03-20'],
        ['2025-04-20', '2025-04-20'],
      ],
    })
    const withheld = await answerMetric(marts.engine, 's', { metric: 'activity', asOf: '2025-04-30' })
    expect(withheld.overall).toMatchObject({ denominator: 40 * 27, state: 'ok', verdict: null })
    expect(withheld.overall.notes).toEqual(['incomplete-days'])
  })
})
