import type { Figure, GroupFigure, PeriodFigure } from '../metric.ts'
import { byKey } from '../shared/matured.ts'
import type { MonthRow, Period, RevenueRow } from './query.ts'

type Counts = Pick<RevenueRow, 'people' | 'revenue' | 'visits' | 'returns'>

const NOBODY: Counts = { people: 0, revenue: 0, visits: 0, returns: 0 }

/** What the shares are shares of, and what the feeds can say. */
export interface Setting {
  period: Period
  /** Net revenue of all patients in the period, fen. */
  hospital: number
  /** Some visit was ever loaded: no visit means none, not unknown. */
  hasVisits: boolean
}

/** Net revenue of one row with its parts; a ratio whose denominator is not positive is null. */
export function revenueFigure(row: Counts | undefined, setting: Setting): Figure {
  const { people, revenue, visits, returns } = row ?? NOBODY
  const { hospital, hasVisits, period } = setting
  return {
    state: 'ok',
    value: revenue,
    notes: hasVisits ? [] : ['no-visit-source'],
    parts: {
      ...period,
      share: ratio(revenue, hospital),
      arpu: ratio(revenue, people),
      people,
      visits: hasVisits ? visits : null,
      perVisit: hasVisits ? ratio(revenue, visits) : null,
      returnVisitRate: hasVisits ? ratio(returns, visits) : null,
    },
  }
}

/** Rows of the breakdown by key. */
export function revenueGroups(rows: readonly RevenueRow[], setting: Setting): GroupFigure[] {
  return rows.map((row) => ({ key: row.key, label: row.key, ...revenueFigure(row, setting) })).sort(byKey)
}

/** One figure a calendar month; the first and last may be cut by the period. */
export function revenueSeries(rows: readonly MonthRow[], { hasVisits }: Setting): PeriodFigure[] {
  return rows.map(({ month, first_day: from, last_day: to, ...row }) => {
    const setting = { hospital: row.hospital, hasVisits, period: { from, to } }
    return { period: month, ...revenueFigure(row, setting) }
  })
}

function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null
}
