import { expect, test } from 'vitest'
import { eValue } from './e-value.ts'

test('RR 1.2125 [1.0381, 1.4162]: 1.2125 + sqrt(1.2125 · .2125) = 1.7200, limit 1.2368', () => {
  const e = eValue(1.2124711316, 1.0380569202, 1.4161904001)
  expect(e?.value).toBeCloseTo(1.7200291218, 8)
  expect(e?.limit).toBeCloseTo(1.236816195, 8)
})

test('RR .5 takes 2 + sqrt 2; an interval over 1 has the limit 1; below 1 the upper limit counts', () => {
  expect(eValue(0.5, 0.09, 2.7)).toEqual({ value: 2 + Math.SQRT2, limit: 1 })
  expect(eValue(0.5, 0.25, 0.8)?.limit).toBeCloseTo(1.25 + Math.sqrt(1.25 * 0.25), 12)
})

test('no ratio, no E-value; no interval, no limit', () => {
  expect(eValue(null, null, null)).toBeNull()
  expect(eValue(0, null, null)).toBeNull()
  expect(eValue(2, null, null)?.limit).toBeNull()
})
