import type { PersonRow, Room } from '../metric.ts'
import { groupFigures, overallFigure } from './compute.ts'
import { definition } from './definition.ts'
import { type ActiveRow, counts, type ListRow, people } from './query.ts'

export const room: Room = {
  definition,

  async answer(engine, query) {
    const rows = await engine.query<ActiveRow>(counts(query))
    return {
      overall: overallFigure(rows),
      ...(query.by !== undefined && { groups: groupFigures(rows, query) }),
    }
  },

  async people(engine, query, state) {
    const rows = await engine.query<ListRow>(people(query, state))
    return rows.map(toPerson)
  },
}

function toPerson({
  person,
  name,
  disease,
  group,
  channel,
  joined_on,
  from_day,
  to_day,
  active_on,
}: ListRow): PersonRow {
  const dates = { joinedOn: joined_on, from: from_day, to: to_day, activeOn: active_on }
  return { person, name, disease, group, channel, dates }
}
