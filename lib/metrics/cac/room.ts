import type { Figure, Room } from '../metric.ts'
import { toPersonRow } from '../shared/listed-person.ts'
import { spendByChannel, spendByMonth } from '../shared/spend/allocate.ts'
import { wholeMonths } from '../shared/spend/months.ts'
import { spendRows, wantedOf } from '../shared/spend/spend.ts'
import { cacFigure, cacGroups, monthly, monthlyPart } from './compute.ts'
import { definition } from './definition.ts'
import { byChannel, type NewPatientListRow, type NewPatientRow, people } from './query.ts'

export const room: Room = {
  definition,

  async answer(engine, query) {
    const period = wholeMonths(query)
    const [rows, everybody] = await Promise.all([
      spendRows(engine, query, period),
      engine.query<NewPatientRow>(byChannel(query, period)),
    ])
    const spends = wantedOf(query, spendByChannel(rows))
    const patients = wantedOf(query, everybody)
    const months = spendByMonth(rows)
    const withMonths = <T extends Figure>(figure: T, isOwn: (channel: string) => boolean): T =>
      query.parameters.monthly === 'on'
        ? { ...figure, parts: { ...figure.parts, monthly: monthlyPart(monthly(months, patients, isOwn)) } }
        : figure
    const overall = cacFigure(spends, patients)
    const wanted = new Set([...spends, ...patients].map((row) => row.channel))
    return {
      overall: withMonths({ ...overall, parts: { ...overall.parts, ...period } }, (channel) => wanted.has(channel)),
      ...(query.by !== undefined && {
        groups: cacGroups(spends, patients).map((group) => withMonths(group, (channel) => channel === group.key)),
      }),
    }
  },

  async people(engine, query) {
    const rows = await engine.query<NewPatientListRow>(people(query, wholeMonths(query)))
    return rows.map((row) =>
      toPersonRow({ ...row, channel: row.touch_channel }, { touchedAt: row.touched_at, firstVisitDay: row.visited_on }),
    )
  },
}
