/** Where the funnel leaks, said no louder than the counts allow. Pure. */
import { holm } from '../../../stats/holm.ts'
import { type Difference, newcombe } from '../../../stats/newcombe.ts'
import { twoProportionsP } from '../../../stats/two-proportions.ts'
import type { Answer } from '../../metric.ts'
import { FEW } from '../figure.ts'
import { type StepFigures, type StepRate, stepRates, stepsIn, stepsOf } from './steps.ts'

export type Weakest =
  | { kind: 'named'; step: StepRate; next: StepRate }
  /** The lowest first, then those that cannot be told from it. */
  | { kind: 'tied'; steps: [StepRate, ...StepRate[]] }
  | { kind: 'unknown' }

/**
 * The weakest step of a strict funnel: the lowest rate from the step before, among steps that at least 30 people could
 * take. It is named only where its 95 % interval lies below that of every other; else all that it overlaps with are.
 */
export function weakestStep(steps: StepFigures): Weakest {
  const [lowest, ...others] = stepRates(steps)
    .filter((s) => s.from >= FEW)
    .sort((a, b) => a.rate - b.rate)
  const [next] = others
  if (!lowest || !next) return { kind: 'unknown' }
  const near = others.filter((other) => other.low <= lowest.high)
  return near.length === 0 ? { kind: 'named', step: lowest, next } : { kind: 'tied', steps: [lowest, ...near] }
}

export interface Leak {
  step: StepRate
  /** The same step among everybody else. */
  rest: number
  difference: Difference
  /** People more who would have gone on, had the rate been that of the others. */
  shortfall: number
}

/** Level of the family of all comparisons (Holm). */
const ALPHA = 0.05

/**
 * Per row of a breakdown into separate people, the step at which it loses most against all other rows together. A leak
 * needs 30 people on either side and a rate that is lower beyond chance after Holm's correction over all rows and steps.
 */
export function leaksOf(answer: Answer): Map<string, Leak> {
  const whole = new Map(stepRates(stepsOf(answer)).map((s) => [s.step, s]))
  const tests = (answer.groups ?? []).flatMap((group) =>
    stepRates(stepsIn(group)).flatMap((own) => {
      const all = whole.get(own.step)
      const rest = all && { reached: all.reached - own.reached, from: all.from - own.from }
      if (!rest || own.from < FEW || rest.from < FEW) return []
      return [{ key: group.key, own, rest, p: twoProportionsP(own.reached, own.from, rest.reached, rest.from) }]
    }),
  )
  const adjusted = holm(tests.map((t) => t.p))
  const leaks = new Map<string, Leak>()
  tests.forEach(({ key, own, rest }, i) => {
    const difference = newcombe(own.reached, own.from, rest.reached, rest.from)
    if (!difference || difference.high >= 0 || (adjusted[i] ?? 1) >= ALPHA) return
    const leak = { step: own, rest: rest.reached / rest.from, difference, shortfall: -difference.value * own.from }
    if (leak.shortfall > (leaks.get(key)?.shortfall ?? 0)) leaks.set(key, leak)
  })
  return leaks
}
