import type { MetricQuery, Room } from '../metric.ts'
import { addDays } from '../shared/days.ts'
import { toPersonRow } from '../shared/listed-person.ts'
import { coveredFeeds } from '../shared/sources.ts'
import { groupFigures, wholeFigure } from './compute.ts'
import { definition } from './definition.ts'
import { type Period, type PressureRow, people, type QuitRow, totals } from './query.ts'

/** Days of the period when none is named: whole weeks, long enough for leaves to be seen in a small group. */
const PERIOD_DAYS = 84

export const room: Room = {
  definition,

  async answer(engine, query) {
    const period = periodOf(query)
    const [feeds, rows] = await Promise.all([coveredFeeds(engine), engine.query<PressureRow>(totals(query, period))])
    const hasOpens = feeds.has('community/content_events')
    const limits = { sends: Number(query.parameters.sends), floor: Number(query.parameters.floor) }
    const overall = wholeFigure(rows, hasOpens)
    return {
      overall: { ...overall, parts: { ...overall.parts, ...period } },
      ...(query.by !== undefined && { groups: groupFigures(rows, hasOpens, limits) }),
    }
  },

  async people(engine, query) {
    const rows = await engine.query<QuitRow>(people(query, periodOf(query)))
    return rows.map((row) =>
      toPersonRow(row, { leftGroup: row.left_group, push: row.push, sentAt: row.sent_at, leftAt: row.left_at }),
    )
  },
}

function periodOf(query: MetricQuery): Period {
  return { from: query.from ?? addDays(query.asOf, 1 - PERIOD_DAYS), to: query.to ?? query.asOf }
}
