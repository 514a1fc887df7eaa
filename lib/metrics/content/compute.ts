import type { Figure, GroupFigure } from '../metric.ts'
import { ratioFigure } from '../shared/figure.ts'
import { byKey } from '../shared/matured.ts'
import type { OutsideRow, ReachRow } from './query.ts'

/** Open rate of all rows together; without a source of bookings nothing is said about them. */
export function contentFigure(
  rows: readonly ReachRow[],
  outsiders: readonly OutsideRow[],
  hasBookings: boolean,
): Figure {
  const total = (name: 'reached' | 'opened' | 'clicked' | 'shared' | 'pushes' | 'open_past' | 'booked') =>
    rows.reduce((sum, row) => sum + row[name], 0)
  const seen = outsiders.reduce((sum, row) => sum + row.seen, 0)
  const joined = outsiders.reduce((sum, row) => sum + row.joined, 0)
  const reached = total('reached')
  return ratioFigure({
    numerator: total('opened'),
    denominator: reached,
    parts: {
      click: ratio(total('clicked'), reached),
      share: ratio(total('shared'), reached),
      pushes: total('pushes'),
      toJoin: ratio(joined, seen),
      toJoinOf: seen,
      toBooking: hasBookings ? ratio(total('booked'), total('open_past')) : null,
      toBookingOf: total('open_past'),
    },
  })
}

/** One figure a key that reached anybody; a content has its title for a label, and its type and topic. */
export function contentGroups(
  rows: readonly ReachRow[],
  outsiders: readonly OutsideRow[],
  hasBookings: boolean,
  by: string,
): GroupFigure[] {
  return rows
    .map((row): GroupFigure => {
      const own = outsiders.filter((o) => o.key === row.key)
      const figure = { key: row.key, label: row.key, ...contentFigure([row], own, hasBookings) }
      if (by !== 'content') return figure
      const { title, type, topic } = row
      return { ...figure, label: title ?? row.key, parts: { ...figure.parts, type, topic } }
    })
    .sort(byKey)
}

function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null
}
