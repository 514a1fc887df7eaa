/** Stratified effect on the treated (ATT): risk difference and risk ratio of matched members, variance clustered by person. */
import type { Stratum } from './mantel-haenszel.ts'
import { twoSidedP } from './normal.ts'
import { Z95 } from './wilson.ts'

/** What a database adds up for one outcome over the matched trials. */
export interface AttSums {
  /** Risk of the matched members; risk of controls weighted n1s/n0s. */
  p1: number
  p0: number
  /** Distinct persons among the matched trials. */
  persons: number
  /** Σ over persons of (Σ of ψ over their trials)², for the difference. */
  difference: number
  /** The same for the log ratio (ψ1/p1 − ψ0/p0); null where p1 or p0 is 0. */
  logRatio: number | null
}

export interface Att {
  p1: number
  p0: number
  /** p1 − p0. */
  value: number
  se: number | null
  low: number | null
  high: number | null
  /** Two-sided, z = value/se; null without a variance. */
  p: number | null
  /** p1/p0 with its interval; null for p0 = 0, no interval for p1 = 0. */
  rr: number | null
  rrLow: number | null
  rrHigh: number | null
}

/** One person-trial. */
export interface Trial {
  person: string | number
  stratum: string
  isMember: boolean
  outcome: boolean
}

/** z(0.975) + z(0.8): a true effect of this many standard errors is found with 80 % power. */
export const MDE80 = 2.801585218112969

/** Standard errors below this are rounding of zero. */
const TINY = 1e-15

/**
 * Finishes the estimate: se² = G/(G − 1)·ΣΨ² over G persons (cluster-robust, CR1), RD ± z·se, RR·exp(±z·se).
 * With fewer than two persons there is no variance.
 */
export function attOf(sums: AttSums, z = Z95): Att {
  const { p1, p0, persons, difference, logRatio } = sums
  const correction = persons > 1 ? persons / (persons - 1) : null
  return finish(
    {
      p1,
      p0,
      variance: correction === null ? null : correction * difference,
      logVariance: correction === null || logRatio === null ? null : correction * logRatio,
    },
    z,
  )
}

function finish(
  risks: { p1: number; p0: number; variance: number | null; logVariance: number | null },
  z: number,
): Att {
  const { p1, p0, variance, logVariance } = risks
  const value = p1 - p0
  const se = variance === null ? null : Math.sqrt(variance)
  const rr = p0 > 0 ? p1 / p0 : null
  const half = rr === null || rr === 0 || logVariance === null ? null : z * Math.sqrt(logVariance)
  return {
    p1,
    p0,
    value,
    se,
    low: se === null ? null : value - z * se,
    high: se === null ? null : value + z * se,
    p: se === null || se < TINY ? null : twoSidedP(value / se),
    rr,
    rrLow: rr === null || half === null ? null : rr * Math.exp(-half),
    rrHigh: rr === null || half === null ? null : rr * Math.exp(half),
  }
}

/**
 * The same from rows. With w_s = n1s/N1: p1 = Σ w_s·e1s/n1s, p0 = Σ w_s·e0s/n0s; ψ of a member
 * [(y − p1) − (p0s − p0)]/N1, of a control −(w_s/n0s)(y − p0s)·sqrt(n0s/(n0s − 1)).
 * @returns null where no stratum holds both arms
 */
export function stratifiedAtt(trials: readonly Trial[]): Att | null {
  const cells = strataOf(trials)
  const matched = [...cells.values()].filter((c) => c.n1 > 0 && c.n0 > 0)
  const members = sum(matched.map((c) => c.n1))
  if (members === 0) return null
  const p1 = sum(matched.map((c) => c.e1)) / members
  const p0 = sum(matched.map((c) => (c.n1 * c.e0) / c.n0)) / members
  const psi = new Map<string | number, [number, number]>()
  for (const t of trials) {
    const c = cells.get(t.stratum)
    if (!c || c.n1 === 0 || c.n0 === 0) continue
    const own = psi.get(t.person) ?? [0, 0]
    const y = t.outcome ? 1 : 0
    const p0s = c.e0 / c.n0
    if (t.isMember) {
      own[0] += (y - p1) / members
      own[1] += (p0s - p0) / members
    } else if (c.n0 > 1) {
      own[1] += (c.n1 / members / c.n0) * (y - p0s) * Math.sqrt(c.n0 / (c.n0 - 1))
    }
    psi.set(t.person, own)
  }
  const parts = [...psi.values()]
  return attOf({
    p1,
    p0,
    persons: parts.length,
    difference: sum(parts.map(([a, b]) => (a - b) ** 2)),
    logRatio: p1 > 0 && p0 > 0 ? sum(parts.map(([a, b]) => (a / p1 - b / p0) ** 2)) : null,
  })
}

/**
 * The same from the counts of strata, for trials that are all of different persons: with w_s = n1s/N1 the variance of
 * each risk is Σ w_s²·p(1 − p)/(n − 1). A stratum with one trial in an arm has no spread of its own and adds none.
 * @returns null where no stratum holds both arms
 */
export function attOfStrata(strata: readonly Stratum[], z = Z95): Att | null {
  const matched = strata.filter((s) => s.n1 > 0 && s.n0 > 0)
  const members = sum(matched.map((s) => s.n1))
  if (members === 0) return null
  const p1 = sum(matched.map((s) => s.e1)) / members
  const p0 = sum(matched.map((s) => (s.n1 * s.e0) / s.n0)) / members
  const variance = (n: (s: Stratum) => number, e: (s: Stratum) => number) =>
    sum(
      matched.map((s) => {
        const p = e(s) / n(s)
        return n(s) > 1 ? ((s.n1 / members) ** 2 * p * (1 - p)) / (n(s) - 1) : 0
      }),
    )
  const v1 = variance(
    (s) => s.n1,
    (s) => s.e1,
  )
  const v0 = variance(
    (s) => s.n0,
    (s) => s.e0,
  )
  return finish({ p1, p0, variance: v1 + v0, logVariance: p1 > 0 && p0 > 0 ? v1 / p1 ** 2 + v0 / p0 ** 2 : null }, z)
}

function strataOf(trials: readonly Trial[]): Map<string, Stratum> {
  const cells = new Map<string, Stratum>()
  for (const t of trials) {
    const c = cells.get(t.stratum) ?? { n1: 0, e1: 0, n0: 0, e0: 0 }
    if (t.isMember) {
      c.n1 += 1
      c.e1 += t.outcome ? 1 : 0
    } else {
      c.n0 += 1
      c.e0 += t.outcome ? 1 : 0
    }
    cells.set(t.stratum, c)
  }
  return cells
}

function sum(values: readonly number[]): number {
  return values.reduce((total, v) => total + v, 0)
}
