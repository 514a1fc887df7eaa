import gammaln from '@stdlib/math-base-special-gammaln'
import { hyp2f1 } from './hyp2f1.ts'
import { positiveFit } from './positive-fit.ts'

/** People with one history, in any unit of time. */
export interface Histories {
  /** Purchases after the first one. */
  x: number
  /** Time from the first purchase to the last; 0 where x is 0. */
  tx: number
  /** Time from the first purchase to the end of the observation. */
  T: number
  people: number
}

/** Purchases come at rate λ ~ gamma(r, α); after each one the person is lost with p ~ beta(a, b). */
export interface BgNbd {
  r: number
  alpha: number
  a: number
  b: number
}

export interface BgNbdFit {
  model: BgNbd
  logLikelihood: number
  isConverged: boolean
}

/** So near to a pole of the closed forms (a = 1, a + b + x = 1) digits cancel: step aside. */
const NEAR = 1e-5

/**
 * Fits BG/NBD by maximum likelihood (Fader, Hardie and Lee 2005).
 * @returns null where nobody came twice, so that nothing can be told
 */
export async function fitBgNbd(histories: readonly Histories[]): Promise<BgNbdFit | null> {
  const people = histories.reduce((sum, h) => sum + h.people, 0)
  const repeats = histories.reduce((sum, h) => sum + h.people * h.x, 0)
  const time = histories.reduce((sum, h) => sum + h.people * h.T, 0)
  if (repeats === 0 || time === 0 || people === 0) return null
  const likelihood = likelihoodOf(histories)
  const fit = await positiveFit(
    ([r = 1, alpha = 1, a = 1, b = 1]) => likelihood({ r, alpha, a, b }),
    [...[0.5, (0.5 * time) / repeats, 0.5, 2]],
  )
  const [r = 1, alpha = 1, a = 1, b = 1] = fit.values
  return { model: { r, alpha, a, b }, logLikelihood: fit.logLikelihood, isConverged: fit.isConverged }
}

/**
 * The log-likelihood as a function of the model. What depends on one of x, tx or T alone is computed once for each
 * value that occurs: an order fewer logarithms than people.
 */
export function likelihoodOf(histories: readonly Histories[]): (model: BgNbd) => number {
  const [xs, xOf] = distinct(histories.map((h) => h.x))
  const [times, at] = distinct([...histories.map((h) => h.T), ...histories.map((h) => h.tx)])
  const n = histories.length
  const weights = Float64Array.from(histories, (h) => h.people)
  const logs = new Float64Array(times.length)
  return ({ r, alpha, a, b }) => {
    for (let i = 0; i < times.length; i += 1) logs[i] = Math.log(alpha + (times[i] ?? 0))
    const counts = xs.map((x) => ({
      order: r + x,
      constant:
        gammaln(r + x) -
        gammaln(r) +
        r * Math.log(alpha) +
        gammaln(b + x) -
        gammaln(b) +
        gammaln(a + b) -
        gammaln(a + b + x),
      lost: x > 0 ? a / (b + x - 1) : 0,
    }))
    let sum = 0
    for (let i = 0; i < n; i += 1) {
      const count = counts[xOf[i] ?? 0]
      if (!count) continue
      const now = logs[at[i] ?? 0] ?? 0
      const last = logs[at[n + i] ?? 0] ?? 0
      const lost = count.lost > 0 ? Math.log1p(count.lost * Math.exp(count.order * (now - last))) : 0
      sum += (weights[i] ?? 0) * (count.constant - count.order * now + lost)
    }
    return sum
  }
}

/** Distinct values, and the place of each given value among them. */
function distinct(values: readonly number[]): [number[], Int32Array] {
  const place = new Map<number, number>()
  const places = Int32Array.from(values, (value) => {
    const known = place.get(value)
    if (known !== undefined) return known
    place.set(value, place.size)
    return place.size - 1
  })
  return [[...place.keys()], places]
}

/** E[X(t)]: purchases of a new person in the time t after the first one. */
export function expectedPurchases(model: BgNbd, t: number): number {
  const { r, alpha, a, b } = aside(model, 0)
  const missed = (alpha / (alpha + t)) ** r * hyp2f1(r, b, a + b - 1, t / (alpha + t))
  return ((a + b - 1) / (a - 1)) * (1 - missed)
}

/** E[Y(t) | x, tx, T]: purchases in the time t to come of somebody with this history. */
export function expectedFuture(model: BgNbd, history: Omit<Histories, 'people'>, t: number): number {
  return futureOf(model, t)(history)
}

/**
 * The same for many histories. The series, long where T is short beside t, knows of x and T only: it is summed once for
 * all who differ in tx alone.
 */
export function futureOf(model: BgNbd, t: number): (history: Omit<Histories, 'people'>) => number {
  const known = new Map<number, Map<number, number>>()
  const missedOf = (x: number, T: number): number => {
    const byTime = known.get(x) ?? new Map<number, number>()
    known.set(x, byTime)
    const found = byTime.get(T)
    if (found !== undefined) return found
    const { r, alpha, a, b } = aside(model, x)
    const span = alpha + T + t
    const missed = ((alpha + T) / span) ** (r + x) * hyp2f1(r + x, b + x, a + b + x - 1, t / span)
    byTime.set(T, missed)
    return missed
  }
  return ({ x, tx, T }) => {
    const { r, alpha, a, b } = aside(model, x)
    const lost = x > 0 ? (a / (b + x - 1)) * ((alpha + T) / (alpha + tx)) ** (r + x) : 0
    return (((a + b + x - 1) / (a - 1)) * (1 - missedOf(x, T))) / (1 + lost)
  }
}

function aside(model: BgNbd, x: number): BgNbd {
  const a = Math.abs(model.a - 1) < NEAR ? 1 + NEAR : model.a
  const b = Math.abs(a + model.b + x - 1) < NEAR ? model.b + 2 * NEAR : model.b
  return { ...model, a, b }
}
