import type { Figure, GroupFigure, MetricQuery } from '../metric.ts'
import { byKey, maturedFigure } from '../shared/matured.ts'
import type { ActiveRow } from './query.ts'

/** The total: everybody is in exactly one row, so the counts add up. */
export function overallFigure(rows: readonly ActiveRow[]): Figure {
  const sum = (name: 'active' | 'eligible' | 'immature') => rows.reduce((n, row) => n + row[name], 0)
  const days = rows.flatMap((row) => row.first_matures ?? []).sort()
  const counts = { active: sum('active'), eligible: sum('eligible'), immature: sum('immature') }
  return rowFigure({ key: '', ...counts, first_matures: days[0] ?? null, last_matures: null }, false)
}

/** Rows of the breakdown by key. */
export function groupFigures(rows: readonly ActiveRow[], query: MetricQuery): GroupFigure[] {
  return rows.map((row) => ({ key: row.key, label: row.key, ...rowFigure(row, query.by === 'cohort') })).sort(byKey)
}

function rowFigure(row: ActiveRow, isCohort: boolean): Figure {
  const { active, eligible, immature, first_matures, last_matures } = row
  return maturedFigure(
    {
      numerator: active,
      denominator: eligible,
      immature,
      firstMatures: first_matures,
      lastMatures: last_matures,
      parts: { immature },
    },
    isCohort,
  )
}
