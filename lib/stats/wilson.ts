export interface Interval {
  low: number
  high: number
}

/** Normal quantile of a two-sided 95 % interval. */
export const Z95 = 1.959963984540054

/**
 * Wilson score interval of a proportion (Wilson 1927), without continuity correction.
 * @param x successes, 0 <= x <= n
 * @param n trials
 * @returns null for n = 0; low is exactly 0 at x = 0, high exactly 1 at x = n
 */
export function wilson(x: number, n: number, z = Z95): Interval | null {
  if (n === 0) return null
  const p = x / n
  const denominator = 1 + (z * z) / n
  const centre = (p + (z * z) / (2 * n)) / denominator
  const half = (z / denominator) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))
  return { low: x === 0 ? 0 : centre - half, high: x === n ? 1 : centre + half }
}
