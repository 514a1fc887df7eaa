import { Z95 } from './wilson.ts'

/** Persons whose observation ended at one time (days): by the event, or censored. */
export interface Ending {
  time: number
  events: number
  censored: number
}

export interface KaplanMeierStep {
  time: number
  /** Persons still observed just before the time. */
  atRisk: number
  events: number
  censored: number
  survival: number
  /** Greenwood; null at survival 0. */
  se: number | null
  /** Complementary log-log; null at survival 1 and 0. */
  low: number | null
  high: number | null
}

export interface KaplanMeier {
  /** One step a distinct time, ascending, those with censorings only too. */
  steps: KaplanMeierStep[]
  /** First time at which survival is at most one half; null if it never is. */
  median: number | null
  /** Last observed time; nothing is known beyond it. */
  longest: number
}

export type KaplanMeierReading = Pick<KaplanMeierStep, 'atRisk' | 'survival' | 'se' | 'low' | 'high'>

/** Survival counts as one half within rounding of a product of fractions. */
const EPSILON = 1e-12

/**
 * Kaplan–Meier curve (Kaplan & Meier 1958) with Greenwood's variance and the complementary log-log interval
 * S^exp(±z·se(log(−log S))) (Kalbfleisch & Prentice 2002, §1.4.1). Events come before censorings of the same time.
 * @param endings one row a time (equal times are added up), times in days >= 0
 */
export function kaplanMeier(endings: readonly Ending[], z = Z95): KaplanMeier {
  const table = addUp(endings)
  let atRisk = table.reduce((sum, e) => sum + e.events + e.censored, 0)
  let survival = 1
  let greenwood = 0
  const steps: KaplanMeierStep[] = []
  for (const { time, events, censored } of table) {
    if (events > 0) {
      survival = atRisk === events ? 0 : survival * (1 - events / atRisk)
      greenwood += events / (atRisk * (atRisk - events))
    }
    steps.push({ time, atRisk, events, censored, survival, ...precision(survival, greenwood, z) })
    atRisk -= events + censored
  }
  return {
    steps,
    median: steps.find((s) => s.survival <= 0.5 + EPSILON)?.time ?? null,
    longest: steps.at(-1)?.time ?? 0,
  }
}

/**
 * The curve read at a time.
 * @returns null beyond the longest observed time, and for an empty table: never extrapolated
 */
export function survivalAt(curve: KaplanMeier, time: number): KaplanMeierReading | null {
  const last = curve.steps.at(-1)
  if (!last || time > last.time) return null
  const before = curve.steps.filter((s) => s.time <= time).at(-1)
  const { survival, se, low, high } = before ?? { survival: 1, se: 0, low: null, high: null }
  return { survival, se, low, high, atRisk: curve.steps.find((s) => s.time >= time)?.atRisk ?? 0 }
}

function precision(
  survival: number,
  greenwood: number,
  z: number,
): { se: number | null; low: number | null; high: number | null } {
  if (survival === 0) return { se: null, low: null, high: null }
  const se = survival * Math.sqrt(greenwood)
  if (survival === 1) return { se, low: null, high: null }
  const width = (z * Math.sqrt(greenwood)) / Math.abs(Math.log(survival))
  return { se, low: survival ** Math.exp(width), high: survival ** Math.exp(-width) }
}

function addUp(endings: readonly Ending[]): Ending[] {
  const byTime = new Map<number, Ending>()
  for (const e of endings) {
    const sum = byTime.get(e.time)
    byTime.set(e.time, {
      time: e.time,
      events: (sum?.events ?? 0) + e.events,
      censored: (sum?.censored ?? 0) + e.censored,
    })
  }
  return [...byTime.values()].filter((e) => e.events + e.censored > 0).sort((a, b) => a.time - b.time)
}
