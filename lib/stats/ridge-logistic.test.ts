import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contribution, fitRidgeLogistic, linearPredictor, logistic } from './ridge-logistic.ts'

describe('ridge logistic regression', () => {
  test('without a penalty two groups give their log odds: 3/4 against 1/4 is ± log 3', () => {
    const rows = [[1], [1], [1], [1], [0], [0], [0], [0]]
    const fit = fitRidgeLogistic(rows, [1, 1, 1, 0, 1, 0, 0, 0], 0)
    if (!fit) throw new Error('both outcomes are there')
    expect(linearPredictor(fit, [1])).toBeCloseTo(Math.log(3), 9)
    expect(linearPredictor(fit, [0])).toBeCloseTo(-Math.log(3), 9)
  })

  test('the gradient of the penalised likelihood is 0: Σ(y − p) = 0 and Σ z(y − p) = λβ, for any data', () => {
    const row = fc.tuple(
      fc.double({ min: -5, max: 5, noNaN: true }),
      fc.integer({ min: 0, max: 3 }),
      fc.integer({ min: 0, max: 1 }),
    )
    fc.assert(
      fc.property(fc.array(row, { minLength: 5, maxLength: 60 }), (data) => {
        const rows = data.map(([a, b]) => [a, b, 7])
        const y = data.map((d) => d[2])
        const fit = fitRidgeLogistic(rows, y, 1)
        if (!fit) {
          expect(new Set(y).size).toBe(1)
          return
        }
        const residual = rows.map((r, i) => (y[i] ?? 0) - logistic(linearPredictor(fit, r)))
        expect(residual.reduce((s, r) => s + r, 0)).toBeCloseTo(0, 5)
        for (const j of [0, 1]) {
          const sd = fit.sds[j] ?? 0
          if (sd === 0) continue
          const score = rows.reduce((s, r, i) => s + (((r[j] ?? 0) - (fit.means[j] ?? 0)) / sd) * (residual[i] ?? 0), 0)
          expect(score).toBeCloseTo(fit.beta[j] ?? 0, 4)
        }
      }),
    )
  })

  test('a constant column is left out, even without a penalty', () => {
    const fit = fitRidgeLogistic(
      [
        [1, 5],
        [2, 5],
        [3, 5],
        [4, 5],
      ],
      [0, 1, 0, 1],
      0,
    )
    expect(fit?.beta[1]).toBe(0)
    expect(Number.isFinite(fit?.beta[0])).toBe(true)
  })

  test('a 5 % outcome that one column nearly gives away: halved steps arrive where full ones overshoot', () => {
    const rows = Array.from({ length: 400 }, (_, i) => [i < 20 ? 30 + i : (i % 10) / 10, i % 7])
    const fit = fitRidgeLogistic(
      rows,
      rows.map((_, i) => (i < 20 ? 1 : 0)),
    )
    expect(fit?.iterations).toBeLessThan(50)
    const share = rows.reduce((s, row) => s + logistic(fit ? linearPredictor(fit, row) : 0), 0) / 400
    expect(share).toBeCloseTo(0.05, 6)
  })

  test('one outcome only: no model', () => {
    expect(fitRidgeLogistic([[1], [2]], [0, 0])).toBeNull()
  })

  test('contributions and the intercept add up to the predictor', () => {
    const rows = [
      [1, 0],
      [2, 1],
      [3, 0],
      [4, 1],
      [2, 2],
    ]
    const fit = fitRidgeLogistic(rows, [0, 1, 0, 1, 1])
    if (!fit) throw new Error('both outcomes are there')
    const row = [3, 2]
    expect(fit.intercept + contribution(fit, row, 0) + contribution(fit, row, 1)).toBeCloseTo(
      linearPredictor(fit, row),
      12,
    )
  })
})
