import { shareDifference } from '../../stats/share-difference.ts'
import type { Figure, GroupFigure } from '../metric.ts'
import { FEW, LEVEL } from '../shared/figure.ts'
import { byKey } from '../shared/matured.ts'
import { respondents, responseOf, type ScoreRow } from '../shared/survey-scores.ts'

const PROMOTES = 9
const DETRACTS = 6

/** Promoters less detractors of everybody who answered, with the interval of a difference of shares of one sample. */
export function npsFigure(rows: readonly ScoreRow[]): Figure {
  const answered = rows.filter((row) => row.score !== null)
  const n = respondents(answered)
  const promoters = respondents(answered.filter((row) => (row.score ?? 0) >= PROMOTES))
  const detractors = respondents(answered.filter((row) => (row.score ?? 0) <= DETRACTS))
  const base = {
    numerator: promoters - detractors,
    denominator: n,
    notes: [],
    parts: { promoters, detractors, passives: n - promoters - detractors, ...responseOf(rows) },
  }
  const difference = shareDifference(promoters, detractors, n)
  if (!difference) return { state: 'empty', value: null, ...base }
  return { state: n < FEW ? 'few' : 'ok', ...base, ...difference, level: LEVEL }
}

/** One figure a key. */
export function npsGroups(rows: readonly ScoreRow[]): GroupFigure[] {
  const keys = [...new Set(rows.map((row) => row.key))]
  return keys.map((key) => ({ key, label: key, ...npsFigure(rows.filter((row) => row.key === key)) })).sort(byKey)
}
