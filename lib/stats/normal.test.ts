import { expect, test } from 'vitest'
import { twoSidedP } from './normal.ts'

test('0: 1; 1.959964: .05; either sign', () => {
  expect(twoSidedP(0)).toBe(1)
  expect(twoSidedP(1.959963984540054)).toBeCloseTo(0.05, 14)
  expect(twoSidedP(-2.3874)).toBeCloseTo(0.016968018256564632, 14)
  expect(twoSidedP(2.3874)).toBe(twoSidedP(-2.3874))
})

test('far out the digits stay: 1.2442e-15 at 8, 1.1451e-299 at 37 (SciPy)', () => {
  expect(twoSidedP(8) / 1.244192114854348e-15).toBeCloseTo(1, 9)
  expect(twoSidedP(37) / 1.1451142445047853e-299).toBeCloseTo(1, 9)
  expect(twoSidedP(Number.NaN)).toBeNaN()
})
