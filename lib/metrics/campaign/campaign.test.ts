import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { booking, campaign, coupon, liveView, participation, person } from '../../warehouse/schema.ts'
import { openTestMarts, type TestMarts } from '../../warehouse/test-marts.ts'
import { answerMetric, listPeople } from '../answer.ts'

let marts: TestMarts
beforeEach(async () => {
  marts = await openTestMarts()
  await marts.cover()
  await marts.insert(person, [
    { personId: 1, channelFirst: 'gzh' },
    { personId: 2, channelFirst: 'desk' },
    { personId: 3, isTest: true },
  ])
  await marts.insert(campaign, [{ campaignId: 'c1', name: '义诊' }])
})
afterEach(() => marts.close())

const ask = (more: { asOf?: string; by?: string; where?: [string, string][] } = {}) =>
  answerMetric(marts.engine, 'test', { metric: 'campaign', asOf: '2026-06-30', ...more })

const step = (personId: number, stage: string, campaignId = 'c1', at = '2026-05-03 09:00:00') => ({
  ...{ personId, stage, campaignId, at },
})
const voucher = (couponId: string, kind: string, personId = 1, campaignId: string | null = null) => ({
  ...{ couponId, kind, personId, campaignId, at: '2026-05-04 09:00:00' },
})

describe('campaign', () => {
  test('c1: 1 and 2 signed up, 1 came (attended and completed once); c2: 1 signed up only: 1/3; walk-ins and test patients out', async () => {
    await marts.insert(participation, [
      ...[step(1, 'signed_up'), step(1, 'attended'), step(1, 'completed'), step(2, 'signed_up')],
      ...[step(1, 'signed_up', 'c2'), step(2, 'attended', 'c2'), step(3, 'signed_up'), step(3, 'attended')],
    ])
    expect((await ask()).overall).toMatchObject({ state: 'few', value: 1 / 3, numerator: 1, denominator: 3 })
    expect((await ask({ by: 'campaign' })).groups).toMatchObject([
      { key: 'c1', label: '义诊', numerator: 1, denominator: 2 },
      { key: 'c2', label: 'c2', numerator: 0, denominator: 1 },
    ])
    expect((await ask({ where: [['campaign', 'c2']] })).overall).toMatchObject({ value: 0, denominator: 1 })
    expect((await ask({ by: 'channel' })).groups?.map((g) => [g.key, g.denominator])).toEqual([
      ['desk', 1],
      ['gzh', 2],
    ])
    const raw = { metric: 'campaign', asOf: '2026-06-30' }
    expect((await listPeople(marts.engine, raw, 'in')).map((row) => row.dates.campaign)).toEqual(['义诊'])
    expect(await listPeople(marts.engine, raw, 'out')).toHaveLength(2)
  })

  test('coupons: 2 granted, 1 of them redeemed; one redeemed but never granted is none; 1 viewer of two streams', async () => {
    await marts.insert(coupon, [
      ...[voucher('k1', 'granted'), voucher('k1', 'redeemed'), voucher('k2', 'granted', 2, 'c1')],
      ...[voucher('k2', 'expired', 2, 'c1'), voucher('k3', 'redeemed'), voucher('k4', 'granted', 3)],
    ])
    await marts.insert(liveView, [
      { liveId: 'l1', personId: 1, startedAt: '2026-05-01 20:00:00' },
      { liveId: 'l2', personId: 1, startedAt: '2026-05-08 20:00:00' },
      { liveId: 'l2', personId: 2, startedAt: '2026-07-01 00:00:00' },
    ])
    const { overall, groups } = await ask({ by: 'campaign' })
    expect(overall).toMatchObject({ state: 'empty', value: null })
    expect(overall.parts).toMatchObject({ granted: 2, redeemed: 1, redemptionRate: 0.5, liveViewers: 1 })
    expect(groups).toMatchObject([
      { key: 'c1', parts: { granted: 1, redeemed: 0, liveViewers: null } },
      { key: 'unknown', parts: { granted: 1, redeemed: 1 } },
    ])
  })

  test('a stream seen by 1 (600 s) and 2 (900 s, commented): 2 viewers, median 12.5 minutes; one of two sign-ups completed', async () => {
    await marts.insert(participation, [step(1, 'signed_up'), step(1, 'completed'), step(2, 'signed_up')])
    const live = { liveId: 'l1', title: '控糖', startedAt: '2026-05-01 20:00:00' }
    await marts.insert(liveView, [
      { ...live, personId: 1, watchS: 600 },
      { ...live, personId: 2, watchS: 900, commented: true },
      { ...live, personId: 3, watchS: 9000 },
    ])
    const { overall, groups } = await ask({ by: 'stream' })
    expect(overall.parts).toMatchObject({ completed: 1, liveViewers: 2 })
    expect(groups).toMatchObject([
      {
        ...{ key: 'l1', label: '控糖', value: null, numerator: 2 },
        parts: { persons: 2, day: '2026-05-01', medianMinutes: 12.5, commented: 1 },
      },
    ])
  })

  test('booked: within 30 days from coming on, 30 days later no more; sign-ups after the as-of are not known', async () => {
    await marts.insert(
      participation,
      [1, 2].flatMap((id) => [step(id, 'signed_up'), step(id, 'attended')]),
    )
    await marts.insert(booking, [
      { personId: 1, bookedAt: '2026-06-02 08:59:59', slotDay: '2026-07-01' },
      { personId: 2, bookedAt: '2026-06-02 09:00:00', slotDay: '2026-07-01' },
    ])
    expect((await ask()).overall.parts).toMatchObject({ booked: 1, bookedRate: 0.5 })
    expect((await ask({ asOf: '2026-05-02' })).overall).toMatchObject({ state: 'empty', denominator: 0 })
  })

  test('no participations loaded: not covered; no coupons loaded: unknown, not 0', async () => {
    const other = await openTestMarts()
    const askOther = () => answerMetric(other.engine, 'test', { metric: 'campaign', asOf: '2026-06-30' })
    expect((await askOther()).overall).toMatchObject({ state: 'not_covered', missing: 'community/participations' })
    await other.cover(['community/participations'])
    expect((await askOther()).overall.parts).toMatchObject({ granted: null, liveViewers: null, booked: null })
    other.close()
  })
})
