import type { Room } from '../metric.ts'
import { toPersonRow } from '../shared/listed-person.ts'
import { intervalFigure, intervalGroups } from './compute.ts'
import { definition } from './definition.ts'
import { type EndingRow, endings, type GapListRow, type HistoryRow, history, people } from './query.ts'

export const room: Room = {
  definition,

  async answer(engine, query) {
    const [rows, split, [known]] = await Promise.all([
      engine.query<EndingRow>(endings({ ...query, by: undefined })),
      query.by === undefined ? null : engine.query<EndingRow>(endings(query)),
      engine.query<HistoryRow>(history(query)),
    ])
    const setting = {
      within: Number(query.parameters.within),
      hasCurve: query.parameters.curve === 'on',
      hasBefore: known?.first_day != null && known.first_day <= known.before_from,
    }
    return {
      overall: intervalFigure(rows, setting),
      ...(split && { groups: intervalGroups(split, setting) }),
    }
  },

  async people(engine, query, state) {
    const rows = await engine.query<GapListRow>(people(query, state))
    return rows.map((row) => toPersonRow(row, { indexOn: row.index_on, nextOn: row.next_on, days: row.days }))
  },
}
