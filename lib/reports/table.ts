/** Tables of a report as plain data: page, workbook and restatement read the same cells. Pure. */
import type { Figure } from '../metrics/metric.ts'
import { before } from './calls.ts'
import type { Entry, Report } from './report.ts'

/** How a value is written. `pointsSize` is without a sign, `score` a share said in hundredths (NPS), `multiple` a ratio that is no share. */
export type CellUnit =
  | 'ratio'
  | 'points'
  | 'pointsSize'
  | 'score'
  | 'multiple'
  | 'people'
  | 'events'
  | 'fen'
  | 'hours'
  | 'days'
  | 'reading'
  | 'day'
  | 'status'
  | 'costs'
  | 'text'

export interface ValueCell {
  kind: 'value'
  value: number | string | null
  unit: CellUnit
  /** Says why there is no value. */
  figure?: Figure
}
export interface IntervalCell {
  kind: 'interval'
  low: number | null
  high: number | null
  unit: CellUnit
}
export interface CountsCell {
  kind: 'counts'
  numerator: number | null
  denominator: number | null
}
export type Cell = ValueCell | IntervalCell | CountsCell

/** A word of the dictionary, a value of a filter, a feed, or a name as the hospital gave it. */
export type Label = { row: string } | { value: string } | { feed: string } | { text: string }

export interface TableRow {
  id: string
  label: Label
  /** Calls that the row rests on. */
  calls: string[]
  cells: Record<string, Cell>
  isTotal?: boolean
  /** Pointed out by a finding. */
  isMarked?: boolean
}

export const TABLES = ['checkpoints', 'figures', 'funnel', 'channels', 'members', 'lists', 'match', 'feeds'] as const
export type TableId = (typeof TABLES)[number]

export interface ReportTable {
  id: TableId
  columns: { id: string; kind: Cell['kind'] }[]
  rows: TableRow[]
}

export function value(number: number | string | null | undefined, unit: CellUnit, figure?: Figure): ValueCell {
  return { kind: 'value', value: number ?? null, unit, ...(figure && { figure }) }
}

/** The value of a figure, with its state. */
export function figureCell(figure: Figure | undefined, unit: CellUnit): ValueCell {
  return value(figure?.value, unit, figure)
}

export function intervalCell(figure: Pick<Figure, 'low' | 'high'> | undefined, unit: CellUnit): IntervalCell {
  return { kind: 'interval', low: figure?.low ?? null, high: figure?.high ?? null, unit }
}

export function countsCell(figure: Pick<Figure, 'numerator' | 'denominator'> | undefined): CountsCell {
  return { kind: 'counts', numerator: figure?.numerator ?? null, denominator: figure?.denominator ?? null }
}

/** The state where a figure cannot be judged, else its verdict; null where it has no goal. */
export function statusOf(figure: Figure | undefined): string | null {
  if (!figure) return null
  return figure.state === 'ok' ? (figure.verdict ?? null) : figure.state
}

/** Now minus before; null unless both are there. */
export function minus(now: number | null | undefined, then: number | null | undefined): number | null {
  return typeof now === 'number' && typeof then === 'number' ? now - then : null
}

export interface Pair {
  now: Figure | undefined
  last: Figure | undefined
  calls: string[]
}

/** A figure and that of the month before. */
export function pairOf(report: Report, id: string): Pair {
  const [now, last] = [report.entries[id], report.entries[before(id)]]
  return { now: now?.answer.overall, last: last?.answer.overall, calls: idsOf([now, last]) }
}

/** Ids of the calls that were made. */
export function idsOf(entries: readonly (Entry | undefined)[]): string[] {
  return entries.flatMap((entry) => (entry ? [entry.id] : []))
}

export function columns(kinds: Readonly<Record<string, Cell['kind']>>): ReportTable['columns'] {
  return Object.entries(kinds).map(([id, kind]) => ({ id, kind }))
}
