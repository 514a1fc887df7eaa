import type { KaplanMeier } from './kaplan-meier.ts'

export interface MedianInterval {
  low: number | null
  /** Null where the upper limit of the curve never comes down to one half: the median may be any later time. */
  high: number | null
}

/** Survival counts as one half within rounding of a product of fractions. */
const HALF = 0.5 + 1e-12

/**
 * 95 % interval of a survival median (Brookmeyer & Crowley 1982, Biometrics 38:29–41): the times from where the curve's
 * lower limit is at most one half to where its upper limit is. A curve at 0 has no limits of its own.
 */
export function medianInterval({ steps }: KaplanMeier): MedianInterval {
  const first = (read: (step: KaplanMeier['steps'][number]) => number | null) =>
    steps.find((step) => (step.survival === 0 ? 0 : (read(step) ?? 1)) <= HALF)?.time ?? null
  return { low: first((step) => step.low), high: first((step) => step.high) }
}
