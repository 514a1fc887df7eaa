import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { coupon, memberTier, patientDay, revenueDay } from '../../warehouse/schema.ts'
import { openTestMarts, type TestMarts } from '../../warehouse/test-marts.ts'
import { answerMetric, listPeople } from '../answer.ts'
import { openWorld } from '../shared/test-world.ts'

let marts: TestMarts
beforeEach(async () => {
  const start = '2025-01-01 09:00:00'
  marts = await openWorld({
    spells: [
      ['ann', 'GA', start],
      ['bob', 'GA', start],
      ['cai', 'GA', start, '2026-07-01 00:00:00'],
      ['gone', 'GA', start, '2026-06-30 23:59:59'],
      ['staff', 'GA', start],
    ],
    people: { staff: { staffFrom: '2026-02-01 00:00:00' }, ann: { firstVisitDay: '2025-08-01' } },
  })
})
afterEach(() => marts.close())

const ask = (more: { asOf?: string; by?: string; where?: [string, string][] } = {}) =>
  answerMetric(marts.engine, 'test', { metric: 'members', asOf: '2026-06-30', ...more })
const [ANN, BOB, GONE, STAFF] = [1, 2, 4, 5] as const
const tier = (personId: number, name: string, fromAt: string, paidFen?: number) => ({
  ...{ personId, tier: name, fromAt, paidFen },
})

describe('members', () => {
  test('in at the end of the day: Ann, Bob, Cai (leaves at 00:00 of the next); Ann holds silver: 1/3; gold from tomorrow is none', async () => {
    await marts.insert(memberTier, [
      tier(ANN, 'silver', '2026-06-30 23:59:59'),
      tier(BOB, 'gold', '2026-07-01 00:00:00'),
      tier(GONE, 'gold', '2026-01-01 00:00:00'),
      tier(STAFF, 'gold', '2026-01-01 00:00:00'),
    ])
    expect((await ask()).overall).toMatchObject({ state: 'few', value: 1 / 3, numerator: 1, denominator: 3 })
    expect((await ask({ asOf: '2026-06-29' })).overall).toMatchObject({ numerator: 1, denominator: 4 })
    const raw = { metric: 'members', asOf: '2026-06-30' }
    expect((await listPeople(marts.engine, raw, 'in')).map((row) => row.dates.tier)).toEqual(['silver'])
    expect(await listPeople(marts.engine, raw, 'out')).toHaveLength(2)
  })

  test('by tier: the one in force, over the whole pool; those without one stand under unknown', async () => {
    await marts.insert(memberTier, [
      tier(ANN, 'silver', '2025-12-01 00:00:00', 9900),
      tier(ANN, 'gold', '2026-02-01 00:00:00', 29_900),
      tier(BOB, 'gold', '2025-03-01 00:00:00', 29_900),
      tier(BOB, 'silver', '2026-03-01 00:00:00', 9900),
    ])
    const { overall, groups } = await ask({ by: 'tier' })
    expect(groups?.map((g) => [g.key, g.numerator, g.denominator, g.parts?.upgrades])).toEqual([
      ['gold', 1, 3, 1],
      ['silver', 1, 3, 0],
      ['unknown', 1, 3, 0],
    ])
    expect(overall).toMatchObject({ numerator: 2, parts: { upgrades: 1 } })
  })

  test('Ann and Bob tiered: (300 + 0)/2 a head over 365 days; 1 of 2 visits a return; Ann of 2 payers is the top tenth', async () => {
    await marts.insert(memberTier, [
      tier(ANN, 'silver', '2025-12-01 00:00:00'),
      tier(BOB, 'silver', '2025-12-01 00:00:00'),
    ])
    const paid = (personId: number, day: string, amountFen: number) => ({ personId, day, restatedDay: day, amountFen })
    await marts.insert(revenueDay, [
      paid(ANN, '2025-07-01', 30_000),
      paid(ANN, '2025-06-30', 5000),
      paid(3, '2026-06-30', 10_000),
    ])
    await marts.insert(patientDay, [
      { personId: ANN, day: '2025-08-01', visits: 1 },
      { personId: ANN, day: '2026-01-01', visits: 2 },
    ])
    expect((await ask()).overall.parts).toMatchObject({ arpu: 15_000, returnVisitRate: 0.5, highValueShare: 0.5 })
  })

  test('coupons of the 365 days: two granted to gold, one redeemed: 1/2; one granted a day too early', async () => {
    await marts.insert(memberTier, [tier(ANN, 'gold', '2025-12-01 00:00:00')])
    const step = (couponId: string, kind: string, day: string) => ({
      couponId,
      personId: ANN,
      kind,
      at: `${day} 10:00:00`,
    })
    await marts.insert(coupon, [
      ...[step('a', 'granted', '2025-07-01'), step('a', 'redeemed', '2026-06-30')],
      ...[step('b', 'granted', '2026-06-30'), step('b', 'redeemed', '2026-07-01')],
      ...[step('c', 'granted', '2025-06-30'), step('c', 'redeemed', '2025-07-02')],
    ])
    const { groups = [] } = await ask({ by: 'tier' })
    expect(groups.map((g) => [g.key, g.parts?.granted, g.parts?.redemptionRate])).toEqual([
      ['gold', 2, 0.5],
      ['unknown', 0, null],
    ])
  })

  test('a tier opens as many people as its row counts; those without one are the others', async () => {
    await marts.insert(memberTier, [
      tier(ANN, 'gold', '2025-12-01 00:00:00'),
      tier(BOB, 'silver', '2025-12-01 00:00:00'),
      tier(BOB, 'gold', '2025-12-01 00:00:00'),
    ])
    const { groups = [] } = await ask({ by: 'tier' })
    const raw = { metric: 'members', asOf: '2026-06-30' }
    for (const { key, numerator } of groups) {
      const where: [string, string][] = key === 'unknown' ? [] : [['memberTier', key]]
      const rows = await listPeople(marts.engine, { ...raw, where }, key === 'unknown' ? 'out' : 'in')
      expect([key, rows.length]).toEqual([key, numerator])
    }
  })

  test('nobody in: empty; no tiers loaded: not covered', async () => {
    expect((await ask({ asOf: '2024-12-31' })).overall).toMatchObject({ state: 'empty', value: null })
    const other = await openTestMarts()
    await other.cover(['wecom/members'])
    const { overall } = await answerMetric(other.engine, 'test', { metric: 'members', asOf: '2026-06-30' })
    other.close()
    expect(overall).toMatchObject({ state: 'not_covered', missing: 'community/tiers' })
  })
})
