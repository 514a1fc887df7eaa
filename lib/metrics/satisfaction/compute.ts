import { meanInterval } from '../../stats/student-t.ts'
import type { Figure, GroupFigure, Part } from '../metric.ts'
import { ratioFigure } from '../shared/figure.ts'
import { byKey } from '../shared/matured.ts'
import { respondents, responseOf, type ScoreRow } from '../shared/survey-scores.ts'

const SATISFIED = 4
const SCORES = [1, 2, 3, 4, 5] as const

/** Share of answers of 4 or 5, with the mean score. */
export function satisfactionFigure(rows: readonly ScoreRow[]): Figure {
  const counts = SCORES.map((score) => respondents(rows.filter((row) => row.score === score)))
  const n = counts.reduce((sum, count) => sum + count, 0)
  return ratioFigure({
    numerator: counts.slice(SATISFIED - 1).reduce((sum, count) => sum + count, 0),
    denominator: n,
    parts: {
      ...meanOf(counts, n),
      scores: Object.fromEntries(SCORES.map((score, i) => [String(score), counts[i] ?? 0])),
      ...responseOf(rows),
    },
  })
}

/** One figure a key. */
export function satisfactionGroups(rows: readonly ScoreRow[]): GroupFigure[] {
  const keys = [...new Set(rows.map((row) => row.key))]
  return keys
    .map((key) => ({ key, label: key, ...satisfactionFigure(rows.filter((row) => row.key === key)) }))
    .sort(byKey)
}

function meanOf(counts: readonly number[], n: number): Record<string, Part> {
  if (n === 0) return { mean: null, meanLow: null, meanHigh: null }
  const mean = counts.reduce((sum, count, i) => sum + count * (i + 1), 0) / n
  const squares = counts.reduce((sum, count, i) => sum + count * (i + 1 - mean) ** 2, 0)
  const interval = n > 1 ? meanInterval(mean, Math.sqrt(squares / (n - 1)), n) : null
  return { mean, meanLow: interval?.low ?? null, meanHigh: interval?.high ?? null }
}
