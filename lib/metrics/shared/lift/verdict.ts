/** Whether a lift is shown: fixed rules, so that nobody argues with the number after having seen it. */
import type { Verdict } from '../../metric.ts'

export interface LiftEvidence {
  /** Persons behind the matched member trials. */
  matchedPersons: number
  essControls: number
  events1: number
  events0: number
  /** Matched / eligible persons; null where nobody was eligible. */
  coverage: number | null
  maxSmd: number | null
  low: number | null
  high: number | null
  rrLow: number | null
  holmP: number | null
  /** Lower limit of the same difference before the visit; null where it cannot be known. */
  placeboLow: number | null
  /** The outcome is recorded alike for members and others. */
  isCapturedAlike: boolean
  eValueLimit: number | null
  /** The second estimator, where it was asked for. */
  secondEstimator?: { low: number; high: number } | null
}

export interface LiftVerdict {
  verdict: Verdict
  /** Why not: stable codes, worded in the dictionaries. */
  reasons: string[]
  /** The result hangs by a thread: imbalance from .1, E-value of the limit below 1.25, or two estimators at odds. */
  isFragile: boolean
}

const PERSONS = 100
const ESS = 100
const EVENTS = 10
const COVERAGE = 0.6
const IMBALANCE = 0.25
const WARN_IMBALANCE = 0.1
const WARN_E_VALUE = 1.25
const ALPHA = 0.05

/** The verdict: `insufficient` before everything else; a placebo that differs beforehand takes a `higher` away. */
export function liftVerdict(evidence: LiftEvidence): LiftVerdict {
  const isFragile = fragile(evidence)
  const gaps = insufficient(evidence)
  if (gaps.length > 0) return { verdict: 'insufficient', reasons: gaps, isFragile }
  const { low, high, rrLow, holmP, placeboLow } = evidence
  const isSignificant = holmP !== null && holmP < ALPHA
  if (isSignificant && low !== null && low > 0 && rrLow !== null && rrLow > 1) {
    if (placeboLow !== null && placeboLow > 0)
      return { verdict: 'not_shown', reasons: ['pre-existing-difference'], isFragile }
    return { verdict: 'significantly_higher', reasons: [], isFragile }
  }
  if (isSignificant && high !== null && high < 0) return { verdict: 'significantly_lower', reasons: [], isFragile }
  return { verdict: 'not_shown', reasons: ['below-detectable'], isFragile }
}

function insufficient(e: LiftEvidence): string[] {
  const reasons: string[] = []
  if (e.matchedPersons < PERSONS) reasons.push('members-below-100')
  if (e.essControls < ESS) reasons.push('controls-below-100')
  if (e.events1 < EVENTS || e.events0 < EVENTS) reasons.push('events-below-10')
  if (e.coverage === null || e.coverage < COVERAGE) reasons.push('coverage-below-60')
  if (e.maxSmd !== null && e.maxSmd >= IMBALANCE) reasons.push('imbalance')
  if (!e.isCapturedAlike) reasons.push('captured-differently')
  if (e.rrLow === null) reasons.push('ratio-undefined')
  return reasons
}

function fragile(e: LiftEvidence): boolean {
  if (e.maxSmd !== null && e.maxSmd >= WARN_IMBALANCE) return true
  if (e.eValueLimit === null || e.eValueLimit < WARN_E_VALUE) return true
  return e.secondEstimator
    ? direction(e.low, e.high) !== direction(e.secondEstimator.low, e.secondEstimator.high)
    : false
}

/** 1 or −1 where the interval lies on one side of 0, else 0. */
function direction(low: number | null, high: number | null): number {
  if (low !== null && low > 0) return 1
  return high !== null && high < 0 ? -1 : 0
}
