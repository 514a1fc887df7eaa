import type { Room } from '../metric.ts'
import { toPersonRow } from '../shared/listed-person.ts'
import { matchFigure, matchGroups } from './compute.ts'
import { definition } from './definition.ts'
import { type MatchListRow, type MatchRow, matches, people } from './query.ts'

export const room: Room = {
  definition,

  async answer(engine, query) {
    const rows = await engine.query<MatchRow>(matches(query))
    return { overall: matchFigure(rows), ...(query.by !== undefined && { groups: matchGroups(rows) }) }
  },

  async people(engine, query, state) {
    const rows = await engine.query<MatchListRow>(people(query, state))
    return rows.map((row) => toPersonRow(row, { joinedAt: row.joined_at, method: row.method }))
  },
}
