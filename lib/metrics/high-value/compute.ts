import { topShare } from '../../stats/top-share.ts'
import type { Figure } from '../metric.ts'
import { addDays } from '../shared/days.ts'
import { FEW, LEVEL } from '../shared/figure.ts'
import type { HalfRow, PoolRow } from './query.ts'

const YEAR = 365

/** Share of the payers' revenue that the top tenth holds. */
export function highValueFigure(halves: readonly HalfRow[], pool: PoolRow | undefined, asOf: string): Figure {
  const top = halves.find((half) => half.is_top)
  const rest = halves.find((half) => !half.is_top)
  const payers = (top?.people ?? 0) + (rest?.people ?? 0)
  const isShort = pool?.first_day != null && pool.first_day > addDays(asOf, 1 - YEAR)
  const base = {
    numerator: top?.revenue ?? 0,
    denominator: (top?.revenue ?? 0) + (rest?.revenue ?? 0),
    notes: isShort ? ['short-history'] : [],
    parts: {
      people: top?.people ?? 0,
      payers,
      pool: pool?.people ?? 0,
      threshold: top?.least ?? null,
      persons: payers,
    },
  }
  const share = top && topShare(sumsOf(top), sumsOf(rest), top.least)
  if (!share) return { state: 'empty', value: null, ...base }
  const { value, low, high } = share
  return { state: payers < FEW ? 'few' : 'ok', value, ...base, low, high, level: LEVEL }
}

function sumsOf(half: HalfRow | undefined) {
  return { n: half?.people ?? 0, sum: half?.revenue ?? 0, sumOfSquares: half?.squares ?? 0 }
}
