import type { Room } from '../metric.ts'
import { toPersonRow } from '../shared/listed-person.ts'
import { bandMoves, bandPairs, healthFigure, healthGroups } from './compute.ts'
import { definition } from './definition.ts'
import { type BandRow, bands, type ChangeRow, changes, type PairListRow, people } from './query.ts'

export const room: Room = {
  definition,

  async answer(engine, query) {
    const { by, parameters } = query
    const isSplit = by !== undefined && by !== 'band-flow'
    const [[whole], split, flow] = await Promise.all([
      engine.query<ChangeRow>(changes({ ...query, by: undefined })),
      isSplit ? engine.query<ChangeRow>(changes(query)) : null,
      engine.query<BandRow>(bands(query)),
    ])
    const overall = healthFigure(whole, false)
    return {
      overall: { ...overall, parts: { ...overall.parts, ...bandMoves(flow) } },
      ...(split && isSplit && { groups: healthGroups(split, by, parameters.metric) }),
      ...(by === 'band-flow' && { groups: bandPairs(flow, parameters.metric) }),
    }
  },

  async people(engine, query, state) {
    const rows = await engine.query<PairListRow>(people(query, state))
    return rows.map((row) =>
      toPersonRow(row, {
        joinedOn: row.joined_on,
        baselineOn: row.baseline_on,
        baseline: row.baseline,
        ...(state === 'in' && { latestOn: row.latest_on, latest: row.latest }),
        ...(state === 'immature' && { maturesOn: row.due_on }),
      }),
    )
  },
}
