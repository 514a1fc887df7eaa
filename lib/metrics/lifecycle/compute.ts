import type { Figure, GroupFigure, Part, PeriodFigure } from '../metric.ts'
import { lastDayOf } from '../shared/days.ts'
import { ratioFigure } from '../shared/figure.ts'
import type { LifecycleRow } from './query.ts'

/** Share of those who joined before the month and are in at its end that were active in it. */
export function lifecycleFigure(row: LifecycleRow | undefined, month: string): Figure {
  const active = (row?.retained ?? 0) + (row?.resurrected ?? 0)
  return ratioFigure({ numerator: active, denominator: active + (row?.dormant ?? 0), parts: partsOf(row, month) })
}

/** A month that is not over: counts so far, no share, as a shorter month would not compare. */
function runningFigure(row: LifecycleRow | undefined, month: string): Figure {
  const { numerator, denominator, parts } = lifecycleFigure(row, month)
  const state = 'immature' as const
  return { state, value: null, numerator, denominator, maturesOn: lastDayOf(month), notes: ['partial-period'], parts }
}

export function monthFigure(row: LifecycleRow | undefined, month: string, asOf: string): Figure {
  return lastDayOf(month) > asOf ? runningFigure(row, month) : lifecycleFigure(row, month)
}

export function lifecycleSeries(
  rows: readonly LifecycleRow[],
  months: readonly string[],
  asOf: string,
): PeriodFigure[] {
  const byMonth = new Map(rows.map((row) => [row.month, row]))
  return months.map((month) => ({ period: month, ...monthFigure(byMonth.get(month), month, asOf) }))
}

export function lifecycleGroups(rows: readonly LifecycleRow[], month: string, asOf: string): GroupFigure[] {
  return rows.map((row) => ({ key: row.key, label: row.key, ...monthFigure(row, month, asOf) }))
}

function partsOf(row: LifecycleRow | undefined, month: string): Record<string, Part> {
  return {
    month,
    members: row?.members ?? 0,
    new: row?.new ?? 0,
    retained: row?.retained ?? 0,
    resurrected: row?.resurrected ?? 0,
    dormant: row?.dormant ?? 0,
    lost: row?.lost ?? 0,
    dismissed: row?.dismissed ?? 0,
    rejoined: row?.rejoined ?? 0,
  }
}
