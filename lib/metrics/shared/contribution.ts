/** What moved a figure between two as-ofs: the change, and how much of it each group explains. */
import type { Answer, Figure } from '../metric.ts'

/** One group's share of the change of the total, in the total's own unit (a rate's change is in shares of one). */
export interface Contribution {
  key: string
  label: string
  contribution: number
  /** The group's own value then and now; null where it had none. */
  before: number | null
  now: number | null
}

export interface Change {
  /** Value now minus value before. */
  change: number
  /** Largest effect first, either way. */
  contributions: Contribution[]
  /** Part of the change that no group explains (people in several groups, groups without a value). */
  rest: number
}

/** The difference of two values; null unless both can be shown. */
export function changeOf(now: Figure, before: Figure): number | null {
  return now.value === null || before.value === null ? null : now.value - before.value
}

/**
 * Splits the change of a total over its groups.
 *
 * A count splits by itself. A rate R = Σ w·r (w: the group's share of the denominators) changes by
 * Σ [ w̄·(r₁ − r₀) + (r̄ − R̄)·(w₁ − w₀) ], bars being means of then and now: what the group's own rate did, and what
 * its size did; the sum over groups is exact where groups do not overlap.
 * @returns null where either total has no value or there is no breakdown
 */
export function contributionsOf(now: Answer, before: Answer): Change | null {
  const change = changeOf(now.overall, before.overall)
  if (change === null || !now.groups || !before.groups) return null
  const [today, then] = [shownIn(now, before), shownIn(before, now)]
  const split = isRate(now.overall) ? rateSplit(today, then) : countSplit(today, then)
  const contributions = split.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
  const explained = contributions.reduce((sum, c) => sum + c.contribution, 0)
  return { change, contributions, rest: change - explained }
}

/** Below a tenth of a point, or a thousandth of a count, nothing moved that anybody should explain. */
const STEADY = 0.001

/** Whether a figure has all but stayed where it was. */
export function isSteady(now: Figure, before: Figure): boolean {
  const change = changeOf(now, before)
  return change !== null && Math.abs(change) < STEADY * (isRate(now) ? 1 : Math.abs(before.value ?? 0) || 1)
}

/** Half the width that the axis of contributions has at least, so that small ones look small: half a point, or 1 %. */
export function leastSpan(now: Figure): number {
  return isRate(now) ? 0.005 : Math.max(1, Math.abs(now.value ?? 0) * 0.01)
}

function isRate(figure: Figure): boolean {
  return typeof figure.denominator === 'number'
}

/** Without the groups that are withheld in either answer: what they did is left in the rest. */
function shownIn(answer: Answer, other: Answer): Answer {
  const withheld = new Set(
    [...(answer.groups ?? []), ...(other.groups ?? [])].filter((g) => g.state === 'suppressed').map((g) => g.key),
  )
  return { ...answer, groups: (answer.groups ?? []).filter((g) => !withheld.has(g.key)) }
}

function countSplit(now: Answer, before: Answer): Contribution[] {
  return paired(now, before).map(({ key, label, a, b }) => {
    const [then, today] = [a?.value ?? 0, b?.value ?? 0]
    return { key, label, contribution: today - then, before: a?.value ?? null, now: b?.value ?? null }
  })
}

function rateSplit(now: Answer, before: Answer): Contribution[] {
  const weights = { before: denominators(before), now: denominators(now) }
  const mean = (total(before) + total(now)) / 2
  return paired(now, before).map(({ key, label, a, b }) => {
    const w0 = weights.before === 0 ? 0 : (a?.denominator ?? 0) / weights.before
    const w1 = weights.now === 0 ? 0 : (b?.denominator ?? 0) / weights.now
    // A group that is new or gone has one rate only: its whole effect is that of its size.
    const r0 = rate(a) ?? rate(b) ?? mean
    const r1 = rate(b) ?? rate(a) ?? mean
    const contribution = ((w0 + w1) / 2) * (r1 - r0) + ((r0 + r1) / 2 - mean) * (w1 - w0)
    return { key, label, contribution, before: rate(a), now: rate(b) }
  })
}

function paired(now: Answer, before: Answer) {
  const then = new Map(before.groups?.map((g) => [g.key, g]))
  const today = new Map(now.groups?.map((g) => [g.key, g]))
  return [...new Set([...today.keys(), ...then.keys()])].map((key) => {
    const [a, b] = [then.get(key), today.get(key)]
    return { key, label: b?.label ?? a?.label ?? key, a, b }
  })
}

/** Of the counts, as a group's rate may be withheld while its counts stand. */
function rate(figure: Figure | undefined): number | null {
  const { numerator, denominator } = figure ?? {}
  if (typeof numerator !== 'number' || typeof denominator !== 'number' || denominator === 0) return null
  return numerator / denominator
}

function denominators(answer: Answer): number {
  return (answer.groups ?? []).reduce((sum, g) => sum + (g.denominator ?? 0), 0)
}

/** The rate of the groups taken together, which is what they can explain. */
function total(answer: Answer): number {
  const events = (answer.groups ?? []).reduce((sum, g) => sum + (g.numerator ?? 0), 0)
  return denominators(answer) === 0 ? 0 : events / denominators(answer)
}
