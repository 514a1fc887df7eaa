import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { goldenText, goldenTitle, hasGolden } from './examples/golden.ts'
import { wilson } from './wilson.ts'

describe('wilson, against prop.test(correct = FALSE) of R', () => {
  test.each([
    [0, 10, 0, 0.27753279986],
    [10, 10, 0.72246720014, 1],
    [3, 10, 0.10779126741, 0.60322185254],
    [2, 7, 0.082218924004, 0.64106554817],
    [61, 100, 0.51203017046, 0.69983125994],
    [600, 1000, 0.56930942951, 0.62992521879],
    [12345, 67890, 0.17895489704, 0.18475764195],
  ])('%i of %i', (x, n, low, high) => {
    const interval = wilson(x, n)
    expect(interval?.low).toBeCloseTo(low, 9)
    expect(interval?.high).toBeCloseTo(high, 9)
  })

  test('of 1000 people, 631 is the smallest count whose lower bound is above 60 %', () => {
    expect(wilson(630, 1000)?.low).toBeLessThanOrEqual(0.6)
    expect(wilson(631, 1000)?.low).toBeGreaterThan(0.6)
  })

  test('nobody gives no interval, 0 of n exactly 0, n of n exactly 1', () => {
    expect(wilson(0, 0)).toBeNull()
    expect(wilson(0, 7)?.low).toBe(0)
    expect(wilson(7, 7)?.high).toBe(1)
  })

  test('the interval holds the share and lies within 0 and 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
        const x = Math.floor(share * n)
        const interval = wilson(x, n)
        if (!interval) throw new Error('no interval')
        expect(interval.low).toBeGreaterThanOrEqual(0)
        expect(interval.high).toBeLessThanOrEqual(1)
        expect(interval.low).toBeLessThanOrEqual(x / n)
        expect(interval.high).toBeGreaterThanOrEqual(x / n)
      }),
    )
  })

  test.runIf(hasGolden)(goldenTitle('every worked example'), () => {
    const { wilson: examples } = JSON.parse(goldenText('proportions_km.json')) as {
      wilson: { x: number; n: number; lo: number; hi: number }[]
    }
    for (const { x, n, lo, hi } of examples) {
      expect(wilson(x, n)?.low).toBeCloseTo(lo, 9)
      expect(wilson(x, n)?.high).toBeCloseTo(hi, 9)
    }
  })
})
