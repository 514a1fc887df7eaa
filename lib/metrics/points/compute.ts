import type { Figure, GroupFigure, PeriodFigure } from '../metric.ts'
import { byKey } from '../shared/matured.ts'
import type { LedgerRow, MonthRow, Period } from './query.ts'

/** Balance with what was given, used and lapsed in the period; nobody with an entry: empty. */
export function pointsFigure(row: LedgerRow | undefined, period: Period): Figure {
  if (!row || row.people === 0) return { state: 'empty', value: null, notes: [], parts: { ...period, holders: 0 } }
  const { balance, holders, held, opening, issued, spent, expired } = row
  const perHolder = holders > 0 ? held / holders : null
  return {
    state: 'ok',
    value: balance,
    notes: [],
    parts: { ...period, opening, issued, spent, expired, holders, perHolder, persons: row.people },
  }
}

/** One figure a key. */
export function pointsGroups(rows: readonly LedgerRow[], period: Period): GroupFigure[] {
  return rows.map((row) => ({ key: row.key, label: row.key, ...pointsFigure(row, period) })).sort(byKey)
}

/** Balance at the end of each month, carried on from the opening. */
export function pointsSeries(rows: readonly MonthRow[], opening: number): PeriodFigure[] {
  let balance = opening
  return rows.map(({ month, issued, spent, expired }) => {
    balance += issued - spent - expired
    return { period: month, state: 'ok' as const, value: balance, notes: [], parts: { issued, spent, expired } }
  })
}
