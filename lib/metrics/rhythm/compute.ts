import type { Figure, GroupFigure } from '../metric.ts'
import type { RhythmRow } from './query.ts'

/** Events of a cell; a cell without any is a true zero, as the room answers only where a source is covered. */
export function rhythmFigure(row: RhythmRow | undefined): Figure {
  return { state: 'ok', value: row?.events ?? 0, notes: [], parts: { persons: row?.persons ?? 0 } }
}

/** Every cell of the week, Monday first, whether it has events or not. */
export function rhythmGroups(rows: readonly RhythmRow[], by: string): GroupFigure[] {
  const byKey = new Map(rows.map((row) => [row.key, row]))
  return keysOf(by).map((key) => ({ key, label: key, ...rhythmFigure(byKey.get(key)) }))
}

function keysOf(by: string): string[] {
  const weekdays = Array.from({ length: 7 }, (_, i) => String(i + 1))
  const hours = Array.from({ length: 24 }, (_, i) => String(i).padStart(2, '0'))
  if (by === 'weekday') return weekdays
  return by === 'hour' ? hours : weekdays.flatMap((weekday) => hours.map((hour) => `${weekday}-${hour}`))
}
