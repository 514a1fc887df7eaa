import type { MetricQuery, Room } from '../metric.ts'
import { addDays } from '../shared/days.ts'
import { toPersonRow } from '../shared/listed-person.ts'
import { coveredFeeds } from '../shared/sources.ts'
import { contentFigure, contentGroups } from './compute.ts'
import { definition } from './definition.ts'
import { type OutsideRow, outside, type Period, people, type ReachListRow, type ReachRow, totals } from './query.ts'

/** Days of the period when none is named. */
const PERIOD_DAYS = 30

export const room: Room = {
  definition,

  async answer(engine, query) {
    const period = periodOf(query)
    const whole = { ...query, by: undefined }
    const { by } = query
    // People outside know no group.
    const canSplitOutside = by !== undefined && by !== 'group'
    const [feeds, rows, outsiders, split, outsideSplit] = await Promise.all([
      coveredFeeds(engine),
      engine.query<ReachRow>(totals(whole, period)),
      engine.query<OutsideRow>(outside(whole, period)),
      by === undefined ? null : engine.query<ReachRow>(totals(query, period)),
      canSplitOutside ? engine.query<OutsideRow>(outside(query, period)) : [],
    ])
    const hasBookings = feeds.has('his/appointments')
    const overall = contentFigure(rows, outsiders, hasBookings)
    return {
      overall: { ...overall, parts: { ...overall.parts, ...period } },
      ...(split && by && { groups: contentGroups(split, outsideSplit, hasBookings, by) }),
    }
  },

  async people(engine, query, state) {
    const rows = await engine.query<ReachListRow>(people(query, periodOf(query), state))
    return rows.map((row) => toPersonRow(row, { push: row.push, sentAt: row.sent_at, openedAt: row.opened_at }))
  },
}

function periodOf(query: MetricQuery): Period {
  return { from: query.from ?? addDays(query.asOf, 1 - PERIOD_DAYS), to: query.to ?? query.asOf }
}
