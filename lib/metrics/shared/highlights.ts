/** The figures that stand under the parts of an answer, as figures of their own: value, change, trend. Pure. */
import type { Answer, Figure, Part, PeriodFigure } from '../metric.ts'

export interface Highlight {
  value: number | null
  /** The value that it is compared with. */
  before: number | null
  /** Now minus before; null where either is missing. */
  change: number | null
  /** From the series, oldest first; empty where the series does not hold it. */
  trend: (number | null)[]
}

/** A number under `parts`; null where it is missing or of another kind. */
export function partOf(figure: Figure | undefined, name: string): number | null {
  const value = figure?.parts?.[name]
  return typeof value === 'number' ? value : null
}

/** The value itself (`value`) or a part by its name, now against before. */
export function highlightOf(now: Answer, before: Answer, name: string): Highlight {
  const read = (figure: Figure) => (name === 'value' ? figure.value : partOf(figure, name))
  const [value, then] = [read(now.overall), read(before.overall)]
  const trend = (now.series ?? []).map(read)
  return {
    value,
    before: then,
    change: value === null || then === null ? null : value - then,
    trend: trend.some((v) => v !== null) ? trend : [],
  }
}

/** The same for a month of a series against another month; the trend is that of the whole series. */
export function monthHighlight(
  series: readonly PeriodFigure[],
  months: { last: string; previous: string },
  name: string,
): Highlight {
  const read = (figure: Figure) => (name === 'value' ? figure.value : partOf(figure, name))
  const of = (month: string) => {
    const figure = series.find((f) => f.period === month)
    return figure ? read(figure) : null
  }
  const [value, then] = [of(months.last), of(months.previous)]
  const change = value === null || then === null ? null : value - then
  return { value, before: then, change, trend: series.map(read) }
}

/** A part that counts events of a day, summed over calendar months: `new`, `left`. */
export function monthlySums(days: readonly PeriodFigure[], name: string): PeriodFigure[] {
  const sums = new Map<string, number>()
  for (const figure of days) {
    const month = figure.period.slice(0, 7)
    sums.set(month, (sums.get(month) ?? 0) + (partOf(figure, name) ?? 0))
  }
  return [...sums].map(([period, value]) => ({ period, state: 'ok', value, notes: [] }))
}

/** Everybody of a row of the in-group retention: mature or not, dead and dismissed included. */
export function sizeOf(figure: Figure): number {
  const counts = ['immature', 'dead', 'dismissed'].map((name) => partOf(figure, name) ?? 0)
  return counts.reduce((sum, n) => sum + n, figure.denominator ?? 0)
}

/** A part that is itself a set of numbers (`km`, `placebo`); empty where it is missing. */
export function recordOf(figure: Figure, name: string): Record<string, Part> {
  const value = figure.parts?.[name]
  return isRecord(value) ? value : {}
}

/** A part that is a list of such sets (`balance`, `cells`); empty where it is missing. */
export function recordsOf(figure: Figure, name: string): Record<string, Part>[] {
  return recordsIn(figure.parts ?? {}, name)
}

/** The same inside a set (`km.curve`). */
export function recordsIn(record: Readonly<Record<string, Part>>, name: string): Record<string, Part>[] {
  const value = record[name]
  return Array.isArray(value) ? value.filter(isRecord) : []
}

/** A number of such a set; null where it is missing. */
export function numberOf(record: Readonly<Record<string, Part>>, name: string): number | null {
  const value = record[name]
  return typeof value === 'number' ? value : null
}

function isRecord(value: Part | undefined): value is Record<string, Part> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
