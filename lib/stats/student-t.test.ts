import { expect, test } from 'vitest'
import { meanInterval } from './student-t.ts'

test('−1.5, −0.6, +0.2: mean −19/30, sd .850490, t(2) = 4.302653: ± 4.302653·.850490/√3 = 2.112734', () => {
  const differences = [-1.5, -0.6, 0.2]
  const mean = differences.reduce((sum, d) => sum + d, 0) / 3
  const sd = Math.sqrt(differences.reduce((sum, d) => sum + (d - mean) ** 2, 0) / 2)
  const interval = meanInterval(mean, sd, 3)
  expect(interval?.low).toBeCloseTo(-2.746067751959277, 9)
  expect(interval?.high).toBeCloseTo(1.4794010852926096, 9)
})

test('29 observations: t(28) = 2.048407; 30: z = 1.959964; one: none', () => {
  expect(meanInterval(0, Math.sqrt(29), 29)?.high).toBeCloseTo(2.048407, 6)
  expect(meanInterval(0, Math.sqrt(30), 30)?.high).toBeCloseTo(1.959964, 6)
  expect(meanInterval(5, 0, 1)).toBe(null)
})

test('two observations: t(1) = 12.706205; no spread: no width', () => {
  expect(meanInterval(0, Math.sqrt(2), 2)?.high).toBeCloseTo(12.706205, 6)
  expect(meanInterval(7, 0, 12)).toEqual({ low: 7, high: 7 })
})
