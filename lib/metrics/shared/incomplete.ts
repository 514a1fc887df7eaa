/** Days of which the import brought nothing are unknown, not without activity: what figures say about them. Pure. */
import type { PeriodFigure } from '../metric.ts'
import { addDays, lengthOf } from './days.ts'

/** A stretch of such days, both ends included. */
export interface Gap {
  firstDay: string
  lastDay: string
}

/** Note of figures that rest on such days; they get no verdict. */
export const INCOMPLETE = 'incomplete-days'
/** So few of the windows lack a day that the verdict stands. */
export const SLIGHTLY_INCOMPLETE = 'some-incomplete-days'

/** Every day of the stretches. */
export function daysOf(gaps: readonly Gap[]): string[] {
  return gaps.flatMap(({ firstDay, lastDay }) =>
    Array.from({ length: lengthOf(firstDay, lastDay) }, (_, i) => addDays(firstDay, i)),
  )
}

/** Runs of points of a series that lack data, as first and last index. */
export function incompleteStretches(series: readonly PeriodFigure[]): { from: number; to: number }[] {
  const stretches: { from: number; to: number }[] = []
  series.forEach((point, i) => {
    if (point.value !== null || !point.notes.includes(INCOMPLETE)) return
    const last = stretches.at(-1)
    if (last?.to === i - 1) last.to = i
    else stretches.push({ from: i, to: i })
  })
  return stretches
}
