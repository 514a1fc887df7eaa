import type { Room } from '../metric.ts'
import { addDays } from '../shared/days.ts'
import { toPersonRow } from '../shared/listed-person.ts'
import { pointsFigure, pointsGroups, pointsSeries } from './compute.ts'
import { definition } from './definition.ts'
import { type HolderRow, holders, type LedgerRow, ledger, type MonthRow, months } from './query.ts'

/** Days of the period when none is named. */
const PERIOD_DAYS = 30

export const room: Room = {
  definition,

  async answer(engine, query) {
    const period = { from: query.from ?? addDays(query.asOf, 1 - PERIOD_DAYS), to: query.to ?? query.asOf }
    const [[whole], split, series] = await Promise.all([
      engine.query<LedgerRow>(ledger({ ...query, by: undefined }, period)),
      query.by === undefined ? null : engine.query<LedgerRow>(ledger(query, period)),
      query.from === undefined ? null : engine.query<MonthRow>(months(query, period)),
    ])
    return {
      overall: pointsFigure(whole, period),
      ...(split && { groups: pointsGroups(split, period) }),
      ...(series && whole && { series: pointsSeries(series, whole.opening) }),
    }
  },

  async people(engine, query) {
    const rows = await engine.query<HolderRow>(holders(query))
    return rows.map((row) => toPersonRow(row, { points: row.balance, lastEntryOn: row.last_on }))
  },
}
