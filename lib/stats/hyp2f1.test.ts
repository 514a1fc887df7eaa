import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hyp2f1 } from './hyp2f1.ts'

describe('hypergeometric function', () => {
  test.each([
    [0.5, 2, 1.2, 0.3, 1.3615478517239008],
    [2.2, 3.4, 2.7, 0.946, 4115.995712462372],
    [0.24, 2.4, 2.2, 0.999, 10.543693464040091],
    [12.5, 30.1, 29.9, 0.97, 1.8490725719282594e19],
    [-0.5, 1.5, 2.5, 0.9, 0.653996691808774],
    [150.3, 152.1, 152.6, 0.4, 1.714977234027697e33],
    [0.5, 1, 2.5, 0.9999, 1.4993551519201773],
  ])('(%f, %f; %f; %f) = %f (SciPy)', (a, b, c, z, want) => {
    expect(Math.abs(hyp2f1(a, b, c, z) / want - 1)).toBeLessThan(1e-11)
  })

  test('₂F₁(a, b; b; z) = (1 − z)^−a and ₂F₁(1, 1; 2; z) = −log(1 − z)/z', () => {
    const z = fc.double({ min: 0.001, max: 0.995, noNaN: true })
    const shape = fc.double({ min: 0.1, max: 20, noNaN: true })
    fc.assert(
      fc.property(shape, shape, z, (a, b, at) => {
        expect(hyp2f1(a, b, b, at) * (1 - at) ** a).toBeCloseTo(1, 9)
        expect((hyp2f1(1, 1, 2, at) * at) / -Math.log1p(-at)).toBeCloseTo(1, 9)
      }),
    )
  })

  test('1 at z = 0; NaN at 1 and at a pole', () => {
    expect(hyp2f1(3, 4, 5, 0)).toBe(1)
    expect([hyp2f1(1, 1, 2, 1), hyp2f1(1, 1, -2, 0.5), hyp2f1(1, 1, 2, -0.1)]).toEqual([NaN, NaN, NaN])
  })
})
