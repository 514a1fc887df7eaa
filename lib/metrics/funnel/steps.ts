import { type FunnelList, PERSON_STEPS, type PersonStep } from '../metric.ts'
import { ACTIVITY_FEEDS } from '../shared/sources.ts'

/** Days from the join within which a step must come, and for the repeat from the visit. */
export const ACTIVE_DAYS = 30
export const VISIT_DAYS = 90
export const REPEAT_DAYS = 180
/** Slow: this share of the others who reached the step were faster. */
export const SLOW_FROM = 0.9

/** Feeds without which a step is unknown, not zero: any one of them suffices. */
const FEEDS: Readonly<Record<PersonStep, readonly string[]>> = {
  join: ['wecom/members'],
  active: ACTIVITY_FEEDS,
  consult: ['community/consults'],
  book: ['his/appointments'],
  visit: ['his/visits'],
  repeat: ['his/visits'],
}

/** The step before it; the join has none. */
export function before(step: PersonStep): PersonStep | null {
  return PERSON_STEPS[PERSON_STEPS.indexOf(step) - 1] ?? null
}

/**
 * The feed that is missing to know a step: its own or, in strict order, one of a step before it.
 * The repeat always follows the visit.
 */
export function missingFor(step: PersonStep, isStrict: boolean, covered: ReadonlySet<string>): string | null {
  const needed = isStrict ? PERSON_STEPS.slice(0, PERSON_STEPS.indexOf(step) + 1) : [step]
  const gap = needed.find((s) => !FEEDS[s].some((feed) => covered.has(feed)))
  return gap ? (FEEDS[gap][0] ?? null) : null
}

const PARTS = ['slow', 'dropped', 'in-progress'] as const

export interface StepList {
  step: PersonStep
  part: 'reached' | (typeof PARTS)[number]
}

/** A list's step, and which of its people. */
export function listOf(list: FunnelList): StepList {
  const part = PARTS.find((p) => list.endsWith(`-${p}`))
  const step = PERSON_STEPS.find((s) => list === (part ? `${s}-${part}` : s)) ?? 'join'
  return { step, part: part ?? 'reached' }
}
