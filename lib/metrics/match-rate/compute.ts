import type { Figure, GroupFigure } from '../metric.ts'
import { ratioFigure } from '../shared/figure.ts'
import { byKey } from '../shared/matured.ts'
import type { MatchRow } from './query.ts'

/** Resolved of everybody in the rows, with the methods counted. */
export function matchFigure(rows: readonly MatchRow[]): Figure {
  const byMethod: Record<string, number> = { link: 0, mobile: 0 }
  let [numerator, denominator] = [0, 0]
  for (const { is_patient, method, people } of rows) {
    denominator += people
    if (!is_patient) continue
    numerator += people
    const name = method ?? 'other'
    byMethod[name] = (byMethod[name] ?? 0) + people
  }
  return ratioFigure({ numerator, denominator, parts: { byMethod } })
}

/** One figure a key. */
export function matchGroups(rows: readonly MatchRow[]): GroupFigure[] {
  const keys = [...new Set(rows.map((row) => row.key))]
  return keys.map((key) => ({ key, label: key, ...matchFigure(rows.filter((row) => row.key === key)) })).sort(byKey)
}
