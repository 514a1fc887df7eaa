import { clusterRatio } from '../../stats/cluster-ratio.ts'
import type { Figure, GroupFigure, MetricQuery, Part, PeriodFigure } from '../metric.ts'
import { FEW, LEVEL } from '../shared/figure.ts'
import { daysOf, type Gap, INCOMPLETE, SLIGHTLY_INCOMPLETE } from '../shared/incomplete.ts'
import type { ActivityRow, DayRow } from './query.ts'

/** Days of the checkpoint window, for the rate over everybody who joined. */
const WINDOW_DAYS = 28

/** Above this share of persons whose window lacks a day, the figure gets no verdict. */
const TOLERATED = 0.05

/** The figure of the total or, with `isCohort`, of a cohort, which waits until each of its members is mature. */
export function activityFigure(row: ActivityRow | undefined, query: MetricQuery, isCohort = false): Figure {
  if (!row) return { state: 'empty', value: null, numerator: 0, denominator: 0, notes: [] }
  const counts = { numerator: row.a, denominator: row.m, notes: notesOf(row), parts: partsOf(row, query) }
  const isWaiting = row.first_matures_on !== null && (isCohort || row.m === 0)
  if (isWaiting) {
    const maturesOn = isCohort ? row.last_matures_on : row.first_matures_on
    return { state: 'immature', value: null, ...counts, ...(maturesOn && { maturesOn }) }
  }
  const ratio = clusterRatio(row)
  if (!ratio) return { state: 'empty', value: null, ...counts }
  const { value, low, high } = ratio
  return { state: row.persons < FEW ? 'few' : 'ok', value, ...counts, low, high, level: LEVEL }
}

/** Breakdown rows by key; a cohort or join month is judged as a whole. */
export function activityGroups(rows: readonly ActivityRow[], query: MetricQuery): GroupFigure[] {
  const isCohort = query.parameters.window === 'checkpoint' && (query.by === 'cohort' || query.by === 'month')
  return rows.map((row) => ({ key: row.key, label: row.key, ...activityFigure(row, query, isCohort) }))
}

/**
 * One point a day of the range: a share of the people of that day, so without the interval of person-days. Days of which
 * the import brought nothing have a point without a value.
 */
export function activitySeries(days: readonly DayRow[], gaps: readonly Gap[]): PeriodFigure[] {
  const missing = daysOf(gaps).map(
    (period): PeriodFigure => ({
      period,
      state: 'not_covered',
      value: null,
      missing: 'community/messages',
      notes: [INCOMPLETE],
    }),
  )
  const known = days.map(
    ({ day, active, members }): PeriodFigure => ({
      period: day,
      state: members < FEW ? 'few' : 'ok',
      value: active / members,
      numerator: active,
      denominator: members,
      notes: [],
    }),
  )
  return missing.length === 0 ? known : [...known, ...missing].sort((a, b) => (a.period < b.period ? -1 : 1))
}

function notesOf({ gapped, persons }: ActivityRow): string[] {
  if (gapped === 0) return []
  return [gapped > TOLERATED * Math.max(persons, gapped) ? INCOMPLETE : SLIGHTLY_INCOMPLETE]
}

function partsOf(row: ActivityRow, query: MetricQuery): Record<string, Part> {
  const isCheckpoint = query.parameters.window === 'checkpoint'
  const windowDays = WINDOW_DAYS * row.mature - row.lost_days
  const hasItt = isCheckpoint && query.parameters.lens === 'member'
  return {
    persons: row.persons,
    activePersons: row.active_persons,
    se: clusterRatio(row)?.se ?? null,
    meanOfDaily: row.mean_of_daily,
    a1: row.m > 0 ? row.a1 / row.m : null,
    ...(hasItt && { itt: windowDays > 0 ? row.a / windowDays : null }),
    ...(row.gapped > 0 && { incompleteWindows: row.gapped }),
    ...(isCheckpoint
      ? { mature: row.mature, immature: row.immature }
      : { from: query.from ?? query.asOf, to: query.to ?? query.asOf }),
  }
}
