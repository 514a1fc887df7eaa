import tQuantile from '@stdlib/stats-base-dists-t-quantile'
import { Z95 } from './wilson.ts'

/** Below this many observations the interval of a mean uses Student's t. */
const LARGE = 30

export interface MeanInterval {
  low: number
  high: number
}

/**
 * 95 % interval of a mean: mean ± q·sd/√n, q of Student's t with n − 1 degrees of freedom below 30 observations, else
 * of the normal distribution. Null for fewer than two observations.
 * @param sd standard deviation with n − 1
 */
export function meanInterval(mean: number, sd: number, n: number): MeanInterval | null {
  if (n < 2) return null
  const q = n < LARGE ? tQuantile(0.975, n - 1) : Z95
  const half = (q * sd) / Math.sqrt(n)
  return { low: mean - half, high: mean + half }
}
