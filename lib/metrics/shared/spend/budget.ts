/** What a channel's budget brought, month by month. Pure. */
import tQuantile from '@stdlib/stats-base-dists-t-quantile'

/** A channel's own spending (media and direct costs, fen) and its new patients in a month. */
export interface Monthly {
  month: string
  /** Null where a cost of the month is unknown. */
  budget: number | null
  newPatients: number
}

/** With fewer months a slope says nothing. */
export const MONTHS_NEEDED = 6
/** The budget must have varied by so much (sd / mean) for its effect to be seen. */
const SPREAD_NEEDED = 0.05

/** New patients per fen: slope of the straight line through the months, and the average. */
export interface Yield {
  months: number
  /** Mean, least and greatest budget of a month, fen. */
  mean: number
  least: number
  greatest: number
  /** Σ new patients / Σ budget. */
  average: number
  slope: number
  /** Half of the slope's 95 % interval: t with n − 2 degrees of freedom times its standard error. */
  half: number
}

export type NoYield = 'few-months' | 'no-budget' | 'same-budget'

/**
 * Least squares of new patients on the budget of the same month. Patients who come months after the money are not seen.
 * @returns why there is no slope: too few months with a known budget, no budget, or always about the same
 */
export function yieldOf(rows: readonly Monthly[]): Yield | NoYield {
  const known = rows.flatMap(({ budget, newPatients }) => (budget === null ? [] : [{ x: budget, y: newPatients }]))
  const n = known.length
  if (n < MONTHS_NEEDED) return 'few-months'
  const [x, y] = [meanOf(known.map((p) => p.x)), meanOf(known.map((p) => p.y))]
  if (x <= 0) return 'no-budget'
  const sxx = sum(known.map((p) => (p.x - x) ** 2))
  if (Math.sqrt(sxx / (n - 1)) < SPREAD_NEEDED * x) return 'same-budget'
  const slope = sum(known.map((p) => (p.x - x) * (p.y - y))) / sxx
  const residuals = sum(known.map((p) => (p.y - y - slope * (p.x - x)) ** 2))
  return {
    ...{ months: n, mean: x, slope, average: y / x },
    least: Math.min(...known.map((p) => p.x)),
    greatest: Math.max(...known.map((p) => p.x)),
    half: tQuantile(0.975, n - 2) * Math.sqrt(residuals / (n - 2) / sxx),
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : sum(values) / values.length
}
