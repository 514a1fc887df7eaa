import { Z95 } from './wilson.ts'

/** Sums over the observations of one part of a sample. */
export interface Sums {
  n: number
  sum: number
  sumOfSquares: number
}

export interface TopShare {
  value: number
  /** Null for fewer than two observations. */
  se: number | null
  low: number | null
  high: number | null
}

/**
 * Share of a total that its largest observations hold, with the variance by linearisation (Langel & Tillé 2011,
 * Statistica Neerlandica 65:173–188): each observation contributes (x − q)·[x ≥ q] + q·f − S·x, divided by the mean,
 * where q is the smallest of the largest observations and f their share of the sample. Cut at 0 and 1.
 * @returns null where the total is not positive or nobody is in the top
 */
export function topShare(top: Sums, rest: Sums, threshold: number): TopShare | null {
  const n = top.n + rest.n
  const total = top.sum + rest.sum
  if (top.n === 0 || total <= 0) return null
  const value = top.sum / total
  if (n < 2) return { value, se: null, low: null, high: null }
  const shift = (threshold * top.n) / n
  const squares = squaresOf(top, 1 - value, shift - threshold) + squaresOf(rest, -value, shift)
  const se = Math.sqrt(((n / (n - 1)) * squares) / n / n) / (total / n)
  return { value, se, low: Math.max(0, value - Z95 * se), high: Math.min(1, value + Z95 * se) }
}

/** Sum of (a·x + b)² from sums of x and x²; rounding may leave it a hair below 0. */
function squaresOf({ n, sum, sumOfSquares }: Sums, a: number, b: number): number {
  return Math.max(0, a * a * sumOfSquares + 2 * a * b * sum + n * b * b)
}
