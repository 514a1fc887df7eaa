import { describe, expect, test } from 'vitest'
import { nelderMead } from './nelder-mead.ts'
import { positiveFit } from './positive-fit.ts'

describe('Nelder–Mead', () => {
  test('Rosenbrock’s valley from (−1.2, 1): the minimum is 0 at (1, 1)', async () => {
    const valley = ([x = 0, y = 0]: readonly number[]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2
    const { x, value, isConverged } = await nelderMead(valley, [-1.2, 1], { tolerance: 1e-14 })
    expect(isConverged).toBe(true)
    expect(value).toBeLessThan(1e-10)
    expect(x[0]).toBeCloseTo(1, 4)
    expect(x[1]).toBeCloseTo(1, 4)
  })

  test('stays where the function is finite, and says when it ran out of evaluations', async () => {
    const walled = ([x = 0]: readonly number[]) => (x < 2 ? Number.POSITIVE_INFINITY : x)
    expect((await nelderMead(walled, [5])).x[0]).toBeCloseTo(2, 3)
    expect((await nelderMead(([x = 0]) => x * x, [50], { evaluations: 5 })).isConverged).toBe(false)
  })
})

describe('maximum likelihood over positive parameters', () => {
  test('finds the top inside; a likelihood that climbs for ever ends at the bound', async () => {
    const inside = await positiveFit(([p = 1]) => -((Math.log(p) - 2) ** 2), [1])
    expect(inside.values[0]).toBeCloseTo(Math.exp(2), 4)
    expect(inside.isConverged).toBe(true)
    const climbs = await positiveFit(([p = 1]) => Math.log(p), [1])
    expect(climbs.values[0]).toBeGreaterThan(9.9e4)
    expect(climbs.values[0]).toBeLessThanOrEqual(1e5)
  })
})
