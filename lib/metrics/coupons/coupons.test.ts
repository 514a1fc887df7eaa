import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { campaign, coupon, patientDay, person } from '../../warehouse/schema.ts'
import { openTestMarts, type TestMarts } from '../../warehouse/test-marts.ts'
import { answerMetric, listPeople } from '../answer.ts'

let marts: TestMarts
beforeEach(async () => {
  marts = await openTestMarts()
  await marts.cover()
  await marts.insert(person, [
    ...[1, 2, 3].map((personId) => ({ personId, isPatient: true, disease: personId < 3 ? 'diabetes' : 'joint' })),
    { personId: 4, isPatient: false, disease: 'joint' },
    { personId: 5, isTest: true },
  ])
  await marts.insert(campaign, [{ campaignId: 'K1', name: '义诊' }])
})
afterEach(() => marts.close())

type More = { asOf?: string; by?: string; from?: string; to?: string; where?: [string, string][] }
const ask = (more: More = {}) => answerMetric(marts.engine, 'test', { metric: 'coupons', asOf: '2026-06-30', ...more })
const step = (couponId: string, personId: number, kind: string, day: string, template = '满减50') => ({
  ...{ couponId, personId, kind, template, at: `${day} 10:00:00`, faceFen: 5000 },
  ...(couponId === 'a' && { campaignId: 'K1' }),
})

describe('coupons', () => {
  test('five granted: two redeemed, one lapsed, two usable: 2/5, of those settled 2/3', async () => {
    await marts.insert(coupon, [
      ...['a', 'b'].flatMap((id) => [step(id, 1, 'granted', '2026-04-01'), step(id, 1, 'redeemed', '2026-05-01')]),
      ...[step('c', 2, 'granted', '2026-04-01'), step('c', 2, 'expired', '2026-06-01')],
      step('d', 2, 'granted', '2026-06-01'),
      ...[step('e', 3, 'granted', '2026-06-01'), step('e', 3, 'redeemed', '2026-07-01')],
      ...[step('f', 5, 'granted', '2026-06-01'), step('g', 1, 'redeemed', '2026-06-01')],
    ])
    const { overall } = await ask()
    expect(overall).toMatchObject({ state: 'few', value: 2 / 5, numerator: 2, denominator: 5 })
    expect(overall.parts).toMatchObject({ granted: 5, redeemed: 2, expired: 1, outstanding: 2, settledRate: 2 / 3 })
    expect(overall.parts).toMatchObject({ face: 10_000, paid: null, persons: 3 })
    const raw = { metric: 'coupons', asOf: '2026-06-30' }
    expect(await listPeople(marts.engine, raw, 'in')).toHaveLength(2)
    expect(await listPeople(marts.engine, raw, 'out')).toHaveLength(3)
    expect((await ask({ from: '2026-06-01', to: '2026-06-30' })).overall).toMatchObject({
      numerator: 0,
      denominator: 2,
    })
  })

  test('the campaign room counts the same coupons', async () => {
    await marts.insert(coupon, [step('a', 1, 'granted', '2026-04-01'), step('a', 1, 'redeemed', '2026-05-01')])
    await marts.insert(coupon, [step('b', 4, 'granted', '2026-04-01')])
    const { overall } = await answerMetric(marts.engine, 'test', { metric: 'campaign', asOf: '2026-06-30' })
    expect((await ask()).overall.parts).toMatchObject({
      granted: overall.parts?.granted ?? null,
      redeemed: overall.parts?.redeemed ?? null,
    })
    expect((await ask({ by: 'campaign' })).groups?.map((g) => [g.label, g.numerator, g.denominator])).toEqual([
      ['义诊', 1, 1],
      ['unknown', 0, 1],
    ])
  })

  test('visit within 30 days of redemption, the day itself included: 1 of 2 followed, one waits, one has no patient', async () => {
    await marts.insert(coupon, [
      ...[step('a', 1, 'granted', '2026-04-01'), step('a', 1, 'redeemed', '2026-05-01')],
      ...[step('b', 2, 'granted', '2026-04-01'), step('b', 2, 'redeemed', '2026-05-31')],
      ...[step('c', 3, 'granted', '2026-04-01'), step('c', 3, 'redeemed', '2026-06-01')],
      ...[step('d', 4, 'granted', '2026-04-01'), step('d', 4, 'redeemed', '2026-05-01')],
    ])
    await marts.insert(patientDay, [
      { personId: 1, day: '2026-05-31', visits: 1 },
      { personId: 2, day: '2026-07-01', visits: 1 },
    ])
    const { overall } = await ask()
    expect(overall.parts).toMatchObject({ followed: 2, visited: 1, following: 1, unmatched: 1, visitRate: 0.5 })
    expect((await ask({ where: [['days', '29']] })).overall.parts).toMatchObject({ followed: 3, visited: 0 })
  })

  test('by kind; nothing granted: empty; none redeemed is 0 with an interval that is not', async () => {
    expect((await ask()).overall).toMatchObject({ state: 'empty', value: null })
    await marts.insert(coupon, [step('a', 1, 'granted', '2026-04-01'), step('b', 2, 'granted', '2026-04-01', '满减20')])
    const { overall, groups } = await ask({ by: 'template' })
    expect(groups?.map((g) => g.key)).toEqual(['满减20', '满减50'])
    expect(overall.value).toBe(0)
    expect(overall.high).toBeCloseTo(0.65762, 5)
  })
})
