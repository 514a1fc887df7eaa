import { twoSidedP } from './normal.ts'

/**
 * Two-sided p value of x1/n1 = x2/n2 for independent samples: the pooled z test, which is Pearson's χ² with one degree
 * of freedom and no continuity correction.
 * @returns null where a sample is empty or nobody differs from anybody
 */
export function twoProportionsP(x1: number, n1: number, x2: number, n2: number): number | null {
  if (n1 === 0 || n2 === 0) return null
  const pooled = (x1 + x2) / (n1 + n2)
  const variance = pooled * (1 - pooled) * (1 / n1 + 1 / n2)
  return variance === 0 ? null : twoSidedP((x1 / n1 - x2 / n2) / Math.sqrt(variance))
}
