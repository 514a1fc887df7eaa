import { expect, test } from 'vitest'
import { twoProportionsP } from './two-proportions.ts'

test('15/100 against 30/100: z = −.15/√(.225·.775·.02) = −2.540, χ² = 6.452, p = .0111', () => {
  expect(twoProportionsP(15, 100, 30, 100)).toBeCloseTo(0.011088, 5)
  expect(twoProportionsP(30, 100, 15, 100)).toBeCloseTo(0.011088, 5)
})

test('equal shares: p = 1; an empty sample, or all alike: none', () => {
  expect(twoProportionsP(5, 10, 10, 20)).toBe(1)
  expect(twoProportionsP(0, 0, 1, 2)).toBeNull()
  expect(twoProportionsP(3, 3, 4, 4)).toBeNull()
})
