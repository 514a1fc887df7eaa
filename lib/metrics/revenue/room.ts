import type { MetricQuery, Room } from '../metric.ts'
import { addDays } from '../shared/days.ts'
import { coveredFeeds } from '../shared/sources.ts'
import { revenueFigure, revenueGroups, revenueSeries } from './compute.ts'
import { definition } from './definition.ts'
import { hospitalTotal, type MonthRow, months, type Period, type RevenueRow, totals } from './query.ts'

/** Days of the period when none is named. */
const PERIOD_DAYS = 30

export const room: Room = {
  definition,

  async answer(engine, query) {
    const period = periodOf(query)
    const { by } = query
    // First, as it refuses questions that make no sense: no query is to run for them.
    const total = totals(query, undefined, period)
    const [feeds, hospital, overall, groups, series] = await Promise.all([
      coveredFeeds(engine),
      engine.query<{ revenue: number }>(hospitalTotal(period)),
      engine.query<RevenueRow>(total),
      by === undefined ? null : engine.query<RevenueRow>(totals(query, by, period)),
      query.from === undefined ? null : engine.query<MonthRow>(months(query, period)),
    ])
    const setting = { period, hospital: hospital[0]?.revenue ?? 0, hasVisits: feeds.has('his/visits') }
    return {
      overall: revenueFigure(overall[0], setting),
      ...(groups && { groups: revenueGroups(groups, setting) }),
      ...(series && { series: revenueSeries(series, setting) }),
    }
  },
}

function periodOf(query: MetricQuery): Period {
  return { from: query.from ?? addDays(query.asOf, 1 - PERIOD_DAYS), to: query.to ?? query.asOf }
}
