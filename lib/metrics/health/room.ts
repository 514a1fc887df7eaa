import type { Room } from '../metric.ts'
import { toPersonRow } from '../shared/listed-person.ts'
import { healthFigure, healthGroups } from './compute.ts'
import { definition } from './definition.ts'
import { type ChangeRow, changes, type WaitingRow, waiting } from './query.ts'

export const room: Room = {
  definition,

  async answer(engine, query) {
    const [[whole], split] = await Promise.all([
      engine.query<ChangeRow>(changes({ ...query, by: undefined })),
      query.by === undefined ? null : engine.query<ChangeRow>(changes(query)),
    ])
    return {
      overall: healthFigure(whole, false),
      ...(split && query.by !== undefined && { groups: healthGroups(split, query.by) }),
    }
  },

  async people(engine, query) {
    const rows = await engine.query<WaitingRow>(waiting(query))
    return rows.map((row) =>
      toPersonRow(row, { joinedOn: row.joined_on, baselineOn: row.baseline_on, maturesOn: row.due_on }),
    )
  },
}
