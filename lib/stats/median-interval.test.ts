import { expect, test } from 'vitest'
import { kaplanMeier } from './kaplan-meier.ts'
import { medianInterval } from './median-interval.ts'

const once = (times: readonly number[], censored: readonly number[] = []) =>
  kaplanMeier([
    ...times.map((time) => ({ time, events: 1, censored: 0 })),
    ...censored.map((time) => ({ time, events: 0, censored: 1 })),
  ])

test('aml, maintained arm (R survfit, conf.type="log-log"): median 31, 13 to an open end', () => {
  const curve = once([9, 13, 18, 23, 31, 34, 48], [13, 28, 45, 161])
  expect(curve.median).toBe(31)
  const { low, high } = medianInterval(curve)
  expect(low).toBe(13)
  expect(high).toBeNull()
})

test('the interval holds the median; half never reached: no limits but a lower one perhaps', () => {
  const curve = once(Array.from({ length: 40 }, (_, i) => i + 1))
  const { low, high } = medianInterval(curve)
  expect(low).toBeLessThanOrEqual(curve.median ?? 0)
  expect(high).toBeGreaterThanOrEqual(curve.median ?? 0)
  expect(medianInterval(once([5], [9, 9, 9, 9, 9, 9, 9, 9, 9, 9]))).toEqual({ low: null, high: null })
})
