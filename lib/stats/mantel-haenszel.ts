import { twoSidedP } from './normal.ts'
import { Z95 } from './wilson.ts'

/** One two-by-two table: e1 of n1 members and e0 of n0 controls have the outcome. */
export interface Stratum {
  n1: number
  e1: number
  n0: number
  e0: number
}

export interface Chi2Test {
  chi2: number
  p: number
}

export interface RatioEstimate {
  value: number
  low: number
  high: number
}

/**
 * Cochran–Mantel–Haenszel test of a common effect over strata, one degree of freedom, without continuity correction
 * (Mantel & Haenszel 1959). Strata with an empty arm say nothing and drop out.
 * @returns null where the variance is 0 (no stratum with both arms and both outcomes)
 */
export function cochranMantelHaenszel(strata: readonly Stratum[]): Chi2Test | null {
  let excess = 0
  let variance = 0
  for (const { n1, e1, n0, e0 } of strata) {
    const n = n1 + n0
    if (n1 === 0 || n0 === 0) continue
    const e = e1 + e0
    excess += e1 - (n1 * e) / n
    variance += (n1 * n0 * e * (n - e)) / (n * n * (n - 1))
  }
  return chi2OfSums(excess, variance)
}

/** The same test from its two sums: Σ(e1 − E e1) and Σ Var e1. */
export function chi2OfSums(excess: number, variance: number): Chi2Test | null {
  if (!(variance > 0)) return null
  const chi2 = (excess * excess) / variance
  return { chi2, p: twoSidedP(Math.sqrt(chi2)) }
}

/**
 * Mantel–Haenszel common risk ratio with the interval of Greenland & Robins 1985.
 * @returns null where either arm has no event
 */
export function mantelHaenszelRiskRatio(strata: readonly Stratum[], z = Z95): RatioEstimate | null {
  let [top, bottom, spread] = [0, 0, 0]
  for (const { n1, e1, n0, e0 } of strata) {
    const n = n1 + n0
    if (n1 === 0 || n0 === 0) continue
    top += (e1 * n0) / n
    bottom += (e0 * n1) / n
    spread += (n1 * n0 * (e1 + e0) - e1 * e0 * n) / (n * n)
  }
  if (top === 0 || bottom === 0) return null
  const value = top / bottom
  const half = z * Math.sqrt(spread / (top * bottom))
  return { value, low: value * Math.exp(-half), high: value * Math.exp(half) }
}
