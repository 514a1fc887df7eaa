import binomialPmf from '@stdlib/stats-base-dists-binomial-pmf'

/** Outcomes as likely as the observed one, within rounding, count as such (the tolerance of R's binom.test). */
const TOLERANCE = 1 + 1e-7

/**
 * Exact two-sided binomial test: the probability of all outcomes that are at most as likely as x of n (Clopper's tails
 * by likelihood, as R's binom.test).
 * @param p probability under the null, 0 to 1
 * @returns 1 for n = 0
 */
export function binomialTest(x: number, n: number, p = 0.5): number {
  const observed = binomialPmf(x, n, p) * TOLERANCE
  let total = 0
  for (let k = 0; k <= n; k += 1) {
    const probability = binomialPmf(k, n, p)
    if (probability <= observed) total += probability
  }
  return Math.min(1, total)
}
