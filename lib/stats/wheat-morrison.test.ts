import { describe, expect, test } from 'vitest'
import { cdnowBuyers, cdnowTitle, hasCdnow } from './examples/cdnow.ts'
import { wheatMorrison } from './wheat-morrison.ts'

describe('regularity of visits', () => {
  test('M evenly over 0 to 1, variance 1/12: (1 − 4/12)/(8/12) = 1, chance', () => {
    const n = 2000
    const k = wheatMorrison(Array.from({ length: n }, (_, i) => [i + 0.5, n - i - 0.5] as const))
    expect(k).toBeCloseTo(1, 2)
  })

  test('gaps of 6 and 8 days in turn, M = 6/14 and 8/14: a rhythm, variance (1/14)²·4/3, k = (1 − .0272)/.0544', () => {
    const variance = ((1 / 14) ** 2 * 4) / 3
    const k = wheatMorrison([
      [6, 8],
      [8, 6],
      [6, 8],
      [8, 6],
    ])
    expect(k).toBeCloseTo((1 - 4 * variance) / (8 * variance), 9)
  })

  test('one person, or all with the same M: no answer', () => {
    expect(wheatMorrison([[3, 4]])).toBeNull()
    expect(
      wheatMorrison([
        [7, 7],
        [14, 14],
        [0, 0],
      ]),
    ).toBeNull()
  })

  test.runIf(hasCdnow)(cdnowTitle('CDNOW: 736 people bought three times; by their last two gaps k = 1.0092'), () => {
    const pairs = cdnowBuyers().flatMap(({ days }): [number, number][] => {
      const [c = 0, b = 0, a = 0] = days.toReversed()
      return days.length < 3 ? [] : [[b - a, c - b]]
    })
    expect(pairs.length).toBe(736)
    expect(wheatMorrison(pairs)).toBeCloseTo(1.009234714657702, 9)
  })
})
