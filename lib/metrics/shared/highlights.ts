/** The figures that stand under the parts of an answer, as figures of their own: value, change, trend. Pure. */
import type { Answer, Figure, Part, PeriodFigure } from '../metric.ts'

export interface Highlight {
  value: number | null
  /** The value that it is compared with. */
  before: number | null
  /** Now minus before; null where either is missing. */
  change: number | null
  /** The series with its value instead of the figure's own, oldest first; empty where the series does not hold it. */
  trend: PeriodFigure[]
}

/** A number under `parts`; null where it is missing or of another kind. */
export function partOf(figure: Figure | undefined, name: string): number | null {
  const value = figure?.parts?.[name]
  return typeof value === 'number' ? value : null
}

/** The value itself (`value`) or a part by its name, now against before. */
export function highlightOf(now: Answer, before: Answer, name: string): Highlight {
  const [value, then] = [readIn(now.overall, name), readIn(before.overall, name)]
  const trend = trendOf(now.series ?? [], name)
  return {
    value,
    before: then,
    change: value === null || then === null ? null : value - then,
    trend: trend.some((figure) => figure.value !== null) ? trend : [],
  }
}

/** The same for a month of a series against another month; the trend is that of the whole series. */
export function monthHighlight(
  series: readonly PeriodFigure[],
  months: { last: string; previous: string },
  name: string,
): Highlight {
  const of = (month: string) => {
    const figure = series.find((f) => f.period === month)
    return figure ? readIn(figure, name) : null
  }
  const [value, then] = [of(months.last), of(months.previous)]
  const change = value === null || then === null ? null : value - then
  return { value, before: then, change, trend: trendOf(series, name) }
}

function readIn(figure: Figure, name: string): number | null {
  return name === 'value' ? figure.value : partOf(figure, name)
}

function trendOf(series: readonly PeriodFigure[], name: string): PeriodFigure[] {
  return series.map((figure) => {
    const { period, state, notes } = figure
    return { period, state, notes, value: readIn(figure, name) }
  })
}

/** A number of each calendar month that stands under `parts.monthly`, as figures. */
export function monthlyPart(figure: Figure, name: string): PeriodFigure[] {
  return recordsOf(figure, 'monthly').flatMap((month) =>
    typeof month.month === 'string'
      ? [{ period: month.month, state: 'ok', value: numberOf(month, name), notes: [] }]
      : [],
  )
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
