import normalCdf from '@stdlib/stats-base-dists-normal-cdf'

/** Two-sided p value of a standard normal statistic, from the lower tail so that tiny values keep their digits. */
export function twoSidedP(z: number): number {
  return 2 * normalCdf(-Math.abs(z), 0, 1)
}
