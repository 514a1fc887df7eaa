import type { Figure, GroupFigure } from '../metric.ts'
import { clusteredShare } from '../shared/clustered.ts'
import { FEW, LEVEL } from '../shared/figure.ts'
import { byKey } from '../shared/matured.ts'
import type { PlanRow } from './query.ts'

/** Share of the due plans that were kept; a cohort waits until its last plan is due. */
export function followUpFigure(row: PlanRow | undefined, isCohort: boolean): Figure {
  const { a = 0, m = 0, persons = 0, early = 0, later = 0, immature = 0 } = row ?? {}
  const parts = { early, later, none: m - a - early - later, immature, persons }
  const base = { numerator: a, denominator: m, notes: [], parts }
  if (immature > 0 && (isCohort || m === 0)) {
    const maturesOn = isCohort ? row?.last_matures : row?.first_matures
    return { state: 'immature', value: null, ...base, ...(maturesOn && { maturesOn }) }
  }
  const ratio = row && clusteredShare(row)
  if (!ratio) return { state: 'empty', value: null, ...base }
  const { value, low, high } = ratio
  return { state: m < FEW ? 'few' : 'ok', value, ...base, low, high, level: LEVEL }
}

/** One figure a key. */
export function followUpGroups(rows: readonly PlanRow[], by: string): GroupFigure[] {
  return rows.map((row) => ({ key: row.key, label: row.key, ...followUpFigure(row, by === 'cohort') })).sort(byKey)
}
