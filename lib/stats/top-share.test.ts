import { expect, test } from 'vitest'
import { topShare } from './top-share.ts'

const sums = (values: readonly number[]) => ({
  n: values.length,
  sum: values.reduce((a, b) => a + b, 0),
  sumOfSquares: values.reduce((a, b) => a + b * b, 0),
})

test('top 10 of 1..9 and 10: 10/55; nothing on top, or nothing at all: null', () => {
  expect(topShare(sums([10]), sums([1, 2, 3, 4, 5, 6, 7, 8, 9]), 10)?.value).toBeCloseTo(10 / 55, 12)
  expect(topShare(sums([]), sums([1]), 0)).toBeNull()
  expect(topShare(sums([5]), sums([]), 5)).toEqual({ value: 1, se: null, low: null, high: null })
})

test('the standard error is that of repeated samples from a skewed population', () => {
  // Exponential incomes; mulberry32 gives the same samples every time.
  let seed = 7
  const uniform = () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 4_294_967_296
  }
  const sample = () => {
    const values = Array.from({ length: 400 }, () => -Math.log(uniform())).sort((a, b) => b - a)
    const top = values.slice(0, 40)
    const share = topShare(sums(top), sums(values.slice(40)), top.at(-1) ?? 0)
    return { value: share?.value ?? 0, se: share?.se ?? 0 }
  }
  const samples = Array.from({ length: 500 }, sample)
  const mean = samples.reduce((sum, s) => sum + s.value, 0) / samples.length
  const sd = Math.sqrt(samples.reduce((sum, s) => sum + (s.value - mean) ** 2, 0) / (samples.length - 1))
  const se = samples.reduce((sum, s) => sum + s.se, 0) / samples.length
  // Population share: ∫ of the top tenth of an exponential, .1·(1 + ln 10) = .3303.
  expect(mean).toBeCloseTo(0.1 * (1 + Math.log(10)), 2)
  expect(se / sd).toBeGreaterThan(0.9)
  expect(se / sd).toBeLessThan(1.1)
})
