/** First mentions of a brand survey as shares with intervals. Pure. */
import { wilson } from '../../stats/wilson.ts'
import type { Figure } from '../metric.ts'
import { numberOf, recordOf } from './highlights.ts'

export interface Mention {
  code: string
  count: number
  share: number
  low: number
  high: number
}

const CODES = ['community', 'doctor', 'ads', 'other', 'nothing'] as const

/** One row a code, in a fixed order; empty without an answer. Intervals are Wilson's at 95 %. */
export function mentionsOf(figure: Figure): Mention[] {
  const total = figure.denominator ?? 0
  if (total === 0) return []
  const mentions = recordOf(figure, 'mentions')
  return CODES.map((code) => {
    const count = numberOf(mentions, code) ?? 0
    const interval = wilson(count, total)
    return { code, count, share: count / total, low: interval?.low ?? 0, high: interval?.high ?? 1 }
  })
}
