import gammaln from '@stdlib/math-base-special-gammaln'
import { positiveFit } from './positive-fit.ts'

export interface Spending {
  /** Purchases that the mean is over, at least 1. */
  x: number
  /** Mean amount of one of them, above 0. */
  mean: number
  people: number
}

/** Amounts of a person are gamma(p, ν), with ν ~ gamma(q, v) over people. */
export interface GammaGamma {
  p: number
  q: number
  v: number
}

export interface GammaGammaFit {
  model: GammaGamma
  logLikelihood: number
  isConverged: boolean
}

/**
 * Fits the Gamma–Gamma model of spending by maximum likelihood (Fader and Hardie 2013). It takes for granted that what
 * people spend at a time does not depend on how often they come.
 * @returns null without anybody who paid
 */
export async function fitGammaGamma(people: readonly Spending[]): Promise<GammaGammaFit | null> {
  const payers = people.filter((s) => s.x > 0 && s.mean > 0)
  if (payers.length === 0) return null
  const total = payers.reduce((sum, s) => sum + s.people, 0)
  const scale = payers.reduce((sum, s) => sum + s.people * s.mean, 0) / total
  // In units of the mean amount, so that fen and yuan have the same bounds.
  const rows = payers.map((s) => ({ ...s, mean: s.mean / scale }))
  const { values, logLikelihood, isConverged } = await positiveFit(likelihoodOf(rows), [2, 3, 1])
  const [p = 1, q = 1, v = 1] = values
  return { model: { p, q, v: v * scale }, logLikelihood: logLikelihood - total * Math.log(scale), isConverged }
}

function likelihoodOf(rows: readonly Spending[]): (values: readonly number[]) => number {
  const xs = [...new Set(rows.map((s) => s.x))]
  const places = rows.map((s) => xs.indexOf(s.x))
  const logMeans = rows.map((s) => Math.log(s.mean))
  return ([p = 1, q = 1, v = 1]) => {
    const constants = xs.map(
      (x) => gammaln(p * x + q) - gammaln(p * x) - gammaln(q) + q * Math.log(v) + p * x * Math.log(x),
    )
    return rows.reduce((sum, { x, mean, people }, i) => {
      const constant = constants[places[i] ?? 0] ?? 0
      return sum + people * (constant + (p * x - 1) * (logMeans[i] ?? 0) - (p * x + q) * Math.log(v + x * mean))
    }, 0)
  }
}

/** Mean amount of one purchase over all people; NaN for q ≤ 1, where the model has none. */
export function meanSpend({ p, q, v }: GammaGamma): number {
  return q > 1 ? (p * v) / (q - 1) : Number.NaN
}

/**
 * E[M | x, mean]: what somebody spends at a purchase, between their own mean and everybody's.
 * @param spent x·mean, all they spent; 0 for somebody who never came again
 */
export function expectedSpend({ p, q, v }: GammaGamma, x: number, spent: number): number {
  return p * x + q > 1 ? (p * (v + spent)) / (p * x + q - 1) : Number.NaN
}
