import { clusterRatio } from '../../stats/cluster-ratio.ts'
import type { Figure, GroupFigure, PeriodFigure } from '../metric.ts'
import { FEW, LEVEL } from '../shared/figure.ts'
import { byKey } from '../shared/matured.ts'
import type { ShareRow } from './query.ts'

/** Booked visits of all visits, with the interval for visits that come in persons. */
export function shareFigure(row: ShareRow | undefined): Figure {
  const ratio = row && clusterRatio(row)
  if (!row || !ratio) return { state: 'empty', value: null, numerator: 0, denominator: 0, notes: [] }
  const { value, low, high } = ratio
  return {
    state: row.m < FEW ? 'few' : 'ok',
    value,
    numerator: row.a,
    denominator: row.m,
    ...{ low, high, level: LEVEL, notes: [] },
    parts: { persons: row.persons },
  }
}

export function shareGroups(rows: readonly ShareRow[]): GroupFigure[] {
  return rows.map((row) => ({ key: row.key, label: row.key, ...shareFigure(row) })).sort(byKey)
}

/** One figure a calendar month with any visit. */
export function shareMonths(rows: readonly ShareRow[]): PeriodFigure[] {
  return rows.map((row) => ({ period: row.key, ...shareFigure(row) }))
}
