import type { MetricQuery, Room } from '../metric.ts'
import { addDays } from '../shared/days.ts'
import { toPersonRow } from '../shared/listed-person.ts'
import { referralFigure, referralGroups, referralSeries } from './compute.ts'
import { definition } from './definition.ts'
import {
  type KindRow,
  kinds,
  type MonthRow,
  months,
  type Period,
  people,
  type ReferralListRow,
  type ReferralRow,
  totals,
} from './query.ts'

/** Days of the period when none is named. */
const PERIOD_DAYS = 365

export const room: Room = {
  definition,

  async answer(engine, query) {
    const period = periodOf(query)
    const [[whole], split, series, records] = await Promise.all([
      engine.query<ReferralRow>(totals({ ...query, by: undefined }, period)),
      query.by === undefined ? null : engine.query<ReferralRow>(totals(query, period)),
      query.from === undefined ? null : engine.query<MonthRow>(months({ ...query, by: undefined }, period)),
      engine.query<KindRow>(kinds(query, period)),
    ])
    const recorded = (kind: string) => records.find((row) => row.kind === kind)?.records ?? 0
    return {
      overall: referralFigure(whole, { ...period, invited: recorded('invited'), joined: recorded('joined') }),
      ...(split && { groups: referralGroups(split) }),
      ...(series && { series: referralSeries(series) }),
    }
  },

  async people(engine, query, state) {
    const rows = await engine.query<ReferralListRow>(people(query, periodOf(query), state))
    const isMember = query.parameters.side === 'members'
    return rows.map((row) =>
      toPersonRow(row, {
        ...(!isMember && { firstVisitOn: row.first_visit_on }),
        referredOn: row.referred_on,
        ...(isMember && { firstVisits: row.first_visits }),
      }),
    )
  },
}

function periodOf(query: MetricQuery): Period {
  return { from: query.from ?? addDays(query.asOf, 1 - PERIOD_DAYS), to: query.to ?? query.asOf }
}
