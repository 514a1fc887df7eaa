import type { Room } from '../metric.ts'
import { toPersonRow } from '../shared/listed-person.ts'
import { predictedFigure, predictedGroups } from '../shared/prediction/figure.ts'
import { predict } from '../shared/prediction/predict.ts'
import { definition } from './definition.ts'
import { type ListRow, people } from './query.ts'

export const room: Room = {
  definition,

  async answer(engine, query) {
    const prediction = await predict(engine, query, Number(query.parameters.horizon))
    const overall = predictedFigure(prediction)
    return { overall, ...(query.by !== undefined && { groups: predictedGroups(prediction) }) }
  },

  async people(engine, query) {
    const rows = await engine.query<ListRow>(people(query))
    return rows.map((row) =>
      toPersonRow(row, { joinedOn: row.joined_on, lastVisitOn: row.last_visit_on, visits: row.visits }),
    )
  },
}
