import type { Room } from '../metric.ts'
import { toPersonRow } from '../shared/listed-person.ts'
import { bandFlow, healthFigure, healthGroups } from './compute.ts'
import { definition } from './definition.ts'
import { type BandRow, bands, type ChangeRow, changes, type PairListRow, people } from './query.ts'

export const room: Room = {
  definition,

  async answer(engine, query) {
    const [[whole], split, flow] = await Promise.all([
      engine.query<ChangeRow>(changes({ ...query, by: undefined })),
      query.by === undefined ? null : engine.query<ChangeRow>(changes(query)),
      engine.query<BandRow>(bands(query)),
    ])
    const overall = healthFigure(whole, false)
    const { metric } = query.parameters
    return {
      overall: { ...overall, parts: { ...overall.parts, ...bandFlow(flow, metric) } },
      ...(split && query.by !== undefined && { groups: healthGroups(split, query.by, metric) }),
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
