import type { Figure, GroupFigure, Part, PeriodFigure } from '../metric.ts'
import { ratioFigure } from '../shared/figure.ts'
import { byKey } from '../shared/matured.ts'
import type { MonthRow, ReferralRow } from './query.ts'

type Counts = Pick<ReferralRow, 'people' | 'referring' | 'first_visits'>

/** Share of a side with a referral that counts. */
export function referralFigure(row: Counts | undefined, parts: Record<string, Part> = {}): Figure {
  const { people = 0, referring = 0, first_visits: firstVisits = 0 } = row ?? {}
  return ratioFigure({
    numerator: referring,
    denominator: people,
    parts: { firstVisits, per100: people > 0 ? (100 * firstVisits) / people : null, ...parts },
  })
}

/** One figure a key. */
export function referralGroups(rows: readonly ReferralRow[]): GroupFigure[] {
  return rows.map((row) => ({ key: row.key, label: row.key, ...referralFigure(row) })).sort(byKey)
}

/** One figure a calendar month. */
export function referralSeries(rows: readonly MonthRow[]): PeriodFigure[] {
  return rows.map((row) => ({ period: row.month, ...referralFigure(row) }))
}
