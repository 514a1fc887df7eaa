/** The figures that stand under the parts of an answer, as figures of their own: value, change, trend. Pure. */
import type { Answer, Figure } from '../metric.ts'

export interface Highlight {
  value: number | null
  /** Now minus before; null where either is missing. */
  change: number | null
  /** From the series, oldest first; empty where the series does not hold it. */
  trend: (number | null)[]
}

/** A number under `parts`; null where it is missing or of another kind. */
export function partOf(figure: Figure | undefined, name: string): number | null {
  const value = figure?.parts?.[name]
  return typeof value === 'number' ? value : null
}

/** The value itself (`value`) or a part by its name, now against before. */
export function highlightOf(now: Answer, before: Answer, name: string): Highlight {
  const read = (figure: Figure) => (name === 'value' ? figure.value : partOf(figure, name))
  const [value, then] = [read(now.overall), read(before.overall)]
  const trend = (now.series ?? []).map(read)
  return {
    value,
    change: value === null || then === null ? null : value - then,
    trend: trend.some((v) => v !== null) ? trend : [],
  }
}
