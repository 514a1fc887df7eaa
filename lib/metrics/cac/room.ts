import type { MetricQuery, Room } from '../metric.ts'
import { toPersonRow } from '../shared/listed-person.ts'
import { wholeMonths } from '../shared/spend/months.ts'
import { spend } from '../shared/spend/spend.ts'
import { cacFigure, cacGroups } from './compute.ts'
import { definition } from './definition.ts'
import { byChannel, type NewPatientListRow, type NewPatientRow, people } from './query.ts'

export const room: Room = {
  definition,

  async answer(engine, query) {
    const period = wholeMonths(query)
    const [spends, everybody] = await Promise.all([
      spend(engine, query, period),
      engine.query<NewPatientRow>(byChannel(query, period)),
    ])
    const patients = everybody.filter((row) => isWanted(query, row.channel))
    const overall = cacFigure(spends, patients)
    return {
      overall: { ...overall, parts: { ...overall.parts, ...period } },
      ...(query.by !== undefined && { groups: cacGroups(spends, patients) }),
    }
  },

  async people(engine, query) {
    const rows = await engine.query<NewPatientListRow>(people(query, wholeMonths(query)))
    return rows.map((row) =>
      toPersonRow({ ...row, channel: row.touch_channel }, { touchedAt: row.touched_at, firstVisitDay: row.visited_on }),
    )
  },
}

function isWanted(query: MetricQuery, channel: string): boolean {
  const wanted = query.filters.channel ?? []
  return wanted.length === 0 || wanted.includes(channel)
}
