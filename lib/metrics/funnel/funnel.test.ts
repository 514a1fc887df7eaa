import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { booking, channelDay, consult, firstActive, person, visit } from '../../warehouse/schema.ts'
import { openTestMarts, type TestMarts } from '../../warehouse/test-marts.ts'
import { answerMetric, listPeople, type RawQuestion } from '../answer.ts'
import type { Answer, GroupFigure } from '../metric.ts'

let marts: TestMarts
beforeEach(async () => {
  marts = await openTestMarts()
})
afterEach(() => marts.close())

type Columns = Partial<typeof person.$inferInsert>

/** A member with the instants of each step. */
interface Walk extends Columns {
  name: string
  join: string
  active?: string
  consult?: readonly string[]
  book?: readonly string[]
  visit?: readonly string[]
}

async function add(walks: readonly Walk[], feeds?: readonly string[]): Promise<void> {
  await marts.cover(feeds)
  const all = walks.map(({ name, join, active, consult: asked, book, visit: visited, ...columns }, i) => {
    const personId = i + 1
    return {
      person: { personId, nameMasked: name, firstJoinAt: join, channelFirst: 'unknown', disease: 'eczema', ...columns },
      active: active === undefined ? [] : [{ personId, activeAt: active }],
      consults: (asked ?? []).map((askedAt) => ({ personId, askedAt })),
      bookings: (book ?? []).map((bookedAt) => ({ personId, bookedAt, slotDay: '2026-01-01', status: 'cancelled' })),
      visits: (visited ?? []).map((visitedAt) => ({ personId, visitedAt, visitDay: visitedAt.slice(0, 10) })),
    }
  })
  await marts.insert(
    person,
    all.map((a) => a.person),
  )
  const rows = {
    active: all.flatMap((a) => a.active),
    consults: all.flatMap((a) => a.consults),
    bookings: all.flatMap((a) => a.bookings),
    visits: all.flatMap((a) => a.visits),
  }
  if (rows.active.length > 0) await marts.insert(firstActive, rows.active)
  if (rows.consults.length > 0) await marts.insert(consult, rows.consults)
  if (rows.bookings.length > 0) await marts.insert(booking, rows.bookings)
  if (rows.visits.length > 0) await marts.insert(visit, rows.visits)
}

const ask = (asOf: string, more: Omit<RawQuestion, 'metric' | 'asOf'> = {}) =>
  answerMetric(marts.engine, 'S', { metric: 'funnel', asOf, ...more })

async function names(asOf: string, list: string, where: [string, string][] = []) {
  const people = await listPeople(marts.engine, { metric: 'funnel', asOf, where }, list)
  return people.map((p) => p.name).sort()
}

const step = (answer: Answer, key: string): GroupFigure | undefined => answer.groups?.find((g) => g.key === key)
const ofStep = (answer: Answer, key: string) => {
  const figure = step(answer, key)
  return [figure?.numerator, figure?.denominator, figure?.parts?.stepRate, figure?.parts?.medianHours]
}

const d = (text: string) => `2025-${text}`

/** Ten worked people, A = 2025-07-01. */
const TEN: Walk[] = [
  {
    ...{ name: 'F01', join: d('01-01 10:00:00'), active: d('01-01 11:00:00'), consult: [d('01-05 09:00:00')] },
    ...{ book: [d('01-05 09:30:00')], visit: [d('01-08 10:00:00'), d('03-01 10:00:00')] },
  },
  {
    ...{ name: 'F02', join: d('01-02 10:00:00'), active: d('01-03 09:00:00') },
    ...{ book: [d('01-04 09:00:00')], visit: [d('01-06 09:00:00')] },
  },
  {
    ...{ name: 'F03', join: d('01-03 10:00:00'), active: d('01-04 12:00:00') },
    consult: [d('01-03 12:00:00'), d('01-10 12:00:00')],
  },
  { name: 'F04', join: d('01-04 10:00:00'), active: d('02-03 10:00:00') },
  { name: 'F05', join: d('01-05 10:00:00'), active: d('02-04 09:59:59') },
  {
    ...{ name: 'F06', join: d('01-06 10:00:00'), active: d('01-06 10:00:00'), consult: [d('01-07 10:00:00')] },
    ...{ book: [d('01-07 10:00:00')], visit: ['2024-12-01 09:00:00', d('01-09 08:00:00'), d('01-09 15:00:00')] },
  },
  { name: 'F07', join: d('01-07 10:00:00') },
  {
    ...{ name: 'F08', join: d('01-08 10:00:00'), active: d('01-09 10:00:00'), consult: [d('01-10 10:00:00')] },
    ...{ book: [d('01-11 10:00:00')], visit: [d('04-09 09:00:00')] },
  },
  { name: 'F09', join: d('01-01 09:00:00'), active: d('02-02 09:00:00') },
  { name: 'F10', join: d('05-20 10:00:00'), active: d('05-21 10:00:00') },
  { name: 'staff', join: d('01-01 10:00:00'), active: d('01-01 10:05:00'), staffFrom: d('01-02 00:00:00') },
  { name: 'test', join: d('01-01 10:00:00'), active: d('01-01 10:05:00'), isTest: true },
]

describe('ten worked people', () => {
  beforeEach(() => add(TEN))

  test('strict: 9 joined 90 days ago; active 6 (F04 and F09 too late), consult 4, book 3, visit 2; F08’s visit is on day 91', async () => {
    const answer = await ask('2025-06-30')
    expect(ofStep(answer, 'join').slice(0, 2)).toEqual([9, 9])
    expect(ofStep(answer, 'active')).toEqual([6, 9, 6 / 9, 23.5])
    expect(ofStep(answer, 'consult')).toEqual([4, 9, 4 / 6, 59])
    expect(ofStep(answer, 'book')).toEqual([3, 9, 3 / 4, 0.5])
    expect(ofStep(answer, 'visit')).toEqual([2, 9, 2 / 3, 59.25])
    const active = step(answer, 'active')
    expect([active?.low, active?.high].map((x) => x?.toFixed(6))).toEqual(['0.354202', '0.879416'])
    expect(active?.parts).toMatchObject({ inProgress: 1, stepDenominator: 9, dropped: 3, medianHoursFromJoin: 23.5 })
    expect(step(answer, 'consult')?.parts?.stepLow).toBeCloseTo(0.299993, 6)
    expect(step(answer, 'book')?.parts?.medianHoursFromJoin).toBe(72)
  })

  test('repeat: nobody joined 270 days ago, and neither visit is 180 days old: immature, step rate null', async () => {
    const answer = await ask('2025-06-30')
    expect(answer.overall).toMatchObject({ state: 'immature', value: null, numerator: 0, denominator: 0 })
    expect(step(answer, 'repeat')?.parts).toMatchObject({ inProgress: 10, stepRate: null, stepDenominator: 0 })
    // F09 joined 2025-01-01 09:00, 270 days on is 09-28 09:00, past at the end of that day.
    expect(answer.overall.maturesOn).toBe('2025-09-28')
    expect(answer.overall).not.toHaveProperty('parts')
  })

  test('as of 2025-12-31: F01 came again on a later day, F06 only on the same day: 1 of 2 visitors, 1 of 9 joiners; F10 waits', async () => {
    const answer = await ask('2025-12-31')
    expect(answer.overall).toMatchObject({ state: 'few', numerator: 1, denominator: 9, value: 1 / 9 })
    expect(ofStep(answer, 'repeat')).toEqual([1, 9, 1 / 2, 52 * 24])
    expect(step(answer, 'join')).toMatchObject({ numerator: 10, denominator: 10 })
    expect(step(answer, 'repeat')?.parts?.inProgress).toBe(1)
    expect(await names('2025-12-31', 'repeat')).toEqual(['F01'])
    expect(await names('2025-12-31', 'repeat-dropped')).toEqual(['F06'])
    expect(await names('2025-12-31', 'repeat-in-progress')).toEqual(['F10'])
  })

  test('any order: F02 skips the consult and still books and visits; F03’s consult before the activity counts: 4, 4, 3', async () => {
    const answer = await ask('2025-06-30', { where: [['strict', 'false']] })
    expect(['active', 'consult', 'book', 'visit'].map((key) => step(answer, key)?.numerator)).toEqual([6, 4, 4, 3])
    expect(step(answer, 'visit')?.parts).toMatchObject({ stepRate: null, medianHours: null, dropped: 6 })
    expect(await names('2025-06-30', 'visit', [['strict', 'false']])).toEqual(['F01', 'F02', 'F06'])
    expect(await names('2025-06-30', 'consult-dropped', [['strict', 'false']])).toEqual([
      'F02',
      'F04',
      'F05',
      'F07',
      'F09',
    ])
  })

  test('lists are as long as the counts, and name who was lost where', async () => {
    expect(await names('2025-06-30', 'join-in-progress')).toEqual(['F10'])
    expect(await names('2025-06-30', 'active-dropped')).toEqual(['F04', 'F07', 'F09'])
    expect(await names('2025-06-30', 'consult-dropped')).toEqual(['F02', 'F05'])
    expect(await names('2025-06-30', 'book-dropped')).toEqual(['F03'])
    expect(await names('2025-06-30', 'visit-dropped')).toEqual(['F08'])
    expect(await names('2025-06-30', 'visit')).toEqual(['F01', 'F06'])
    const [slow] = await listPeople(marts.engine, { metric: 'funnel', asOf: '2025-06-30' }, 'consult')
    expect([slow?.name, slow?.dates.hours, slow?.dates.consultAt]).toEqual(['F03', 144, '2025-01-10 12:00:00'])
    await expect(names('2025-06-30', 'join-dropped')).rejects.toThrow("funnel has no list 'join-dropped'")
  })

  test('slow: 90 % of the others were faster; active after 0, 1, 23, 24, 26, 720 h: F05; consult after 24, 24, 94, 144 h: F03', async () => {
    const answer = await ask('2025-06-30')
    expect(step(answer, 'active')?.parts).toMatchObject({ slow: 1, slowHours: 30 * 24 - 1 / 3600 })
    expect(step(answer, 'consult')?.parts).toMatchObject({ slow: 1, slowHours: 144 })
    expect(await names('2025-06-30', 'consult-slow')).toEqual(['F03'])
    expect(await names('2025-06-30', 'active-slow')).toEqual(['F05'])
    // In any order from the join: visits after 7 d (F01), 3 d 23 h (F02), 2 d 22 h (F06).
    expect(await names('2025-06-30', 'visit-slow', [['strict', 'false']])).toEqual(['F01'])
    await expect(names('2025-06-30', 'join-slow')).rejects.toThrow("funnel has no list 'join-slow'")
  })

  test('nothing after the as-of is seen: on 2025-01-09 nobody is mature, on the 10th F03’s second consult is there', async () => {
    const early = await ask('2025-01-09')
    expect(step(early, 'join')).toMatchObject({ state: 'immature', denominator: 0, parts: { inProgress: 9 } })
    // F09, the first: 2025-01-01 09:00 + 90 d = 04-01 09:00.
    expect(step(early, 'join')?.maturesOn).toBe('2025-04-01')
    const seen = async (asOf: string) => {
      const people = await listPeople(marts.engine, { metric: 'funnel', asOf }, 'join-in-progress')
      return people.find((p) => p.name === 'F03')?.dates.consultAt
    }
    expect([await seen('2025-01-09'), await seen('2025-01-10')]).toEqual([null, '2025-01-10 12:00:00'])
  })
})

describe('boundaries', () => {
  test('join at 00:00: 90 days are over at the end of day 89, and an event at exactly 90 days is out', async () => {
    await add([
      { name: 'in', join: d('01-01 00:00:00'), active: d('01-01 00:00:00'), consult: [d('03-31 23:59:59')] },
      { name: 'out', join: d('01-01 00:00:00'), active: d('01-01 00:00:00'), consult: [d('04-01 00:00:00')] },
    ])
    expect(step(await ask('2025-03-30'), 'join')).toMatchObject({ state: 'immature', maturesOn: '2025-03-31' })
    expect(await names('2025-03-31', 'consult')).toEqual(['in'])
    expect(await names('2025-12-31', 'consult')).toEqual(['in'])
  })

  test('a repeat at exactly 180 days after the visit is out, one second before is in', async () => {
    const walk = { join: d('01-01 10:00:00'), active: d('01-01 10:00:00'), consult: [d('01-01 10:00:00')] }
    const more = { ...walk, book: [d('01-01 10:00:00')] }
    await add([
      { ...more, name: 'in', visit: [d('01-02 10:00:00'), d('07-01 09:59:59')] },
      { ...more, name: 'out', visit: [d('01-02 10:00:00'), d('07-01 10:00:00')] },
    ])
    expect(await names('2025-12-31', 'repeat')).toEqual(['in'])
    expect(await names('2025-12-31', 'repeat-dropped')).toEqual(['out'])
  })

  test('eleven people active after 1 to 11 hours: the two slowest (9 and 10 of the 10 others were faster); all alike: none', async () => {
    const walk = (name: string, hour: number, channelFirst: string) => ({
      ...{ name, join: d('02-01 00:00:00'), channelFirst },
      active: d(`02-01 ${String(hour).padStart(2, '0')}:00:00`),
    })
    await add([
      ...Array.from({ length: 11 }, (_, i) => walk(`S${i + 1}`, i + 1, 'a')),
      ...['x', 'y', 'z'].map((name) => walk(name, 5, 'b')),
    ])
    expect(await names('2025-06-30', 'active-slow', [['channel', 'a']])).toEqual(['S10', 'S11'])
    const { groups } = await ask('2025-06-30', { by: 'channel' })
    expect(groups?.map((g) => g.parts?.steps)).toMatchObject([
      { active: { parts: { slow: 2, slowHours: 10 } } },
      { active: { parts: { slow: 0, slowHours: null } } },
    ])
  })

  test('nobody at all: empty', async () => {
    await marts.cover()
    expect((await ask('2025-12-31')).overall).toMatchObject({ state: 'empty', value: null, denominator: 0 })
  })
})

describe('breakdowns, filters and sources', () => {
  const two: Walk[] = [
    { name: 'a', join: d('01-10 10:00:00'), channelFirst: 'gzh', channelLast: 'desk', disease: 'diabetes' },
    { name: 'b', join: d('01-31 10:00:00'), channelFirst: 'gzh', channelLast: 'gzh', active: d('02-01 10:00:00') },
  ]
  const days = [
    { channel: 'gzh', day: d('01-10'), exposures: 1000, clicks: 40 },
    { channel: 'gzh', day: d('02-10'), exposures: null, clicks: 10 },
    { channel: 'ads', day: d('01-11'), exposures: 500, clicks: 0 },
  ]

  test('by month: January waits for its last member (01-31 10:00 + 270 d = 10-28), the total does not', async () => {
    await add(two)
    const answer = await ask('2025-10-10', { by: 'month' })
    expect(answer.groups).toMatchObject([{ key: '2025-01', state: 'immature', numerator: 0, maturesOn: '2025-10-28' }])
    expect(answer.groups?.[0]?.parts?.steps).toMatchObject({ active: { state: 'few', numerator: 1, denominator: 2 } })
    expect(answer.overall).toMatchObject({ state: 'few', denominator: 1 })
  })

  test('by channel: events beside people; clicks of a day with blank exposures count: 50/1500 in all; ads has nobody', async () => {
    await add(two)
    await marts.insert(channelDay, days)
    const { groups, overall } = await ask('2025-12-31', { by: 'channel' })
    expect(groups?.map((g) => [g.key, g.state])).toEqual([
      ['ads', 'empty'],
      ['gzh', 'few'],
    ])
    expect(groups?.[1]?.parts?.steps).toMatchObject({
      exposure: { numerator: 1000, value: null },
      click: { numerator: 50, parts: { stepRate: 0.05 } },
      join: { numerator: 2, parts: { perClick: 2 / 50 } },
    })
    expect(overall.parts?.steps).toMatchObject({
      exposure: { numerator: 1500 },
      click: { parts: { stepRate: 50 / 1500 } },
    })
    const last = await ask('2025-12-31', { by: 'channel', where: [['attribution', 'last']] })
    expect(last.groups?.map((g) => g.key)).toEqual(['ads', 'desk', 'gzh'])
  })

  test('a period chooses people by join day and events by day; the channel filter cuts both', async () => {
    await add(two)
    await marts.insert(channelDay, days)
    const whole = await ask('2025-12-31', { from: d('01-11'), to: d('02-28') })
    expect(['exposure', 'click', 'join'].map((key) => step(whole, key)?.numerator)).toEqual([500, 10, 1])
    const gzh = await ask('2025-12-31', { where: [['channel', 'gzh']] })
    expect(['exposure', 'click', 'join'].map((key) => step(gzh, key)?.numerator)).toEqual([1000, 50, 2])
  })

  test('events know no disease: with that filter they are unknown, not zero', async () => {
    await add(two)
    await marts.insert(channelDay, days)
    const answer = await ask('2025-12-31', { where: [['disease', 'diabetes']] })
    expect(step(answer, 'exposure')).toMatchObject({ value: null, numerator: null, notes: ['events-not-split'] })
    expect(step(answer, 'join')?.numerator).toBe(1)
  })

  test('no consult source: strict ends as unknown there, any order still knows the visits; its lists are empty', async () => {
    await add(
      [{ ...(two[1] as Walk), visit: [d('02-02 10:00:00')] }],
      ['wecom/members', 'community/messages', 'his/appointments', 'his/visits'],
    )
    const strict = await ask('2025-12-31')
    expect(step(strict, 'active')).toMatchObject({ state: 'few', numerator: 1 })
    expect(step(strict, 'visit')).toMatchObject({ state: 'not_covered', value: null, missing: 'community/consults' })
    expect(strict.overall).toMatchObject({ state: 'not_covered', missing: 'community/consults' })
    expect(step(strict, 'exposure')).toMatchObject({ state: 'not_covered', missing: 'marketing/channel_daily' })
    expect(await names('2025-12-31', 'consult-dropped')).toEqual([])
    const any = await ask('2025-12-31', { where: [['strict', 'false']] })
    expect(step(any, 'consult')?.state).toBe('not_covered')
    expect(step(any, 'visit')).toMatchObject({ state: 'few', numerator: 1 })
  })
})
