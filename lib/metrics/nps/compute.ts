import { Z95 } from '../../stats/wilson.ts'
import type { Figure, GroupFigure } from '../metric.ts'
import { FEW, LEVEL } from '../shared/figure.ts'
import { byKey } from '../shared/matured.ts'
import type { ScoreRow } from './query.ts'

const PROMOTES = 9
const DETRACTS = 6

/** Promoters less detractors of everybody who answered, with the interval of a difference of shares of one sample. */
export function npsFigure(rows: readonly ScoreRow[]): Figure {
  const answered = rows.filter((row) => row.score !== null)
  const invited = people(rows.filter((row) => row.is_invited))
  const n = people(answered)
  const promoters = people(answered.filter((row) => (row.score ?? 0) >= PROMOTES))
  const detractors = people(answered.filter((row) => (row.score ?? 0) <= DETRACTS))
  const base = {
    numerator: promoters - detractors,
    denominator: n,
    notes: [],
    parts: {
      promoters,
      detractors,
      passives: n - promoters - detractors,
      invited,
      responseRate: invited > 0 ? people(answered.filter((row) => row.is_invited)) / invited : null,
    },
  }
  if (n === 0) return { state: 'empty', value: null, ...base }
  const value = (promoters - detractors) / n
  const half = Z95 * Math.sqrt(Math.max((promoters + detractors) / n - value ** 2, 0) / n)
  return {
    state: n < FEW ? 'few' : 'ok',
    value,
    ...base,
    low: Math.max(value - half, -1),
    high: Math.min(value + half, 1),
    level: LEVEL,
  }
}

/** One figure a key. */
export function npsGroups(rows: readonly ScoreRow[]): GroupFigure[] {
  const keys = [...new Set(rows.map((row) => row.key))]
  return keys.map((key) => ({ key, label: key, ...npsFigure(rows.filter((row) => row.key === key)) })).sort(byKey)
}

function people(rows: readonly ScoreRow[]): number {
  return rows.reduce((sum, row) => sum + row.people, 0)
}
