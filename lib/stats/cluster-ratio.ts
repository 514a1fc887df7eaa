import tQuantile from '@stdlib/stats-base-dists-t-quantile'
import { Z95 } from './wilson.ts'

/** Sums over persons i, each with a_i active of m_i member-days. */
export interface ClusterSums {
  persons: number
  /** Σ a_i and Σ m_i. */
  a: number
  m: number
  /** Σ a_i², Σ a_i·m_i and Σ m_i². */
  aa: number
  am: number
  mm: number
}

export interface ClusterRatio {
  value: number
  /** Null for one person, as are the limits. */
  se: number | null
  low: number | null
  high: number | null
}

/** From this many persons on the normal quantile stands for that of t. */
const LARGE = 30

/**
 * Ratio of sums R = Σa/Σm with days clustered in persons (Cochran 1977, Sampling Techniques, §6.3):
 * se = sqrt(n/(n−1)·Σ(a_i − R·m_i)²)/Σm_i; t with n − 1 degrees of freedom below 30 persons; cut at 0 and 1.
 * @returns null where Σm is 0
 */
export function clusterRatio(sums: ClusterSums): ClusterRatio | null {
  const { persons: n, a, m, aa, am, mm } = sums
  if (m === 0) return null
  const value = a / m
  if (n < 2) return { value, se: null, low: null, high: null }
  // Σ(a − R·m)² from whole-number sums; rounding may leave it a hair below 0 when every person has the same rate.
  const squares = Math.max(0, aa - 2 * value * am + value * value * mm)
  const se = Math.sqrt((n / (n - 1)) * squares) / m
  const half = (n < LARGE ? tQuantile(0.975, n - 1) : Z95) * se
  return { value, se, low: Math.max(0, value - half), high: Math.min(1, value + half) }
}
