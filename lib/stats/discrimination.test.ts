import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  aucDifference,
  averagePrecision,
  brier,
  calibration,
  discrimination,
  expectedCalibrationError,
  topDecileLift,
} from './discrimination.ts'
import { logistic } from './ridge-logistic.ts'

describe('AUC', () => {
  test('positives 3, 2 against negatives 2, 1: pairs 1 + 1 + ½ + 1 of 4 = .875', () => {
    expect(discrimination([3, 2, 2, 1], [1, 1, 0, 0])?.auc).toBe(0.875)
  })

  test('the chance of each pair, counted one by one', () => {
    const row = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 1 }))
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 40 }), (rows) => {
        const [scores, outcomes] = [rows.map((r) => r[0]), rows.map((r) => r[1])]
        const positives = scores.filter((_, i) => outcomes[i] === 1)
        const negatives = scores.filter((_, i) => outcomes[i] === 0)
        const found = discrimination(scores, outcomes)
        if (positives.length === 0 || negatives.length === 0) {
          expect(found).toBeNull()
          return
        }
        const wins = positives.flatMap((p) => negatives.map((n) => (p > n ? 1 : p === n ? 0.5 : 0)))
        expect(found?.auc).toBeCloseTo(wins.reduce<number>((sum, w) => sum + w, 0) / wins.length, 12)
        expect(found?.influence.reduce((sum, v) => sum + v, 0)).toBeCloseTo(0, 12)
      }),
    )
  })

  test('DeLong by hand: placements 1, ½ and 1, ½; a constant score has none: .75 − .5 ± z √(4/3 · 4 · (¼/2)²)', () => {
    const one = discrimination([3, 1, 2, 0], [1, 1, 0, 0])
    const other = discrimination([1, 1, 1, 1], [1, 1, 0, 0])
    if (!one || !other) throw new Error('both outcomes are there')
    const half = 1.959963984540054 * Math.sqrt((4 / 3) * 4 * 0.125 ** 2)
    const difference = aucDifference(one, other, ['a', 'b', 'c', 'd'])
    expect(difference.value).toBe(0.25)
    expect(difference.high - difference.value).toBeCloseTo(half, 12)
  })

  test('the same rows twice under the same people say no more than once', () => {
    const scores = [3, 1, 2, 0, 5, 4, 1, 2]
    const outcomes = [1, 1, 0, 0, 1, 0, 0, 1]
    const flat = scores.map(() => 1)
    const width = (times: number) => {
      const repeat = <T>(values: readonly T[]) => Array.from({ length: times }, () => values).flat()
      const [one, other] = [scores, flat].map((s) => discrimination(repeat(s), repeat(outcomes)))
      if (!one || !other) throw new Error('both outcomes are there')
      const { low, high } = aucDifference(one, other, repeat(scores.map((_, i) => i)))
      return high - low
    }
    expect(width(2)).toBeCloseTo(width(1), 12)
  })
})

test('Brier of .9 and .2 against 1 and 0: (.01 + .04)/2', () => {
  expect(brier([0.9, 0.2], [1, 0])).toBeCloseTo(0.025, 12)
})

test('calibration error: two bins, .2 against 0 and .8 against 1: .2; probabilities that come true: 0', () => {
  expect(expectedCalibrationError([0.2, 0.2, 0.8, 0.8], [0, 0, 1, 1], 2)).toBeCloseTo(0.2, 12)
  expect(expectedCalibrationError([0.5, 0.5, 0.5, 0.5], [0, 1, 0, 1], 2)).toBe(0)
})

test('top tenth of 20: both positive, of 4 in all: 1/.2 = 5', () => {
  const outcomes = Array.from({ length: 20 }, (_, i) => (i >= 18 || i < 2 ? 1 : 0))
  expect(
    topDecileLift(
      outcomes.map((_, i) => i),
      outcomes,
    ),
  ).toBeCloseTo(5, 12)
})

test('average precision: positives at ranks 1 and 3: (1/1 + 2/3)/2; all tied: the base rate', () => {
  expect(averagePrecision([4, 3, 2, 1], [1, 0, 1, 0])).toBeCloseTo(5 / 6, 12)
  expect(averagePrecision([1, 1, 1, 1], [1, 0, 1, 0])).toBe(0.5)
})

test('predictors twice too steep have slope ½, shifted ones an intercept', () => {
  const eta = Array.from({ length: 400 }, (_, i) => -2 + i / 100)
  const rows = eta.flatMap((e) =>
    Array.from({ length: 40 }, (_, k) => ({ e, y: (k + 0.5) / 40 < logistic(e) ? 1 : 0 })),
  )
  const found = calibration(
    rows.map((r) => 2 * r.e + 1),
    rows.map((r) => r.y),
  )
  expect(found?.slope).toBeCloseTo(0.5, 1)
  expect(found?.intercept).toBeCloseTo(-0.5, 1)
})
