/** Where notes stand on an axis of periods, and in the table behind it. Pure. */
import { differenceInCalendarDays, parseISO } from 'date-fns'
import type { Annotation } from '../../../lib/app-state/annotation-text.ts'
import { addDays } from '../../../lib/metrics/shared/days.ts'
import type { TableData } from '../table/model.ts'

/** A note on an axis: the first and last of the periods that it touches. */
export interface Placed {
  annotation: Annotation
  from: number
  to: number
}

const DATED = /^\d{4}-\d{2}(-\d{2})?$/

/** First and last day of each period; null unless all of them are months or all are days or weeks. */
function spansOf(periods: readonly string[]): [string, string][] | null {
  const [first = '', second] = periods
  if (periods.length === 0 || periods.some((p) => !DATED.test(p) || p.length !== first.length)) return null
  // No month has more days, and text compares rightly past its end.
  if (first.length === 7) return periods.map((p) => [`${p}-01`, `${p}-31`])
  const isWeekly = second !== undefined && differenceInCalendarDays(parseISO(second), parseISO(first)) === 7
  return periods.map((p) => [p, isWeekly ? addDays(p, 6) : p])
}

/** The notes that touch the axis, oldest first. */
export function placed(annotations: readonly Annotation[], periods: readonly string[]): Placed[] {
  const spans = spansOf(periods)
  if (!spans) return []
  return annotations
    .flatMap((annotation) => {
      const touches = ([start, end]: [string, string]) => annotation.toDay >= start && annotation.fromDay <= end
      const from = spans.findIndex(touches)
      return from < 0 ? [] : [{ annotation, from, to: spans.findLastIndex(touches) }]
    })
    .sort((a, b) => a.from - b.from)
}

/** A note in one line: `2026-10-01 – 2026-10-07 国庆`. */
export function lineOf({ fromDay, toDay, text }: Annotation): string {
  return `${fromDay === toDay ? fromDay : `${fromDay} – ${toDay}`} ${text}`
}

/** The table with a column of notes, where its rows are periods and any note touches them. */
export function withNotes(table: TableData, annotations: readonly Annotation[], title: string): TableData {
  // A table may run from the newest period down; the axis runs from the oldest up.
  const periods = table.rows.map((row) => row.id).sort()
  const notes = new Map<string, string[]>()
  for (const { annotation, from, to } of placed(annotations, periods)) {
    for (const period of periods.slice(from, to + 1)) {
      notes.set(period, [...(notes.get(period) ?? []), lineOf(annotation)])
    }
  }
  if (notes.size === 0) return table
  return {
    ...table,
    columns: [...table.columns, { id: 'notes', title }],
    rows: table.rows.map((row) => ({ ...row, cells: { ...row.cells, notes: (notes.get(row.id) ?? []).join('; ') } })),
    ...(table.total && { total: { ...table.total, cells: { ...table.total.cells, notes: '' } } }),
  }
}
