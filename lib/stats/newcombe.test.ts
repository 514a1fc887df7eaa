import { expect, test } from 'vitest'
import { newcombe } from './newcombe.ts'

test.each([
  [56, 70, 48, 80, 0.2, 0.052431472402, 0.33387265404],
  [9, 10, 3, 10, 0.6, 0.17052272393, 0.80901797354],
  [10, 10, 0, 20, 1, 0.67908603714, 1],
])('Newcombe 1998: %i/%i − %i/%i', (x1, n1, x2, n2, value, low, high) => {
  const difference = newcombe(x1, n1, x2, n2)
  expect(difference?.value).toBeCloseTo(value, 12)
  expect(difference?.low).toBeCloseTo(low, 9)
  expect(difference?.high).toBeCloseTo(high, 9)
})

test('an empty group gives no difference', () => {
  expect(newcombe(0, 0, 1, 2)).toBeNull()
  expect(newcombe(1, 2, 0, 0)).toBeNull()
})
