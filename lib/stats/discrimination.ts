/** How well a score tells outcomes apart, and how well a probability is calibrated. */
import { fitRidgeLogistic } from './ridge-logistic.ts'
import { Z95 } from './wilson.ts'

export interface Discrimination {
  /** Chance that a positive scores higher than a negative, ties a half (Mann–Whitney). */
  auc: number
  /** What each row adds to the AUC: its placement among the other class, less the AUC, over the size of its class. */
  influence: number[]
}

/**
 * Area under the ROC curve with its influence values (DeLong, DeLong and Clarke-Pearson 1988).
 * @returns null without both outcomes
 */
export function discrimination(scores: readonly number[], outcomes: readonly number[]): Discrimination | null {
  const positives = outcomes.reduce((sum, y) => sum + y, 0)
  const negatives = outcomes.length - positives
  if (positives === 0 || negatives === 0) return null
  const order = orderOf(scores)
  const placement = scores.map(() => 0)
  let [above, below] = [positives, 0]
  for (let i = 0; i < order.length; ) {
    const tied = tiesFrom(order, i, scores)
    const tiedPositives = tied.reduce((sum, row) => sum + (outcomes[row] ?? 0), 0)
    const tiedNegatives = tied.length - tiedPositives
    above -= tiedPositives
    for (const row of tied) {
      placement[row] =
        outcomes[row] === 1 ? (below + tiedNegatives / 2) / negatives : (above + tiedPositives / 2) / positives
    }
    below += tiedNegatives
    i += tied.length
  }
  const auc = placement.reduce((sum, v, i) => sum + (outcomes[i] === 1 ? v : 0), 0) / positives
  return { auc, influence: placement.map((v, i) => (v - auc) / (outcomes[i] === 1 ? positives : negatives)) }
}

/**
 * Difference of two scores' AUC on the same rows with a 95 % interval; rows of one person are correlated, so their
 * influence is summed first (Obuchowski 1997): se² = G/(G − 1)·ΣΨ².
 * @param persons whose row it is, as many as rows
 */
export function aucDifference(
  one: Discrimination,
  other: Discrimination,
  persons: readonly (string | number)[],
): { value: number; low: number; high: number } {
  const sums = new Map<string | number, number>()
  persons.forEach((person, i) => {
    sums.set(person, (sums.get(person) ?? 0) + (one.influence[i] ?? 0) - (other.influence[i] ?? 0))
  })
  const squares = [...sums.values()].reduce((sum, v) => sum + v * v, 0)
  const se = Math.sqrt((sums.size / Math.max(sums.size - 1, 1)) * squares)
  const value = one.auc - other.auc
  return { value, low: value - Z95 * se, high: value + Z95 * se }
}

/** Row numbers by rising score. */
function orderOf(scores: readonly number[]): number[] {
  return scores.map((_, i) => i).sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0))
}

function tiesFrom(order: readonly number[], start: number, scores: readonly number[]): number[] {
  let end = start + 1
  while (end < order.length && scores[order[end] ?? 0] === scores[order[start] ?? 0]) end++
  return order.slice(start, end)
}

/** Mean squared distance of probability and outcome. */
export function brier(probabilities: readonly number[], outcomes: readonly number[]): number {
  return mean(probabilities.map((p, i) => (p - (outcomes[i] ?? 0)) ** 2))
}

/** Expected calibration error over bins of equal count: Σ n_b/n · |mean probability − share of positives|. */
export function expectedCalibrationError(
  probabilities: readonly number[],
  outcomes: readonly number[],
  bins = 10,
): number {
  const order = orderOf(probabilities)
  let sum = 0
  for (let b = 0; b < bins; b++) {
    const rows = order.slice(Math.floor((b * order.length) / bins), Math.floor(((b + 1) * order.length) / bins))
    if (rows.length === 0) continue
    const gap = mean(rows.map((i) => probabilities[i] ?? 0)) - mean(rows.map((i) => outcomes[i] ?? 0))
    sum += (rows.length / order.length) * Math.abs(gap)
  }
  return sum
}

/** Share of positives in the tenth with the highest scores over that of all; null without positives. */
export function topDecileLift(scores: readonly number[], outcomes: readonly number[]): number | null {
  const base = mean(outcomes)
  const top = orderOf(scores).slice(-Math.ceil(scores.length / 10))
  return base > 0 ? mean(top.map((i) => outcomes[i] ?? 0)) / base : null
}

/** Average precision, the area under the precision–recall curve in steps; null without positives. */
export function averagePrecision(scores: readonly number[], outcomes: readonly number[]): number | null {
  const falling = orderOf(scores).reverse()
  let [seen, hits, sum] = [0, 0, 0]
  for (let i = 0; i < falling.length; ) {
    const tied = tiesFrom(falling, i, scores)
    const found = tied.reduce((total, row) => total + (outcomes[row] ?? 0), 0)
    seen += tied.length
    hits += found
    sum += found * (hits / seen)
    i += tied.length
  }
  return hits > 0 ? sum / hits : null
}

/** Intercept and slope of the outcome on the linear predictor; 0 and 1 where it is calibrated (Cox 1958). */
export function calibration(
  predictors: readonly number[],
  outcomes: readonly number[],
): { intercept: number; slope: number } | null {
  const fit = fitRidgeLogistic(
    predictors.map((eta) => [eta]),
    outcomes,
    0,
  )
  const [m = 0] = fit?.means ?? []
  const [sd = 0] = fit?.sds ?? []
  const [b = 0] = fit?.beta ?? []
  if (!fit || sd === 0) return null
  return { intercept: fit.intercept - (b * m) / sd, slope: b / sd }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length
}
