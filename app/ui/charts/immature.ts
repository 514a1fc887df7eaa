import type { Figure } from '../../../lib/metrics/metric.ts'

export interface Stretch {
  /** Indexes of the first and the last period. */
  from: number
  to: number
  /** On which all of it is mature. */
  day: string
}

/**
 * Stretches of periods that are not mature; a period without a figure, or without a day to wait for, ends one.
 * The periods come in order, so the last matures last.
 */
export function immatureStretches(figures: readonly (Pick<Figure, 'state' | 'maturesOn'> | undefined)[]): Stretch[] {
  const stretches: Stretch[] = []
  figures.forEach((figure, i) => {
    if (figure?.state !== 'immature' || !figure.maturesOn) return
    const last = stretches.at(-1)
    if (last?.to !== i - 1) stretches.push({ from: i, to: i, day: figure.maturesOn })
    else Object.assign(last, { to: i, day: figure.maturesOn })
  })
  return stretches
}
