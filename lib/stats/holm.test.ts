import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { benjaminiHochberg } from './benjamini-hochberg.ts'
import { holm } from './holm.ts'

describe('Holm', () => {
  test('.012, .03: 2 × .012 = .024, then 1 × .03', () => expect(holm([0.012, 0.03])).toEqual([0.024, 0.03]))
  test('.03, .04: 2 × .03 = .06 carries over', () => expect(holm([0.03, 0.04])).toEqual([0.06, 0.06]))
  test('the order given is kept', () => expect(holm([0.03, 0.012])).toEqual([0.03, 0.024]))
  test('a missing test is no member of the family', () => expect(holm([0.04, null])).toEqual([0.04, null]))
  test('never above 1', () => expect(holm([0.6, 0.9])).toEqual([1, 1]))
})

describe('Benjamini–Hochberg', () => {
  test('p.adjust of R: .01 .02 .03 .04 .05 are all .05', () => {
    for (const q of benjaminiHochberg([0.01, 0.02, 0.03, 0.04, 0.05])) expect(q).toBeCloseTo(0.05, 12)
  })
  test('.04, .001, null, .5: 3/2 × .04 = .06, 3 × .001, –, .5', () => {
    expect(benjaminiHochberg([0.04, 0.001, null, 0.5])).toEqual([
      expect.closeTo(0.06, 12),
      expect.closeTo(0.003, 12),
      null,
      0.5,
    ])
  })
  test('p <= BH <= Holm <= 1', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }), (values) => {
        const [bh, strict] = [benjaminiHochberg(values), holm(values)]
        values.forEach((p, i) => {
          expect(bh[i]).toBeGreaterThanOrEqual(p)
          expect(strict[i]).toBeGreaterThanOrEqual((bh[i] ?? 0) - 1e-12)
          expect(strict[i]).toBeLessThanOrEqual(1)
        })
      }),
    )
  })
})
