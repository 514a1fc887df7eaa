import { wilson } from '../../stats/wilson.ts'
import type { Figure, Part, Verdict } from '../metric.ts'
import { INCOMPLETE } from './incomplete.ts'

/** Below this many, counts are shown without a verdict. */
export const FEW = 30
export const LEVEL = 0.95

export interface RatioCounts {
  numerator: number
  denominator: number
  /** People who will count once they are mature. */
  immature?: number
  maturesOn?: string | null
  parts?: Record<string, Part>
  notes?: string[]
}

/**
 * A proportion of people as a figure: Wilson interval at 95 %, state by METRICS' ladder
 * (`immature` when nobody is mature yet but somebody will be, `empty` without anybody, `few` below 30).
 */
export function ratioFigure(counts: RatioCounts): Figure {
  const { numerator, denominator, immature = 0, maturesOn, parts, notes = [] } = counts
  const base = { numerator, denominator, notes, ...(parts && { parts }) }
  if (denominator === 0) {
    if (immature > 0) return { state: 'immature', value: null, ...base, ...(maturesOn && { maturesOn }) }
    return { state: 'empty', value: null, ...base }
  }
  const interval = wilson(numerator, denominator)
  return {
    state: denominator < FEW ? 'few' : 'ok',
    value: numerator / denominator,
    ...base,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    level: LEVEL,
  }
}

/**
 * Strict goal: `met` when the lower bound is above it, `met_point` when only the estimate is. Null for few people or none,
 * and where the window lacks days.
 */
export function goalVerdict(figure: Figure, above: number): Verdict | null {
  if (figure.state !== 'ok' || figure.value === null || figure.notes.includes(INCOMPLETE)) return null
  if (typeof figure.low === 'number' && figure.low > above) return 'met'
  return figure.value > above ? 'met_point' : 'not_met'
}

/** The figure with its goal and verdict. */
export function judged(figure: Figure, above: number | undefined): Figure {
  if (above === undefined) return figure
  return { ...figure, target: { above }, verdict: goalVerdict(figure, above) }
}

/** A group of a cohort breakdown that has members who are not mature yet is judged as a whole later. */
export function notCovered(missing: string): Figure {
  return { state: 'not_covered', value: null, missing, notes: [] }
}
