import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { patientDay, person, revenueDay } from '../../warehouse/schema.ts'
import { openTestMarts, type TestMarts } from '../../warehouse/test-marts.ts'
import { answerMetric, listPeople, type RawQuestion } from '../answer.ts'
import { binsOf, chain } from './bins.ts'

let marts: TestMarts
beforeEach(async () => {
  marts = await openTestMarts()
  await marts.cover()
})
afterEach(() => marts.close())

type Columns = Partial<typeof person.$inferInsert>
/** Day, fen, and the day to which a refund is booked back. */
type Money = readonly [day: string, fen: number, restatedDay?: string]

interface Payer extends Columns {
  name: string
  join: string
  money?: readonly Money[]
}

async function add(payers: readonly Payer[]): Promise<void> {
  await marts.insert(
    person,
    payers.map(({ name, join, money: _, ...columns }, i) => ({
      ...{ personId: i + 1, nameMasked: name, firstJoinAt: `${join} 10:00:00`, channelFirst: 'unknown', disease: 'a' },
      ...columns,
    })),
  )
  const rows = payers.flatMap(({ money = [] }, i) =>
    money.map(([day, amountFen, restatedDay = day]) => ({ personId: i + 1, day, restatedDay, amountFen })),
  )
  if (rows.length > 0) await marts.insert(revenueDay, rows)
}

const ask = (asOf: string, horizon: number, more: Omit<RawQuestion, 'metric' | 'asOf'> = {}) =>
  answerMetric(marts.engine, 'S', {
    ...{ metric: 'ltv', asOf, ...more },
    where: [['horizon', String(horizon)], ...(more.where ?? [])],
  })

/** Five worked people in yuan, A = 2025-07-01. */
const FIVE: Payer[] = [
  {
    ...{ name: 'L1', join: '2024-01-10' },
    money: [
      ['2023-12-31', 999],
      ['2024-01-10', 500],
      ['2024-02-09', 200],
      ['2024-06-01', 300],
      ['2025-01-05', 400],
    ],
  },
  {
    ...{ name: 'L2', join: '2024-03-01' },
    money: [
      ['2024-03-05', 1000],
      ['2024-04-20', -400, '2024-03-05'],
      ['2024-08-28', 150],
    ],
  },
  { name: 'L3', join: '2024-06-30' },
  {
    ...{ name: 'L4', join: '2024-12-15' },
    money: [
      ['2024-12-20', 250],
      ['2025-03-15', 250],
    ],
  },
  { name: 'L5', join: '2025-05-01', money: [['2025-05-01', 120]] },
]

test('others from the first visit on, 30 days: N1 100 + 50, N2 0, M joins after the as-of 60 = 210/3; member J apart', async () => {
  await marts.insert(person, [
    { personId: 1, firstVisitDay: '2025-01-01' },
    { personId: 2, firstVisitDay: '2025-02-01' },
    { personId: 3, firstVisitDay: '2025-02-01', firstJoinAt: '2025-09-01 09:00:00' },
    { personId: 4, firstVisitDay: '2025-02-01', firstJoinAt: '2025-03-01 09:00:00' },
    { personId: 5, firstVisitDay: '2025-02-01', isTest: true },
  ])
  const paid = (personId: number, day: string, amountFen: number) => ({ personId, day, restatedDay: day, amountFen })
  await marts.insert(revenueDay, [
    ...[paid(1, '2025-01-01', 100), paid(1, '2025-01-30', 50), paid(1, '2025-01-31', 7)],
    ...[paid(3, '2025-02-02', 60), paid(4, '2025-02-02', 1000), paid(5, '2025-02-02', 1000)],
  ])
  const visit: [string, string] = ['anchor', 'visit']
  const others: [string, string] = ['population', 'others']
  const { overall } = await ask('2025-06-30', 30, { where: [visit, others] })
  expect(overall).toMatchObject({ value: 70, numerator: 210, denominator: 3 })
  expect((await ask('2025-06-30', 30, { where: [visit] })).overall).toMatchObject({ value: 1000, denominator: 1 })
  await expect(ask('2025-06-30', 30, { where: [others] })).rejects.toThrow('anchor=visit')
})

describe('five worked people', () => {
  beforeEach(() => add(FIVE))

  test('30 days: (500 + 1000 + 0 + 250 + 120)/5 = 374; the 999 before the join is not counted; day 30 is out', async () => {
    const { overall } = await ask('2025-06-30', 30)
    expect(overall).toMatchObject({ state: 'few', value: 374, numerator: 1870, denominator: 5, low: null, high: null })
    expect(overall.parts).toMatchObject({ median: 250, topShare: 1000 / 1870, payers: 4, before: 999, immature: 0 })
    expect(overall.parts?.se).toBeCloseTo(177.1327186038762, 9)
    expect(overall.parts?.censored).toBeCloseTo(374, 9)
  })

  test('90, 180, 365 days: 1550/4 = 387.5, 2100/4 = 525, 2150/3 = 716.67; chained 180: 374 − 40 + 62.5 + 75 = 471.5', async () => {
    expect((await ask('2025-06-30', 90)).overall).toMatchObject({ value: 387.5, denominator: 4 })
    const half = (await ask('2025-06-30', 180)).overall
    expect(half).toMatchObject({ value: 525, denominator: 4, parts: { immature: 1 } })
    expect(half.parts?.se).toBeCloseTo(205.6493779875511, 9)
    expect(half.parts?.censored).toBeCloseTo(471.5, 9)
    const year = (await ask('2025-06-30', 365, { where: [['curve', 'on']] })).overall
    expect(year.value).toBeCloseTo(2150 / 3, 9)
    expect(year.parts?.censored).toBeCloseTo(654.8333333333334, 9)
    expect(year.parts).toMatchObject({ curve: { 11: { day: 360, people: 3 }, 12: { day: 365, people: 3 } } })
  })

  test('730 days: nobody, L1 first on 2024-01-10 + 729 d = 2026-01-08; the chain breaks at day 510', async () => {
    const { overall } = await ask('2025-06-30', 730, { where: [['curve', 'on']] })
    expect(overall).toMatchObject({ state: 'immature', value: null, maturesOn: '2026-01-08' })
    expect(overall.parts).toMatchObject({ censored: null, immature: 5 })
    expect(overall.parts).toHaveProperty('curve.16', { day: 510, people: 1, value: 721.5 })
  })

  test('restated: the refund of 04-20 goes back to 03-05: L2 600 instead of 1000', async () => {
    const where: [string, string][] = [['basis', 'restated']]
    expect((await ask('2025-06-30', 30, { where })).overall).toMatchObject({ numerator: 1470 })
    // On 2024-04-19 the refund is not known yet, on either basis.
    expect((await ask('2024-04-19', 30, { where })).overall).toMatchObject({ numerator: 1500, denominator: 2 })
    expect((await ask('2024-04-20', 30, { where })).overall).toMatchObject({ numerator: 1100, denominator: 2 })
  })

  test('maturity by the day: L2 (2024-03-01) is in from 2024-03-30 on', async () => {
    expect((await ask('2024-03-29', 30)).overall.denominator).toBe(1)
    expect((await ask('2024-03-30', 30)).overall.denominator).toBe(2)
  })

  test('lists: in = with money in the window, out = without, immature; the money shows', async () => {
    const list = async (state: string) => {
      const raw = { metric: 'ltv', asOf: '2025-06-30', where: [['horizon', '180']] as [string, string][] }
      return (await listPeople(marts.engine, raw, state)).map((p) => [p.name, p.dates.netFen])
    }
    expect(await list('in')).toEqual([
      ['L1', 1000],
      ['L2', 600],
      ['L4', 500],
    ])
    expect(await list('out')).toEqual([['L3', 0]])
    expect(await list('immature')).toEqual([['L5', 120]])
  })
})

describe('who and when', () => {
  test('anchor=visit starts at the first visit ever; without a visit by the as-of one is left out', async () => {
    await add([
      {
        name: 'a',
        join: '2025-01-10',
        firstVisitDay: '2024-12-01',
        money: [
          ['2024-12-01', 70],
          ['2025-01-10', 5],
        ],
      },
      { name: 'b', join: '2025-01-10', firstVisitDay: '2025-12-01' },
      { name: 'c', join: '2025-01-10' },
    ])
    const where: [string, string][] = [['anchor', 'visit']]
    const { overall, groups } = await ask('2025-06-30', 30, { where, by: 'cohort' })
    expect(overall).toMatchObject({ numerator: 70, denominator: 1 })
    expect(groups?.map((g) => g.key)).toEqual(['2024-12'])
    expect((await ask('2025-06-30', 30, { where: [...where, ['cohort', '2025-01']] })).overall.state).toBe('empty')
    expect((await ask('2025-06-30', 30)).overall).toMatchObject({ numerator: 5, denominator: 3 })
  })

  test('a cohort waits for its last member (01-31 + 29 d = 03-01), channels and the total use the mature one', async () => {
    await add([
      { name: 'a', join: '2025-01-01', channelFirst: 'gzh', money: [['2025-01-01', 90]] },
      { name: 'b', join: '2025-01-31', channelFirst: 'desk' },
    ])
    const cohort = await ask('2025-02-10', 30, { by: 'cohort' })
    expect(cohort.groups).toMatchObject([{ key: '2025-01', state: 'immature', value: null, maturesOn: '2025-03-01' }])
    expect(cohort.overall).toMatchObject({ state: 'few', value: 90 })
    expect((await ask('2025-02-10', 30, { by: 'channel' })).groups).toMatchObject([
      { key: 'desk', state: 'immature', maturesOn: '2025-03-01' },
      { key: 'gzh', state: 'few', value: 90, parts: { se: null } },
    ])
  })

  test('test patients are out, staff from the day they become it; nobody is empty', async () => {
    expect((await ask('2025-06-30', 30)).overall).toMatchObject({ state: 'empty', denominator: 0, value: null })
    await add([
      { name: 'staff', join: '2025-01-01', staffFrom: '2025-03-01 00:00:00', money: [['2025-01-02', 10]] },
      { name: 'test', join: '2025-01-01', isTest: true, money: [['2025-01-02', 10]] },
    ])
    expect((await ask('2025-02-28', 30)).overall).toMatchObject({ numerator: 10, denominator: 1 })
    expect((await ask('2025-03-01', 30)).overall.state).toBe('empty')
  })

  test('200 people, half with 100, half with 0: mean 50 ± 1.96·√(2500·200/199/200); a negative total has no top share', async () => {
    await add(
      Array.from({ length: 200 }, (_, i) => ({
        ...{ name: `p${i}`, join: '2025-01-01' },
        money: i < 100 ? ([['2025-01-01', 100]] as const) : [],
      })),
    )
    const { overall } = await ask('2025-06-30', 30)
    const se = Math.sqrt((2500 * 200) / 199 / 200)
    expect(overall).toMatchObject({ state: 'ok', value: 50, parts: { topShare: 200 / 10000, median: 50 } })
    expect(overall.low).toBeCloseTo(50 - 1.959963984540054 * se, 9)
    expect(overall.high).toBeCloseTo(50 + 1.959963984540054 * se, 9)
    await marts.insert(revenueDay, [{ personId: 1, day: '2025-01-02', restatedDay: '2025-01-02', amountFen: -20000 }])
    const negative = (await ask('2025-06-30', 30)).overall
    expect([negative.value, negative.parts?.topShare]).toEqual([-50, null])
  })
})

describe('the prediction beside it', () => {
  test('on request only; it says from when on the data reach back far enough, also by group', async () => {
    await add(FIVE)
    await marts.insert(patientDay, [{ personId: 1, day: '2024-01-10' }])
    expect((await ask('2025-06-30', 180)).overall.parts).not.toHaveProperty('predicted')
    const where: [string, string][] = [['predicted', 'on']]
    const { overall, groups } = await ask('2025-06-30', 180, { where, by: 'disease' })
    expect(overall.value).toBe(525)
    expect(overall.parts?.predicted).toMatchObject({ state: 'few', value: null, people: 5 })
    expect(groups?.[0]).toMatchObject({ value: 525, parts: { predicted: { state: 'few', people: 5 } } })
    const visits = await ask('2025-06-30', 180, { where: [...where, ['anchor', 'visit']], by: 'cohort' })
    expect(visits.overall.parts).not.toHaveProperty('predicted')
  })
})

describe('the chain', () => {
  test('365 days are twelve bins of 30 and one of 5', () => {
    expect(binsOf(365)).toHaveLength(13)
    expect(binsOf(365).at(-1)).toEqual({ from: 360, to: 365 })
    expect(binsOf(30)).toEqual([{ from: 0, to: 30 }])
  })

  test('with everybody observed it is the mean', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 6, maxLength: 6 }), (net) => {
        const people = net.map(() => 7)
        const mean = net.reduce((a, b) => a + b, 0) / 7
        expect(chain(binsOf(180), people, net).at(-1)?.value).toBeCloseTo(mean, 6)
      }),
    )
  })

  test('it ends before the first bin without anybody', () => {
    expect(chain(binsOf(90), [2, 0, 5], [10, 0, 5]).map((p) => p.day)).toEqual([30])
  })
})
