import type { Figure, GroupFigure, PeriodFigure } from '../metric.ts'
import { addDays } from '../shared/days.ts'
import { ratioFigure } from '../shared/figure.ts'
import type { DiscussionRow, Discussions, Period } from './query.ts'

/** Below this many discussions a share says little about a group. */
const FEW_DISCUSSIONS = 20
const NONE: Discussions = {
  ...{ threads: 0, discussions: 0, staff_led: 0, peer_led: 0, patient_led: 0 },
  ...{ spontaneous_messages: 0, patient_messages: 0 },
}

/** A thread stands in one key and one week, so sums over rows are counts of threads. */
export function discussionTotal(rows: readonly DiscussionRow[], period: Period): Figure {
  const figure = discussionFigure(sumOf(rows))
  return { ...figure, parts: { ...figure.parts, ...period } }
}

export function discussionGroups(rows: readonly DiscussionRow[]): GroupFigure[] {
  const keys = [...new Set(rows.map((row) => row.key))].sort()
  return keys.map((key) => ({ key, label: key, ...discussionFigure(sumOf(rows.filter((row) => row.key === key))) }))
}

/** One point a week from Monday on, weeks without a thread included; a week that the period cuts says so. */
export function discussionSeries(
  rows: readonly DiscussionRow[],
  weeks: readonly string[],
  { from, to }: Period,
): PeriodFigure[] {
  return weeks.map((week) => {
    const isPartial = week < from || addDays(week, 6) > to
    const sums = sumOf(rows.filter((row) => row.week === week))
    return { period: week, ...discussionFigure(sums, isPartial ? ['partial-period'] : []) }
  })
}

/** Share of discussions that nobody of the hospital began. */
function discussionFigure(row: Discussions, notes: string[] = []): Figure {
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

function sumOf(rows: readonly Discussions[]): Discussions {
  return rows.reduce(
    (sum, row) => ({
      threads: sum.threads + row.threads,
      discussions: sum.discussions + row.discussions,
      staff_led: sum.staff_led + row.staff_led,
      peer_led: sum.peer_led + row.peer_led,
      patient_led: sum.patient_led + row.patient_led,
      spontaneous_messages: sum.spontaneous_messages + row.spontaneous_messages,
      patient_messages: sum.patient_messages + row.patient_messages,
    }),
    NONE,
  )
}
