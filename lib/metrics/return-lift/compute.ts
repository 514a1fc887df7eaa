import type { Figure } from '../metric.ts'
import type { NaiveRow } from './query.ts'

/** Unadjusted risk ratio; null where a group is empty or nobody outside came back. */
export function naiveRatio(row: NaiveRow | undefined): number | null {
  if (!row || row.members === 0 || row.others === 0 || row.others_returned === 0) return null
  return row.members_returned / row.members / (row.others_returned / row.others)
}

/** The figure with its footnote. */
export function withNaive(figure: Figure, row: NaiveRow | undefined): Figure {
  return { ...figure, parts: { ...figure.parts, naiveRr: naiveRatio(row) } }
}
