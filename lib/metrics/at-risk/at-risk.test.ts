import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  activeDay,
  booking,
  checkIn,
  optOut,
  outreach,
  patientDay,
  plannedReturn,
  reading,
  revenueDay,
  visitEpisode,
} from '../../warehouse/schema.ts'
import { openTestMarts, type TestMarts } from '../../warehouse/test-marts.ts'
import { answerMetric, listPeople } from '../answer.ts'
import type { Part } from '../metric.ts'
import { openWorld } from '../shared/test-world.ts'

const AS_OF = '2026-06-30'
const NAMES = ['ann', 'bob', 'cai', 'dan', 'eve', 'fay'] as const
type Name = (typeof NAMES)[number]
const id = (name: Name) => NAMES.indexOf(name) + 1

let marts: TestMarts
beforeEach(async () => {
  marts = await openWorld({
    spells: NAMES.map((name) => [name, 'GA', '2026-01-01 09:00:00']),
    people: Object.fromEntries(NAMES.map((name) => [name, { disease: 'diabetes' }])),
  })
})
afterEach(() => marts.close())

type Where = [string, string][]
const parts = async (rule: string, where: Where = [], asOf = AS_OF): Promise<Record<string, Part>> => {
  const { groups } = await answerMetric(marts.engine, 'T', { metric: 'at-risk', asOf, where })
  return groups?.find((g) => g.key === rule)?.parts ?? {}
}
const list = async (rule: string, where: Where = [], asOf = AS_OF) => {
  const rows = await listPeople(marts.engine, { metric: 'at-risk', asOf, where }, rule)
  expect(rows.length).toBe((await parts(rule, where, asOf)).hit)
  return rows
}
const names = async (rule: string, where: Where = [], asOf = AS_OF) =>
  (await list(rule, where, asOf)).map((row) => row.person).sort()

const glucose = (name: Name, day: string, value: number) => ({
  ...{ readingId: `${name}${day}${value}`, personId: id(name), metric: 'glucose', value },
  ...{ measuredAt: `${day} 08:00:00`, measuredDay: day },
})
const seen = (name: Name, ...days: string[]) => days.map((day) => ({ personId: id(name), day, visits: 1 }))

describe('no reading for days', () => {
  test('last check-in 06-27 is 3 days ago: on the list; 06-28 is not; who never read is never missed', async () => {
    await marts.insert(checkIn, [
      { personId: id('ann'), day: '2026-06-27' },
      { personId: id('bob'), day: '2026-06-28' },
    ])
    await marts.insert(reading, [glucose('cai', '2026-06-20', 6), glucose('cai', '2026-06-29', 6)])
    expect(await names('no-reading-3d')).toEqual(['ann'])
    expect(await names('no-reading-3d', [['noReadingDays', '2']])).toEqual(['ann', 'bob'])
  })
})

describe('unstable glucose', () => {
  const days = [17, 19, 21, 23, 25, 27].map((day) => `2026-06-${day}`)
  test('5, 15 three times each: mean 10, SD √(6·25/5) = 5.48, 54.8 % of six readings; of five it is no rule', async () => {
    await marts.insert(
      reading,
      days.flatMap((day, i) => [
        glucose('ann', day, i % 2 ? 15 : 5),
        ...(i < 5 ? [glucose('bob', day, i % 2 ? 15 : 5)] : []),
      ]),
    )
    expect(await names('unstable-glucose')).toEqual(['ann'])
    expect((await list('unstable-glucose'))[0]?.dates.glucoseCv).toBeCloseTo(10 * Math.sqrt(30), 9)
    expect(await names('unstable-glucose', [['glucoseCv', '55']])).toEqual([])
  })

  test('3.8 on 06-24 is within 7 days, on 06-23 not; 3.9 and 16.7 themselves are no extremes', async () => {
    await marts.insert(reading, [
      glucose('ann', '2026-06-24', 3.8),
      glucose('bob', '2026-06-23', 3.8),
      glucose('cai', '2026-06-30', 3.9),
      glucose('dan', '2026-06-30', 16.7),
      glucose('eve', '2026-06-30', 16.8),
    ])
    expect(await names('unstable-glucose')).toEqual(['ann', 'eve'])
  })
})

describe('reviews', () => {
  const book = (name: Name, bookedDay: string, slotDay: string, status = 'booked') => ({
    ...{ personId: id(name), bookedAt: `${bookedDay} 10:00:00`, bookedDay, slotDay, status },
  })

  test('last visit 04-30 is 61 days ago: overdue; 05-01 is 60; a booking ahead excuses unless cancelled, on the day, or made later', async () => {
    await marts.insert(patientDay, [
      ...seen('ann', '2026-04-30'),
      ...seen('bob', '2026-05-01'),
      ...NAMES.slice(2).flatMap((name) => seen(name, '2026-04-30')),
    ])
    await marts.insert(booking, [
      book('cai', '2026-06-30', '2026-07-01'),
      book('dan', '2026-06-01', '2026-07-01', 'cancelled'),
      book('eve', '2026-06-01', '2026-06-30'),
      book('fay', '2026-07-01', '2026-07-02'),
    ])
    expect(await names('review-overdue-60d')).toEqual(['ann', 'dan', 'eve', 'fay'])
    expect((await list('review-overdue-60d')).find((row) => row.person === 'ann')?.dates.overdueDays).toBe(1)
    expect(await names('review-overdue-60d', [['perDisease', 'review-overdue-60d:diabetes:61']])).toEqual([])
    expect(await names('review-overdue-60d', [['perDisease', 'review-overdue-60d:joint:61']])).toHaveLength(4)
  })

  test('planned for D … D + 3; only the latest visit that names a day counts', async () => {
    const plan = (name: Name, day: string, plannedOn: string) => ({
      ...{ personId: id(name), visitId: `${name}${day}`, visitedAt: `${day} 09:00:00`, plannedOn },
    })
    await marts.insert(plannedReturn, [
      plan('ann', '2026-05-01', '2026-06-30'),
      plan('bob', '2026-05-01', '2026-07-03'),
      plan('cai', '2026-05-01', '2026-07-04'),
      plan('dan', '2026-05-01', '2026-07-01'),
      plan('dan', '2026-05-02', '2026-08-01'),
      plan('eve', '2026-05-01', '2026-07-01'),
    ])
    await marts.insert(booking, [book('eve', '2026-06-01', '2026-07-01')])
    expect(await names('review-due-3d')).toEqual(['ann', 'bob'])
  })
})

describe('silence, value, leaving', () => {
  test('active on 05-01 is 60 days ago: silent; on 05-02 not; a member of 59 days cannot be silent yet', async () => {
    await marts.insert(
      activeDay,
      NAMES.map((name) => ({
        ...{ personId: id(name), groupId: 'GA', a1: true, a2: name !== 'fay', a3: true, messages: 1 },
        day: name === 'ann' ? '2026-05-01' : '2026-05-02',
      })),
    )
    expect(await names('silent-60d')).toEqual(['ann', 'fay'])
    expect(await names('silent-60d', [], '2026-02-28')).toEqual([])
    expect(await names('silent-60d', [], '2026-03-02')).toHaveLength(6)
  })

  test('top tenth of 6 payers is 1; gaps 30, 30: due after 45 days; seen 46 days ago: slipping; two visits are no rhythm', async () => {
    const paid = (name: Name, amountFen: number) => ({
      ...{ personId: id(name), day: '2026-03-01', restatedDay: '2026-03-01', amountFen },
    })
    await marts.insert(
      revenueDay,
      NAMES.map((name, i) => paid(name, 1000 - i)),
    )
    await marts.insert(patientDay, [
      ...seen('ann', '2026-03-16', '2026-04-15', '2026-05-15'),
      ...seen('bob', '2026-01-02'),
    ])
    expect(await names('high-value-slipping')).toEqual(['ann'])
    expect(await names('high-value-slipping', [], '2026-06-29')).toEqual([])
    expect(await names('high-value-slipping', [['gapFactor', '2']])).toEqual([])
  })

  test('left 06-24 00:00 is within 7 days, a second before is not; a dismissal is no leave', async () => {
    marts.close()
    marts = await openWorld({
      spells: [
        ['ann', 'GA', '2026-01-01 09:00:00', '2026-06-24 00:00:00'],
        ['bob', 'GA', '2026-01-01 09:00:00', '2026-06-23 23:59:59'],
        ['cai', 'GA', '2026-01-01 09:00:00', '2026-06-25 09:00:00', 'dismissed'],
        ['dan', 'GA', '2026-01-01 09:00:00', '2026-06-25 09:00:00'],
        ['dan', 'GB', '2026-01-01 09:00:00'],
      ],
    })
    expect(await names('left-group-7d')).toEqual(['ann'])
  })
})

test('before the peak: 100 episodes of which 12 are lost on day 45; seen 30 to 45 days ago are called', async () => {
  await marts.insert(
    visitEpisode,
    Array.from({ length: 100 }, (_, i) => {
      const day = '2025-06-01'
      return { personId: 1 + (i % 6), day, ...(i < 12 ? { lostDay: '2025-07-16' } : { returnDay: '2025-08-30' }) }
    }),
  )
  await marts.insert(patientDay, [
    ...seen('ann', '2026-05-31'),
    ...seen('bob', '2026-06-01'),
    ...seen('cai', '2026-05-16'),
    ...seen('dan', '2026-05-15'),
  ])
  const { overall } = await answerMetric(marts.engine, 'T', { metric: 'drop-out', asOf: AS_OF })
  expect(overall).toMatchObject({ state: 'ok', value: 45, numerator: 12, denominator: 100, parts: { triggerDay: 30 } })
  expect(await names('drop-out-window')).toEqual(['ann', 'cai'])
  expect(await names('drop-out-window', [['perDisease', 'drop-out-window:diabetes:14']])).toEqual(['bob'])
  expect(await names('drop-out-window', [['triggerDay', '31']])).toEqual(['cai', 'dan'])
})

describe('held back, held out, outcome', () => {
  const reach = (name: Name, day: string, arm: string, rule = 'silent-60d') => ({
    ...{ outreachId: `${name}${day}${arm}`, personId: id(name), rule, arm, at: `${day} 10:00:00`, day },
  })

  test('contacted 7 days ago rests on, 8 days ago not; opted out until granted again; all six were silent', async () => {
    await marts.insert(outreach, [
      reach('ann', '2026-06-24', 'contacted', 'review-due-3d'),
      reach('bob', '2026-06-23', 'contacted'),
      reach('cai', '2026-06-29', 'holdout'),
    ])
    const refused = (name: Name, fromAt: string, untilAt?: string) => ({
      ...{ personId: id(name), reason: 'care', fromAt, untilAt },
    })
    await marts.insert(optOut, [
      refused('dan', '2026-06-30 23:59:59'),
      refused('eve', '2026-05-01 00:00:00', '2026-06-30 12:00:00'),
      refused('fay', '2026-07-01 00:00:00'),
    ])
    expect(await names('silent-60d')).toEqual(['bob', 'cai', 'eve', 'fay'])
    expect((await parts('silent-60d')).heldBack).toEqual({ dead: 0, optedOut: 1, contacted: 1 })
  })

  test('of 3 contacted whose 30 days are over 2 came, of 2 held out none: 2/3 − 0/2, with an interval', async () => {
    await marts.insert(outreach, [
      ...(['ann', 'bob', 'cai'] as const).map((name) => reach(name, '2026-05-31', 'contacted')),
      ...(['dan', 'eve'] as const).map((name) => reach(name, '2026-05-31', 'holdout')),
      reach('fay', '2026-06-01', 'contacted'),
    ])
    await marts.insert(patientDay, [
      ...seen('ann', '2026-06-01'),
      ...seen('bob', '2026-06-30'),
      ...seen('cai', '2026-05-31'),
      ...seen('fay', '2026-06-02'),
    ])
    const found = await parts('silent-60d')
    expect(found).toMatchObject({ contacted: 3, recovered: 2, pending: 1, holdout: 2, holdoutRecovered: 0 })
    expect(found.uplift).toMatchObject({ value: 2 / 3 })
    const people = async (state: string) =>
      (await listPeople(marts.engine, { metric: 'at-risk', asOf: AS_OF, where: [['rule', 'silent-60d']] }, state)).map(
        (row) => row.person,
      )
    expect(await people('contacted')).toEqual(['ann', 'bob', 'cai'])
    expect(await people('recovered')).toEqual(['ann', 'bob'])
    expect(await people('pending')).toEqual(['fay'])
    expect(await people('holdout')).toEqual(['dan', 'eve'])
    expect(await people('holdout-recovered')).toEqual([])
  })

  test('half held out: the same people each time; under a clinical rule nobody; the list marks them and keeps its count', async () => {
    const half: Where = [['holdoutPercent', '50']]
    const marked = async () =>
      (await list('silent-60d', half)).filter((row) => row.dates.isHeldOut).map((r) => r.person)
    const first = await marked()
    expect(first.length).toBe((await parts('silent-60d', half)).heldOut)
    expect(await marked()).toEqual(first)
    await marts.insert(
      checkIn,
      NAMES.map((name) => ({ personId: id(name), day: '2026-01-02' })),
    )
    expect((await parts('no-reading-3d', half)).heldOut).toBe(0)
    expect((await parts('silent-60d', [['holdoutPercent', '0']])).heldOut).toBe(0)
  })

  test('new: on the list today and not the day before; one person on two lists is one person', async () => {
    await marts.insert(checkIn, [{ personId: id('ann'), day: '2026-06-27' }])
    expect(await parts('no-reading-3d')).toMatchObject({ hit: 1, new: 1 })
    expect(await parts('silent-60d')).toMatchObject({ hit: 6, new: 0 })
    const { overall } = await answerMetric(marts.engine, 'T', { metric: 'at-risk', asOf: AS_OF })
    expect(overall.value).toBe(6)
    const all = await listPeople(marts.engine, { metric: 'at-risk', asOf: AS_OF }, 'in')
    expect(all.find((row) => row.person === 'ann')?.dates.rules).toBe('no-reading-3d,silent-60d')
  })
})

test('a rule without its source names it, and lists nobody', async () => {
  const other = await openTestMarts()
  await other.cover(['wecom/members', 'his/visits'])
  const { groups } = await answerMetric(other.engine, 'T', { metric: 'at-risk', asOf: AS_OF })
  expect(groups?.filter((g) => g.state === 'not_covered').map((g) => [g.key, g.missing])).toEqual([
    ['no-reading-3d', 'community/activities'],
    ['unstable-glucose', 'community/readings'],
    ['silent-60d', 'community/messages'],
    ['high-value-slipping', 'his/charges'],
  ])
  expect(await listPeople(other.engine, { metric: 'at-risk', asOf: AS_OF }, 'silent-60d')).toEqual([])
  other.close()
})

test('a bad threshold is refused in one line', async () => {
  const bad = (perDisease: string) => parts('silent-60d', [['perDisease', perDisease]])
  await expect(bad('silent-60d:joint')).rejects.toThrow('expected <rule>:<disease>:<value>')
  await expect(bad('any:joint:3')).rejects.toThrow('expected <rule>')
  await expect(bad('silent-60d:joint:0')).rejects.toThrow('from 1 to 730')
  await expect(bad('silent-60d:joint:1.5')).rejects.toThrow('whole days')
})
