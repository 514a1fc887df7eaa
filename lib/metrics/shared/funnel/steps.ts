/** The steps of the funnel as its answers hold them, read back as figures. Pure. */
import type { Answer, Figure, Part, PersonStep, State } from '../../metric.ts'
import { numberOf, recordOf } from '../highlights.ts'

export const FUNNEL_STEPS = ['exposure', 'click', 'join', 'active', 'consult', 'book', 'visit', 'repeat'] as const
export type FunnelStep = (typeof FUNNEL_STEPS)[number]
/** Steps that people reach after the join: each has a rate from the step before it. */
export const LATER_STEPS = ['active', 'consult', 'book', 'visit', 'repeat'] as const satisfies readonly PersonStep[]
export type LaterStep = (typeof LATER_STEPS)[number]

export type StepFigures = Partial<Record<FunnelStep, Figure>>

/** The steps of the whole: the groups of an answer without a breakdown, `parts.steps` of one with it. */
export function stepsOf(answer: Answer): StepFigures {
  if (answer.by !== undefined) return stepsIn(answer.overall)
  return Object.fromEntries((answer.groups ?? []).map((group) => [group.key, group]))
}

/** The steps of one row of a breakdown; none where the row is withheld. */
export function stepsIn(row: Figure): StepFigures {
  const steps = recordOf(row, 'steps')
  const known = FUNNEL_STEPS.filter((step) => isRecord(steps[step]))
  return Object.fromEntries(known.map((step) => [step, figureOf(recordOf({ ...row, parts: steps }, step))]))
}

function figureOf(step: Record<string, Part>): Figure {
  const { state, maturesOn, missing, notes, parts } = step
  return {
    state: state as State,
    value: numberOf(step, 'value'),
    numerator: numberOf(step, 'numerator'),
    denominator: numberOf(step, 'denominator'),
    low: numberOf(step, 'low'),
    high: numberOf(step, 'high'),
    ...(typeof maturesOn === 'string' && { maturesOn }),
    ...(typeof missing === 'string' && { missing }),
    notes: Array.isArray(notes) ? notes.map(String) : [],
    ...(isRecord(parts) && { parts }),
  }
}

/** A step's own rate: of those who reached the step before it, how many went on. */
export interface StepRate {
  step: LaterStep
  reached: number
  from: number
  rate: number
  low: number
  high: number
}

/** The rates that are known, in the order of the steps. In any order only the repeat has one. */
export function stepRates(steps: StepFigures): StepRate[] {
  return LATER_STEPS.flatMap((step) => {
    const parts = steps[step]?.parts ?? {}
    const [rate, from, dropped] = ['stepRate', 'stepDenominator', 'dropped'].map((name) => numberOf(parts, name))
    const [low, high] = ['stepLow', 'stepHigh'].map((name) => numberOf(parts, name))
    if (!isNumber(rate) || !isNumber(from) || !isNumber(dropped) || !isNumber(low) || !isNumber(high)) return []
    return [{ step, reached: from - dropped, from, rate, low, high }]
  })
}

function isNumber(value: number | null | undefined): value is number {
  return typeof value === 'number'
}

function isRecord(value: Part | undefined): value is Record<string, Part> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
