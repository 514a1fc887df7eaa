import type { MetricQuery, Room } from '../metric.ts'
import { addDays } from '../shared/days.ts'
import { toPersonRow } from '../shared/listed-person.ts'
import { shareFigure, shareGroups, shareMonths } from './compute.ts'
import { definition } from './definition.ts'
import { type Period, type ShareRow, shares, type VisitRow, visitList } from './query.ts'

/** Days of the period when none is named. */
const PERIOD_DAYS = 30

export const room: Room = {
  definition,

  async answer(engine, query) {
    const period = periodOf(query)
    const rows = (by: string | undefined) => engine.query<ShareRow>(shares(query, by, period))
    const [overall, groups, months] = await Promise.all([
      rows(undefined),
      query.by === undefined ? null : rows(query.by),
      query.from === undefined ? null : rows('month'),
    ])
    return {
      overall: shareFigure(overall[0]),
      ...(groups && { groups: shareGroups(groups) }),
      ...(months && { series: shareMonths(months) }),
    }
  },

  async people(engine, query, state) {
    const rows = await engine.query<VisitRow>(visitList(query, state, periodOf(query)))
    return rows.map((row) => toPersonRow(row, { visitOn: row.visit, bookedOn: row.booked }))
  },
}

function periodOf(query: MetricQuery): Period {
  return { from: query.from ?? addDays(query.asOf, 1 - PERIOD_DAYS), to: query.to ?? query.asOf }
}
