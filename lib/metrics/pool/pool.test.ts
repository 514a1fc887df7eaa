import { afterEach, describe, expect, test } from 'vitest'
import { groupDay } from '../../warehouse/schema.ts'
import { openTestMarts, type TestMarts } from '../../warehouse/test-marts.ts'
import { answerMetric, understand } from '../answer.ts'
import type { MetricQuery, RoomAnswer } from '../metric.ts'
import { openMiniWorld } from '../shared/mini-world.ts'
import { openWorld, type World } from '../shared/test-world.ts'
import { definition } from './definition.ts'
import { room } from './room.ts'

interface Rest {
  where?: readonly (readonly [string, string])[]
  by?: string
  from?: string
  to?: string
}

let marts: TestMarts
afterEach(() => marts.close())

function question(asOf: string, rest: Rest = {}): MetricQuery {
  return understand(definition, { metric: 'pool', asOf, ...rest })
}

function ask(asOf: string, rest: Rest = {}): Promise<RoomAnswer> {
  return room.answer(marts.engine, question(asOf, rest))
}

async function world(of: World): Promise<void> {
  marts = await openWorld(of)
}

function values(answer: RoomAnswer): (number | null)[] {
  return (answer.series ?? []).map((s) => s.value)
}

function partOf(answer: RoomAnswer, name: string): unknown[] {
  return (answer.series ?? []).map((s) => s.parts?.[name])
}

describe('the small world on 2025-03-31', () => {
  test('six are in (M2 has left, M8 joins at midnight); dau M1 V1, wau + M4 M5, mau + M2 M3', async () => {
    marts = await openMiniWorld()
    const { overall } = await ask('2025-03-31')
    expect(overall).toMatchObject({ state: 'ok', value: 6, parts: { dau: 2, wau: 4, mau: 6, new: 1, left: 1 } })
    expect(overall).not.toHaveProperty('denominator')
  })

  test('stickiness: mean DAU of 30 days 1.7333 (52 person-days / 30) over 6 = 0.28889', async () => {
    marts = await openMiniWorld()
    const { overall } = await ask('2025-03-31')
    expect(overall.parts?.stickiness).toBeCloseTo(0.2888888888888889, 12)
  })

  test('leaveRate 1 of the 6 before (M1 M2 M4 M5 M7 V1) and 1 new (M3) = 1/7', async () => {
    marts = await openMiniWorld()
    const { overall } = await ask('2025-03-31')
    expect(overall.parts?.leaveRate).toBeCloseTo(1 / 7, 12)
  })

  test('of six members all but M7 were active, four wrote: M1, M3 (in G2), M5, V1', async () => {
    marts = await openMiniWorld()
    const { overall } = await ask('2025-03-31')
    expect(overall.parts?.silentShare).toBeCloseTo(1 / 6, 12)
    expect(overall.parts?.speakRate).toBeCloseTo(4 / 6, 12)
  })

  test('the list holds as many people as the figure says', async () => {
    marts = await openMiniWorld()
    const rows = await room.people?.(marts.engine, question('2025-03-31'), 'in')
    expect(rows?.map((r) => r.person)).toEqual(['M1', 'M3', 'M4', 'M5', 'M7', 'V1'])
    // M4 was out from 10:00 to 15:00 of one day: in since January.
    expect(rows?.[2]?.dates).toEqual({ since: '2025-01-05' })
  })

  test('groups add up to more than the total: M5 is in both', async () => {
    marts = await openMiniWorld()
    const { groups } = await ask('2025-03-31', { by: 'group' })
    expect(groups?.map((g) => [g.key, g.value])).toEqual([
      ['G1', 6],
      ['G2', 1],
    ])
  })
})

describe('stock and flows, day by day', () => {
  test('pool(d) = pool(d − 1) + new − left; leaving at 00:00 of d is out at the end of d, not of d − 1', async () => {
    await world({
      spells: [
        ['P', 'G', '2025-03-02 23:59:59', '2025-03-05 00:00:00'],
        ['Q', 'G', '2025-03-03 00:00:00', '2025-03-03 18:00:00'],
        ['R', 'G', '2025-03-01 08:00:00'],
      ],
    })
    const answer = await ask('2025-03-06', { from: '2025-03-01', to: '2025-03-06' })
    expect(values(answer)).toEqual([1, 2, 2, 2, 1, 1])
    expect(partOf(answer, 'new')).toEqual([1, 1, 0, 0, 0, 0])
    expect(partOf(answer, 'left')).toEqual([0, 0, 0, 0, 1, 0])
    expect(answer.overall.parts?.monthly).toEqual([{ month: '2025-03', new: 2, left: 1 }])
    expect(answer.overall).toMatchObject({ value: 1, parts: { new: 2, left: 1, leaveRate: 1 / 2 } })
  })

  test('leave and re-join on one day: no flow; a night out: one leave and one new', async () => {
    await world({
      spells: [
        ['P', 'G', '2025-03-01 08:00:00', '2025-03-03 10:00:00'],
        ['P', 'G', '2025-03-03 15:00:00', '2025-03-05 10:00:00'],
        ['P', 'G', '2025-03-06 10:00:00'],
      ],
    })
    const answer = await ask('2025-03-06', { from: '2025-03-02', to: '2025-03-06' })
    expect(values(answer)).toEqual([1, 1, 1, 0, 1])
    expect(answer.overall.parts).toMatchObject({ new: 1, left: 1 })
  })

  test('from one group to another without a gap: no flow in total, one each in the groups', async () => {
    await world({
      spells: [
        ['P', 'G', '2025-03-01 08:00:00', '2025-03-04 12:00:00'],
        ['P', 'H', '2025-03-02 12:00:00'],
      ],
      groups: { G: { disease: 'eczema' }, H: { disease: 'eczema' } },
    })
    const period = { from: '2025-03-02', to: '2025-03-05' }
    const answer = await ask('2025-03-05', { ...period, by: 'group' })
    expect(answer.overall.parts).toMatchObject({ new: 0, left: 0 })
    expect(answer.groups?.map((g) => [g.key, g.value, g.parts?.new, g.parts?.left])).toEqual([
      ['G', 0, 0, 1],
      ['H', 1, 1, 0],
    ])
    expect((await ask('2025-03-05', { ...period, by: 'disease' })).groups?.[0]?.parts).toMatchObject({
      new: 0,
      left: 0,
    })
  })

  test('on an earlier as-of a later leave is not known; the value is of the as-of, the flows of the period', async () => {
    await world({ spells: [['P', 'G', '2025-03-01 08:00:00', '2025-03-04 12:00:00']] })
    expect((await ask('2025-03-03')).overall.value).toBe(1)
    const later = await ask('2025-03-10', { from: '2025-03-01', to: '2025-03-03' })
    expect(later.overall).toMatchObject({ value: 0, parts: { new: 1, left: 0 } })
  })

  test('who is staff from 03-03 on stands in no figure of 03-03', async () => {
    await world({
      spells: [['P', 'G', '2025-03-01 08:00:00']],
      people: { P: { staffFrom: '2025-03-03 09:00:00' } },
    })
    expect((await ask('2025-03-02')).overall.value).toBe(1)
    expect((await ask('2025-03-03')).overall.value).toBe(0)
  })
})

describe('trailing windows', () => {
  test('wau starts 7 days, mau 30 days after the first join: 03-07 and 03-30; dau on the day itself', async () => {
    await world({ spells: [['P', 'G', '2025-03-01 08:00:00']], active: [['P', 'G', '2025-03-02']] })
    const answer = await ask('2025-03-31', { from: '2025-02-28', to: '2025-03-31' })
    expect(partOf(answer, 'dau').slice(0, 4)).toEqual([null, 0, 1, 0])
    expect(partOf(answer, 'wau').slice(6, 10)).toEqual([null, 1, 1, 0])
    expect(partOf(answer, 'mau').slice(29)).toEqual([null, 1, 1])
    expect((await ask('2025-03-29')).overall.parts).toMatchObject({ mau: null, stickiness: null })
  })

  test('a person active on days 1, 3 and 40 is in wau on 1 to 9, in mau on 1 to 32 and from 40 on', async () => {
    await world({
      spells: [['P', 'G', '2025-01-01 08:00:00']],
      active: [
        ['P', 'G', '2025-03-01'],
        ['P', null, '2025-03-01'],
        ['P', 'G', '2025-03-03'],
        ['P', 'G', '2025-04-09'],
      ],
    })
    const answer = await ask('2025-04-10', { from: '2025-03-01', to: '2025-04-10' })
    const on = (name: string) => partOf(answer, name).flatMap((v, i) => (v === 1 ? [i + 1] : []))
    expect(on('dau')).toEqual([1, 3, 40])
    expect(on('wau')).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 40, 41])
    expect(on('mau')).toEqual([...Array.from({ length: 32 }, (_, i) => i + 1), 40, 41])
  })

  test('the last day of the series is the overall figure', async () => {
    marts = await openMiniWorld()
    const { overall, series } = await ask('2025-03-31', { from: '2025-02-15', to: '2025-03-31' })
    const { dau, wau, mau } = overall.parts ?? {}
    expect(series?.at(-1)).toMatchObject({ value: overall.value, parts: { dau, wau, mau } })
  })
})

test('without filters the days come from the rollup, plus who turns staff later: 7 + S, who is active on 03-02', async () => {
  await world({
    spells: [['S', 'G', '2025-03-01 08:00:00']],
    active: [['S', 'G', '2025-03-02']],
    people: { S: { staffFrom: '2025-04-15 08:00:00' } },
  })
  const rolled = { groupId: '*', members: 7, joined: 1, departed: 0, dau: 3, wau: 5, mau: 6, messages: 0 }
  await marts.insert(groupDay, [
    { ...rolled, day: '2025-03-02' },
    { ...rolled, day: '2025-03-03' },
  ])
  const period = { from: '2025-03-01', to: '2025-03-03' }
  const answer = await ask('2025-04-14', period)
  expect(values(answer)).toEqual([1, 8, 8])
  expect(partOf(answer, 'new')).toEqual([1, 1, 1])
  expect(partOf(answer, 'dau')).toEqual([0, 4, 3])
  // From 04-15 on S is staff; a filter, or a day that the rollup does not reach, asks the people themselves.
  expect(values(await ask('2025-04-15', period))).toEqual([0, 7, 7])
  expect(values(await ask('2025-04-14', { ...period, where: [['group', 'G']] }))).toEqual([1, 1, 1])
  expect(values(await ask('2025-04-14', { from: '2025-03-02', to: '2025-03-04' }))).toEqual([1, 1, 1])
})

describe('what is not known', () => {
  test('members but no feed of events: rates are null with a note, never 0', async () => {
    marts = await openTestMarts()
    await marts.cover(['wecom/members'])
    const answer = await answerMetric(marts.engine, 's', { metric: 'pool', asOf: '2025-03-31' })
    const unknown = { dau: null, wau: null, mau: null, stickiness: null, speakRate: null, silentShare: null }
    expect(answer.overall).toMatchObject({ state: 'ok', value: 0, notes: ['no-activity-source'], parts: unknown })
  })

  test('no members feed: not covered', async () => {
    marts = await openTestMarts()
    const answer = await answerMetric(marts.engine, 's', { metric: 'pool', asOf: '2025-03-31' })
    expect(answer.overall).toMatchObject({ state: 'not_covered', missing: 'wecom/members', value: null })
  })
})

test('3 of the 30 days missing: mean DAU over 27 days, none on the missing days themselves', async () => {
  await world({
    spells: [['P', 'G', '2025-01-01 10:00:00']],
    active: ['2025-03-02', '2025-03-10', '2025-03-11', '2025-03-20'].map((day) => ['P', null, day] as const),
    gaps: [['2025-03-10', '2025-03-12']],
  })
  // Four active days, two of them (from another feed) on missing days: 2 / 27 a day, over a MAU of 1.
  const { overall, series } = await ask('2025-03-31', { from: '2025-03-09', to: '2025-03-13' })
  expect(overall.parts?.stickiness).toBeCloseTo(2 / 27, 12)
  expect(overall).toMatchObject({ value: 1, notes: ['incomplete-days'], parts: { mau: 1 } })
  expect(series?.map((p) => p.parts?.dau)).toEqual([0, null, null, null, 0])
  expect((await ask('2025-03-11')).overall.parts?.dau).toBeNull()
})
