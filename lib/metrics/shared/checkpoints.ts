/** The four checkpoints taken together: which are passed, and what to look at. Pure. */
import type { Answer, Figure, GroupFigure } from '../metric.ts'

export type CheckOutcome = 'met' | 'met_point' | 'not_met' | 'immature' | 'unknown'

/** What a figure says about its checkpoint; `unknown` where too few people, no source or no data. */
export function outcomeOf(figure: Figure): CheckOutcome {
  if (figure.state === 'immature') return 'immature'
  if (figure.state !== 'ok') return 'unknown'
  switch (figure.verdict) {
    case 'met':
    case 'significantly_higher':
      return 'met'
    case 'met_point':
      return 'met_point'
    case 'not_met':
    case 'not_shown':
    case 'significantly_lower':
      return 'not_met'
    default:
      return 'unknown'
  }
}

/** A checkpoint with two figures (return and referral) is passed when both are; one that fails, fails it. */
export function jointOutcome(figures: readonly Figure[]): CheckOutcome {
  const outcomes = figures.map(outcomeOf)
  for (const worst of ['not_met', 'immature', 'unknown', 'met_point'] as const) {
    if (outcomes.includes(worst)) return worst
  }
  return 'met'
}

/** How many checkpoints have each outcome. */
export function countOutcomes(outcomes: readonly CheckOutcome[]): Record<CheckOutcome, number> {
  const counts = { met: 0, met_point: 0, not_met: 0, immature: 0, unknown: 0 }
  for (const outcome of outcomes) counts[outcome]++
  return counts
}

/** The group with the lowest value among those that can be judged; null with fewer than two of them. */
export function lowestGroup(answer: Answer): GroupFigure | null {
  const judged = (answer.groups ?? []).filter((g) => g.state === 'ok' && g.value !== null)
  if (judged.length < 2) return null
  return judged.reduce((low, g) => ((g.value ?? 0) < (low.value ?? 0) ? g : low))
}

/**
 * The group with the greatest number under a part's name; null where it is nowhere above zero.
 * @param least members that a group must have to be named, for shares of few people say little
 */
export function greatestPart(answer: Answer, part: string, least = 0): { group: GroupFigure; amount: number } | null {
  let best: { group: GroupFigure; amount: number } | null = null
  for (const group of answer.groups ?? []) {
    if ((group.value ?? 0) < least) continue
    const amount = group.parts?.[part]
    if (typeof amount === 'number' && amount > (best?.amount ?? 0)) best = { group, amount }
  }
  return best
}
