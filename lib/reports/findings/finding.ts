/** A sentence about a month, as data: which words, which numbers, and the metric calls that it rests on. Pure. */
import type { Figure } from '../../metrics/metric.ts'
import type { CheckOutcome } from '../../metrics/shared/checkpoints.ts'
import type { CellUnit } from '../table.ts'

/** What the counts of a figure count. */
export type Base = 'people' | 'memberDays' | 'trials' | 'answers'

/** What stands at a place in a sentence. Written out in the reader's language last. */
export type Slot =
  | { value: number | null; unit: CellUnit }
  | { low: number; high: number; unit: CellUnit }
  | { numerator: number; denominator: number; base: Base }
  /** A word of the dictionary: the name of a row of a table, of a status, a reason, or a value of a filter. */
  | { row: string }
  | { status: string }
  /** How many checkpoints came out like this. */
  | { outcome: CheckOutcome; count: number }
  | { reason: string }
  | { feed: string }
  | { filter: string }
  | { text: string }
  | { list: Slot[] }

/** Part of a sentence: a message of the dictionary and what it needs. */
export interface Clause {
  key: string
  slots: Record<string, Slot>
}

/** `result`: where things stand; `change`: what moved; `unknown`: what cannot be known yet; `data`: what to know about the data. */
export const KINDS = ['result', 'change', 'unknown', 'data'] as const
export type FindingKind = (typeof KINDS)[number]

export interface Finding {
  id: string
  kind: FindingKind
  clauses: Clause[]
  /** Ids of the calls of the report. */
  calls: string[]
}

export const number = (value: number | null, unit: CellUnit): Slot => ({ value, unit })
export const count = (value: number): Slot => ({ value, unit: 'events' })
export const row = (name: string): Slot => ({ row: name })
export const text = (words: string): Slot => ({ text: words })

export function clause(key: string, slots: Record<string, Slot> = {}): Clause {
  return { key, slots }
}

/** "210 人中 90 人", where the figure has counts. */
export function countsOf(figure: Figure, base: Base): Slot | null {
  const { numerator, denominator } = figure
  if (typeof numerator !== 'number' || typeof denominator !== 'number') return null
  return { numerator, denominator, base }
}

export function span(low: number | null | undefined, high: number | null | undefined, unit: CellUnit): Slot | null {
  return typeof low === 'number' && typeof high === 'number' ? { low, high, unit } : null
}

/** Why a figure without a value has none; null where it has one. */
export function stateClause(name: string, figure: Figure): Clause | null {
  const named = { name: row(name) }
  switch (figure.state) {
    case 'immature':
      return figure.maturesOn
        ? clause('immature', { ...named, day: text(figure.maturesOn) })
        : clause('immatureLater', named)
    case 'not_covered':
      return figure.notes.includes('cost-blank')
        ? clause('costBlank', named)
        : clause('notCovered', { ...named, feed: { feed: figure.missing ?? '' } })
    case 'empty':
      return clause('empty', named)
    case 'suppressed':
      return clause('suppressed', named)
    default:
      return figure.value === null ? clause('noValue', named) : null
  }
}

/** "名称：210 人中 90 人（42.9%，区间 36.3–49.7%）", shorter where the figure has less. */
export function valueClause(name: string, figure: Figure, unit: CellUnit, base: Base): Clause {
  const counts = countsOf(figure, base)
  const slots = { name: row(name), value: number(figure.value, unit), ...(counts && { counts }) }
  if (figure.state === 'few' && counts) return clause('few', slots)
  const interval = span(figure.low, figure.high, unit)
  if (counts && interval) return clause('value', { ...slots, interval })
  return clause(counts ? 'valueOnly' : 'plain', slots)
}
