import type { Room } from '../metric.ts'
import { toPersonRow } from '../shared/listed-person.ts'
import { highValueFigure } from './compute.ts'
import { definition } from './definition.ts'
import { type HalfRow, halves, type PayerRow, type PoolRow, people, setting } from './query.ts'

export const room: Room = {
  definition,

  async answer(engine, query) {
    const [rows, [pool]] = await Promise.all([
      engine.query<HalfRow>(halves(query)),
      engine.query<PoolRow>(setting(query)),
    ])
    return { overall: highValueFigure(rows, pool, query.asOf) }
  },

  async people(engine, query, state) {
    const rows = await engine.query<PayerRow>(people(query, state))
    return rows.map((row) =>
      toPersonRow(row, { place: row.place, revenueYuan: row.revenue / 100, joinedOn: row.joined_on }),
    )
  },
}
