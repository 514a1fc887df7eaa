import type { Figure, GroupFigure, PeriodFigure } from '../metric.ts'
import { addDays } from '../shared/days.ts'
import { ratioFigure } from '../shared/figure.ts'
import type { DiscussionRow, Period } from './query.ts'

/** Below this many discussions a share says little about a group. */
const FEW_DISCUSSIONS = 20
const NONE: DiscussionRow = {
  ...{ key: '', threads: 0, discussions: 0, staff_led: 0, peer_led: 0, patient_led: 0 },
  ...{ spontaneous_messages: 0, patient_messages: 0 },
}

/** Share of discussions that nobody of the hospital began. */
export function discussionFigure(row: DiscussionRow = NONE, notes: string[] = []): Figure {
  const spontaneous = row.discussions - row.staff_led
  return ratioFigure({
    numerator: spontaneous,
    denominator: row.discussions,
    parts: {
      spontaneous,
      patientLed: row.patient_led,
      peerLed: row.peer_led,
      staffLed: row.staff_led,
      threads: row.threads,
      patientMessageShare: row.patient_messages > 0 ? row.spontaneous_messages / row.patient_messages : null,
    },
    notes: row.discussions > 0 && row.discussions < FEW_DISCUSSIONS ? [...notes, 'few-discussions'] : notes,
  })
}

export function discussionGroups(rows: readonly DiscussionRow[]): GroupFigure[] {
  return rows.map((row) => ({ key: row.key, label: row.key, ...discussionFigure(row) }))
}

/** One point a week from Monday on, weeks without a thread included; a week that the period cuts says so. */
export function discussionSeries(
  rows: readonly DiscussionRow[],
  weeks: readonly string[],
  { from, to }: Period,
): PeriodFigure[] {
  const byWeek = new Map(rows.map((row) => [row.key, row]))
  return weeks.map((week) => {
    const isPartial = week < from || addDays(week, 6) > to
    return { period: week, ...discussionFigure(byWeek.get(week), isPartial ? ['partial-period'] : []) }
  })
}
