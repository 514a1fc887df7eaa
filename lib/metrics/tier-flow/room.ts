import type { MetricQuery, Room } from '../metric.ts'
import { toPersonRow } from '../shared/listed-person.ts'
import { flowFigure, flowGroups, pairFigures, type Wanted } from './compute.ts'
import { definition } from './definition.ts'
import { type FlowListRow, type FlowRow, flows, people } from './query.ts'

export const room: Room = {
  definition,

  async answer(engine, query) {
    const { by } = query
    const isSplit = by !== undefined && by !== 'flow'
    const [rows, split] = await Promise.all([
      engine.query<FlowRow>(flows({ ...query, by: undefined })),
      isSplit ? engine.query<FlowRow>(flows(query)) : null,
    ])
    const wanted = wantedOf(query)
    return {
      overall: flowFigure(rows, wanted),
      ...(split && { groups: flowGroups(split, wanted) }),
      ...(by === 'flow' && { groups: pairFigures(rows) }),
    }
  },

  async people(engine, query, state) {
    const rows = await engine.query<FlowListRow>(people(query, state))
    return rows.map((row) => toPersonRow(row, { fromTier: row.from_tier, toTier: row.to_tier, tierSince: row.since }))
  },
}

function wantedOf({ parameters: { move = 'up', fromTier = '', toTier = '' } }: MetricQuery): Wanted {
  return { move, fromTier, toTier }
}
