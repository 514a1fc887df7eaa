import { expect, test } from 'vitest'
import { shareDifference } from './share-difference.ts'

test('34 and 18 of 120: (34 − 18)/120 = .1333 [.0180, .2487]', () => {
  const difference = shareDifference(34, 18, 120)
  expect(difference?.value).toBeCloseTo(16 / 120, 12)
  expect(difference?.low).toBeCloseTo(0.017995440081, 9)
  expect(difference?.high).toBeCloseTo(0.24867122659, 9)
})

test('all of 5 on one side: 1, no spread, and cut at 1', () => {
  expect(shareDifference(5, 0, 5)).toEqual({ value: 1, low: 1, high: 1 })
  expect(shareDifference(4, 0, 5)?.high).toBe(1)
  expect(shareDifference(0, 4, 5)?.low).toBe(-1)
})

test('nobody gives null', () => {
  expect(shareDifference(0, 0, 0)).toBeNull()
})
