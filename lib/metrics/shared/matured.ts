import type { Figure } from '../metric.ts'
import { type RatioCounts, ratioFigure } from './figure.ts'

export interface MaturedCounts extends RatioCounts {
  immature: number
  /** First and last as-of on which one of the immature is mature. */
  firstMatures: string | null
  lastMatures: string | null
}

/**
 * A proportion of the mature people. A cohort is judged as a whole: it waits, with the counts so far, until the last of
 * its members is mature; any other row waits only while nobody is.
 */
export function maturedFigure(counts: MaturedCounts, isCohort: boolean): Figure {
  const { numerator, denominator, immature, firstMatures, lastMatures, parts, notes = [] } = counts
  if (isCohort && immature > 0) {
    const base = { numerator, denominator, notes, ...(parts && { parts }) }
    return { state: 'immature', value: null, ...base, ...(lastMatures && { maturesOn: lastMatures }) }
  }
  return ratioFigure({ ...counts, maturesOn: firstMatures })
}

/** Order of rows by key that is the same on every engine. */
export function byKey(a: { key: string }, b: { key: string }): number {
  if (a.key === b.key) return 0
  return a.key < b.key ? -1 : 1
}
