import { sql } from 'drizzle-orm'
import type { Room } from '../metric.ts'
import { toPersonRow } from '../shared/listed-person.ts'
import { followUpFigure, followUpGroups } from './compute.ts'
import { definition } from './definition.ts'
import { type PlanListRow, type PlanRow, people, totals } from './query.ts'

export const room: Room = {
  definition,

  async answer(engine, query) {
    const [[whole], split, planned] = await Promise.all([
      engine.query<PlanRow>(totals({ ...query, by: undefined })),
      query.by === undefined ? null : engine.query<PlanRow>(totals(query)),
      engine.query(sql`select 1 as one from planned_return limit 1`),
    ])
    const overall = followUpFigure(whole, false)
    // Visits without any planned day: the source does not write them, which is not the same as nobody due.
    if (planned.length === 0) return { overall: { ...overall, notes: ['no-planned-returns'] } }
    return { overall, ...(split && query.by !== undefined && { groups: followUpGroups(split, query.by) }) }
  },

  async people(engine, query, state) {
    const rows = await engine.query<PlanListRow>(people(query, state))
    return rows.map((row) =>
      toPersonRow(row, {
        visitedOn: row.visited_on,
        plannedOn: row.planned_on,
        cameOn: row.came_on,
        ...(state === 'immature' && { maturesOn: row.due_on }),
      }),
    )
  },
}
