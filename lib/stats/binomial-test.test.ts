import { expect, test } from 'vitest'
import { binomialTest } from './binomial-test.ts'

test('34 of 52 against one half: p .0365 (binom.test of R)', () => {
  expect(binomialTest(34, 52)).toBeCloseTo(0.036483400008, 10)
})

test('3 of 3: 2/8; 1 of 2: 1; 0 of 0: 1', () => {
  expect(binomialTest(3, 3)).toBeCloseTo(0.25, 12)
  expect(binomialTest(1, 2)).toBeCloseTo(1, 12)
  expect(binomialTest(0, 0)).toBe(1)
})

test('682 of 925 against 3/4: p .3825 (binom.test of R, Conover 1971)', () => {
  expect(binomialTest(682, 925, 0.75)).toBeCloseTo(0.3825, 4)
})
