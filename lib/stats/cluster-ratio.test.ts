import { describe, expect, test } from 'vitest'
import { type ClusterSums, clusterRatio } from './cluster-ratio.ts'

function sums(people: [active: number, days: number][]): ClusterSums {
  const add = (f: (a: number, m: number) => number) => people.reduce((total, [a, m]) => total + f(a, m), 0)
  return {
    persons: people.length,
    a: add((a) => a),
    m: add((_, m) => m),
    aa: add((a) => a * a),
    am: add((a, m) => a * m),
    mm: add((_, m) => m * m),
  }
}

describe('cluster ratio', () => {
  test('(1 + 3)/(2 + 4) = 2/3: Σ(a − R·m)² = (1 − 4/3)² + (3 − 8/3)² = 2/9, se = sqrt(2/1 · 2/9)/6 = 1/9, t(1) = 12.706', () => {
    const ratio = clusterRatio(
      sums([
        [1, 2],
        [3, 4],
      ]),
    )
    expect(ratio?.value).toBeCloseTo(2 / 3, 12)
    expect(ratio?.se).toBeCloseTo(1 / 9, 12)
    expect(ratio?.low).toBe(0)
    expect(ratio?.high).toBe(1)
  })

  test('29 persons take t(28) = 2.048407, 30 take z = 1.959964', () => {
    const people = (n: number) => Array.from({ length: n }, (_, i): [number, number] => [i % 2, 28])
    const width = (n: number) => {
      const r = clusterRatio(sums(people(n)))
      return r?.high != null && r.se != null ? (r.high - r.value) / r.se : Number.NaN
    }
    expect(width(29)).toBeCloseTo(2.0484071, 6)
    expect(width(30)).toBeCloseTo(1.959964, 6)
  })

  test('one person has a rate and no interval', () => {
    expect(clusterRatio(sums([[3, 28]]))).toEqual({ value: 3 / 28, se: null, low: null, high: null })
  })

  test('no member-day gives null; equal rates have no spread', () => {
    expect(clusterRatio(sums([]))).toBeNull()
    expect(
      clusterRatio(
        sums([
          [1, 3],
          [2, 6],
          [3, 9],
        ]),
      )?.se,
    ).toBeCloseTo(0, 8)
  })
})
