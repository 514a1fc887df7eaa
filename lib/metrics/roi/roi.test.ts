import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { benefit, channelDay, cost, person, revenueDay } from '../../warehouse/schema.ts'
import { openTestMarts, type TestMarts } from '../../warehouse/test-marts.ts'
import { answerMetric } from '../answer.ts'
import { roiFigure } from './compute.ts'
import { worthOf } from './worth.ts'

let marts: TestMarts
beforeEach(async () => {
  marts = await openTestMarts()
  await marts.cover()
})
afterEach(() => marts.close())

const ask = (more: { asOf?: string; by?: string; where?: [string, string][] } = {}) =>
  answerMetric(marts.engine, 'test', {
    ...{ metric: 'roi', asOf: '2025-08-31', from: '2025-08-01', to: '2025-08-31' },
    ...more,
  })

const paid = (personId: number, day: string, amountFen: number) => ({ personId, day, restatedDay: day, amountFen })

/** Two people of gzh; 50 yuan of media. */
async function world(): Promise<void> {
  const gzh = { channelFirst: 'gzh', channelLast: 'desk' }
  await marts.insert(person, [
    { personId: 1, firstJoinAt: '2025-08-10 09:00:00', ...gzh },
    { personId: 2, firstJoinAt: '2025-01-10 09:00:00', ...gzh },
  ])
  await marts.insert(channelDay, [{ channel: 'gzh', day: '2025-08-01', costFen: 5000 }])
  await marts.insert(revenueDay, [
    paid(1, '2025-08-09', 7000),
    paid(1, '2025-08-10', 30_000),
    paid(2, '2025-08-31', 12_000),
    paid(2, '2025-07-31', 9000),
    paid(2, '2025-08-20', -2000),
    paid(1, '2025-09-10', 4000),
  ])
}

describe('roi', () => {
  test('300 on the join day + 120 − 20 refunded = 400 against 50: gross 8, net 7; before the join and outside the month nothing', async () => {
    await world()
    const { overall } = await ask()
    expect(overall).toMatchObject({ state: 'ok', value: 7, numerator: 35_000, denominator: 5000 })
    expect(overall.parts).toMatchObject({ gross: 8, direct: 40_000, indirect: 0 })
  })

  test('benefits of 100 count in the total only, are not multiplied by the margin: (0.45·400 + 100)/50 = 5.6', async () => {
    await world()
    await marts.insert(benefit, [
      { month: '2025-08', name: '品牌曝光', amountFen: 10_000, assumption: 'CPM' },
      { month: '2025-07', name: '品牌曝光', amountFen: 99, assumption: 'CPM' },
    ])
    const on: [string, string][] = [
      ['benefits', 'on'],
      ['margin', '0.45'],
    ]
    const { overall, groups } = await ask({ by: 'channel', where: on })
    expect(overall.parts?.gross).toBeCloseTo(5.6, 12)
    expect(overall.value).toBeCloseTo(4.6, 12)
    expect(groups?.[0]).toMatchObject({ key: 'gzh', parts: { indirect: 0 } })
    expect(groups?.[0]?.parts?.gross).toBeCloseTo(3.6, 12)
    const cut = await ask({ where: [...on, ['channel', 'gzh']] })
    expect(cut.overall).toMatchObject({ notes: ['benefits-not-split'], parts: { indirect: 0 } })
  })

  test('last touch on request; margins are numbers from 0 to 1', async () => {
    await world()
    const { groups } = await ask({ by: 'channel', where: [['attribution', 'last']] })
    expect(groups).toMatchObject([
      { key: 'desk', state: 'empty', parts: { direct: 40_000 } },
      { key: 'gzh', state: 'ok', value: -1, parts: { direct: 0 } },
    ])
    await expect(ask({ where: [['margin', '1.5']] })).rejects.toThrow('expected a number from 0 to 1')
    await expect(ask({ where: [['margin', 'half']] })).rejects.toThrow('expected a number from 0 to 1')
  })

  test('channels add up to the total to the fen: 100.01 over three', async () => {
    await marts.insert(
      person,
      ['a', 'b', 'c'].map((channel, i) => ({
        ...{ personId: i, firstJoinAt: '2025-08-10 09:00:00', channelFirst: channel, channelLast: channel },
      })),
    )
    await marts.insert(cost, [{ month: '2025-08', category: 'labour', amountFen: 10_001 }])
    const { overall, groups } = await ask({ by: 'channel' })
    expect(groups?.map((g) => g.denominator)).toEqual([3334, 3334, 3333])
    expect(overall.denominator).toBe(10_001)
  })

  test('a blank cost: not covered; no cost: empty, the return stands; no benefits loaded: not covered on request', async () => {
    await world()
    expect((await ask({ where: [['channel', 'desk']] })).overall).toMatchObject({ state: 'empty', value: null })
    await marts.insert(channelDay, [{ channel: 'gzh', day: '2025-08-02', costFen: null }])
    expect((await ask()).overall).toMatchObject({
      ...{ state: 'not_covered', missing: 'marketing/channel_daily', value: null },
      parts: { direct: 40_000, gross: null },
    })
    const other = await openTestMarts()
    await other.cover(['wecom/members', 'his/charges', 'marketing/channel_daily', 'marketing/costs'])
    const raw = { metric: 'roi', asOf: '2025-08-31', where: [['benefits', 'on']] as [string, string][] }
    const { overall } = await answerMetric(other.engine, 'test', raw)
    other.close()
    expect(overall).toMatchObject({ state: 'not_covered', missing: 'marketing/benefits' })
  })

  test('payback: one joiner, 400 a join; 300 by month 1 and 40 more in month 2 are not enough, not yet by 2 months', async () => {
    await world()
    await marts.insert(channelDay, [{ channel: 'gzh', day: '2025-08-05', costFen: 35_000 }])
    const part = async (asOf: string) => {
      const { paybackMonth, paybackObserved } = (await ask({ asOf })).overall.parts ?? {}
      return [paybackMonth, paybackObserved]
    }
    expect(await part('2025-09-08')).toEqual([null, 0])
    expect(await part('2025-09-09')).toEqual([null, 1])
    expect(await part('2025-10-09')).toEqual([null, 2])
    await marts.insert(revenueDay, [paid(1, '2025-11-09', 6000)])
    expect(await part('2025-11-09')).toEqual([3, 3])
  })

  test('the curve has one point a month that is over: margin .5 of 300, then of 300 + 60', async () => {
    await world()
    await marts.insert(revenueDay, [paid(1, '2025-09-15', 2000)])
    const on: [string, string][] = [
      ['curve', 'on'],
      ['margin', '0.5'],
    ]
    const { overall } = await ask({ asOf: '2025-10-09', where: on })
    expect(overall.parts?.curve).toEqual([
      { month: 1, people: 1, earned: 15_000 },
      { month: 2, people: 1, earned: 18_000 },
    ])
    expect((await ask()).overall.parts?.curve).toBeUndefined()
  })

  test('LTV30 against CAC of the same people: margin .5 × (300 + 0)/2 over 50/2 each = 3; immature names its day', async () => {
    await world()
    await marts.insert(person, [
      { personId: 3, firstJoinAt: '2025-08-11 09:00:00', channelFirst: 'gzh', channelLast: 'desk' },
    ])
    const where: [string, string][] = [
      ['horizon', '30'],
      ['margin', '0.5'],
    ]
    const worth = async (asOf: string) => (await ask({ asOf, where })).overall.parts?.ltvCac
    expect(await worth('2025-09-10')).toMatchObject({
      ...{ horizon: 30, people: 2, ltv: 7500, cac: 2500, value: 3 },
      ...{ low: null, high: null, maturesOn: null },
    })
    expect(await worth('2025-09-08')).toMatchObject({ people: 1, ltv: 15_000, value: 6 })
    expect(await worth('2025-08-31')).toMatchObject({ people: 0, ltv: null, value: null, maturesOn: '2025-09-08' })
  })

  test('200 people, half with 100: mean 50 ± 1.96 · sd/√200, over 5 each', () => {
    const worth = [{ channel: 'gzh', people: 200, net: 10_000, squares: 1_000_000, matures_on: null }]
    const half = (1.959963984540054 * Math.sqrt((1_000_000 - 10_000 ** 2 / 200) / 199)) / Math.sqrt(200)
    const figure = worthOf(worth, { cost: 1000, joins: 200, margin: 1, horizon: 180 })
    expect(figure).toMatchObject({
      ...{ ltv: 50, cac: 5, value: 10 },
      ...{ low: expect.closeTo((50 - half) / 5, 12), high: expect.closeTo((50 + half) / 5, 12) },
    })
    expect(worthOf(worth, { cost: null, joins: 200, margin: 1, horizon: 180 })).toMatchObject({ ltv: 50, value: null })
    expect(worthOf(worth, { cost: 0, joins: 200, margin: 1, horizon: 180 })).toMatchObject({ cac: 0, value: null })
  })

  test('benefits are listed with their assumption even while they are off', async () => {
    await world()
    await marts.insert(benefit, [
      { month: '2025-08', name: '品牌曝光', amountFen: 10_000, assumption: 'CPM' },
      { month: '2025-07', name: '品牌曝光', amountFen: 99, assumption: 'CPM' },
    ])
    const { overall } = await ask()
    expect(overall.parts?.claims).toEqual([{ name: '品牌曝光', assumption: 'CPM', amount: 10_000 }])
    expect(overall.parts).toMatchObject({ indirect: 0, gross: 8, original: (40_000 + 10_000) / 5000 })
  })

  test('incremental: 1118 × .08152 × 420 × .45 = 17 225 against 12 000: +43.5 %', () => {
    const rows = {
      spends: [{ channel: 'gzh', joins: 1118, media: 1_200_000, direct: 0, shared: 0 }],
      returns: [],
      payback: [],
      causes: [{ channel: 'gzh', people: 1118 }],
      worth: [],
    }
    const effect = { value: 0.08152, low: 0.0453, high: 0.1177, verdict: 'not_shown', returnerValue: 42_000 }
    const { parts } = roiFigure(rows, { margin: 0.45, indirect: 0, claimed: 0, effect, horizon: 180, hasCurve: false })
    const [value, low, high] = [0.08152, 0.0453, 0.1177].map(
      (rd) => (1118 * rd * 42_000 * 0.45 - 1_200_000) / 1_200_000,
    )
    expect(value).toBeCloseTo(0.4354, 3)
    expect(parts?.incremental).toEqual({
      value: expect.closeTo(value ?? 0, 12),
      low: expect.closeTo(low ?? 0, 12),
      high: expect.closeTo(high ?? 0, 12),
    })
    expect(parts?.incrementalVerdict).toBe('not_shown')
  })
})
