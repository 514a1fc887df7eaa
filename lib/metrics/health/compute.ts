import { meanInterval } from '../../stats/student-t.ts'
import type { Figure, GroupFigure, Part } from '../metric.ts'
import { FEW, LEVEL, ratioFigure } from '../shared/figure.ts'
import { byKey } from '../shared/matured.ts'
import { bandLabel } from './bands.ts'
import type { BandRow, ChangeRow } from './query.ts'

const NOBODY: ChangeRow = {
  key: '',
  ...{ pairs: 0, baseline: null, latest: null, change: null, sd: null, missing: 0, immature: 0 },
  ...{ first_matures: null, last_matures: null },
}

/** Mean paired change; a cohort waits until the last of its members is mature. */
export function healthFigure(row: ChangeRow | undefined, isCohort: boolean): Figure {
  const { pairs: n, baseline, latest, change, sd, missing, immature } = row ?? NOBODY
  const base = { denominator: n, notes: [], parts: { n, baseline, latest, missing, immature } }
  if (immature > 0 && (isCohort || n === 0)) {
    const maturesOn = isCohort ? row?.last_matures : row?.first_matures
    return { state: 'immature', value: null, ...base, ...(maturesOn && { maturesOn }) }
  }
  if (n === 0 || change === null) return { state: 'empty', value: null, ...base }
  const interval = meanInterval(change, sd ?? 0, n)
  return {
    state: n < FEW ? 'few' : 'ok',
    value: change,
    ...base,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    level: LEVEL,
  }
}

/** One figure a key; bands are named by their borders. */
export function healthGroups(rows: readonly ChangeRow[], by: string, metric: string | undefined): GroupFigure[] {
  const label = (key: string) => (by === 'band' ? bandLabel(metric, Number(key)) : key)
  return rows.map((row) => ({ key: row.key, label: label(row.key), ...healthFigure(row, by === 'cohort') })).sort(byKey)
}

/** How many pairs came to a lower, a higher, or the same band. */
export function bandMoves(rows: readonly BandRow[]): Record<string, Part> {
  const sum = (wanted: (row: BandRow) => boolean) => rows.filter(wanted).reduce((total, row) => total + row.pairs, 0)
  return {
    lower: sum((row) => row.to_band < row.from_band),
    higher: sum((row) => row.to_band > row.from_band),
    same: sum((row) => row.to_band === row.from_band),
  }
}

/** One figure a way from band to band, `from>to`: of the pairs that began in the first, the share that ended in the second. */
export function bandPairs(rows: readonly BandRow[], metric: string | undefined): GroupFigure[] {
  return rows
    .map(({ from_band: from, to_band: to, pairs }) => {
      const denominator = rows.reduce((sum, row) => sum + (row.from_band === from ? row.pairs : 0), 0)
      const parts = { from, to, fromLabel: bandLabel(metric, from), toLabel: bandLabel(metric, to), persons: pairs }
      const label = `${parts.fromLabel} → ${parts.toLabel}`
      return { key: `${from}>${to}`, label, ...ratioFigure({ numerator: pairs, denominator, parts }) }
    })
    .sort(byKey)
}
