/** Length of a bin of ages, in days. */
export const BIN_DAYS = 30

export interface Bin {
  /** Days since the anchor, `[from, to)`. */
  from: number
  to: number
}

/** Bins of 30 days up to the horizon, the last cut at it: 365 gives twelve and one of 5 days. */
export function binsOf(horizon: number): Bin[] {
  return Array.from({ length: Math.ceil(horizon / BIN_DAYS) }, (_, i) => ({
    from: i * BIN_DAYS,
    to: Math.min((i + 1) * BIN_DAYS, horizon),
  }))
}

export interface ChainPoint {
  /** Days since the anchor. */
  day: number
  /** People for whom the bin that ends there is past. */
  people: number
  /** Mean net revenue up to that day, fen. */
  value: number
}

/**
 * The chained mean: mean revenue of each bin over the people for whom the whole bin is past, cumulated.
 * Ends before the first bin with nobody, as nothing is extrapolated.
 * @param people by bin, who have it behind them; `net` their money in it
 */
export function chain(bins: readonly Bin[], people: readonly number[], net: readonly number[]): ChainPoint[] {
  const points: ChainPoint[] = []
  let value = 0
  for (const [i, { to }] of bins.entries()) {
    const n = people[i] ?? 0
    if (n === 0) break
    value += (net[i] ?? 0) / n
    points.push({ day: to, people: n, value })
  }
  return points
}
