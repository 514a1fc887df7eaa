import type { Room } from '../metric.ts'
import { addDays } from '../shared/days.ts'
import { rhythmFigure, rhythmGroups } from './compute.ts'
import { definition } from './definition.ts'
import { type RhythmRow, totals } from './query.ts'

/** Four whole weeks, so that every weekday counts as often. */
const PERIOD_DAYS = 28

export const room: Room = {
  definition,

  async answer(engine, query) {
    const period = { from: query.from ?? addDays(query.asOf, 1 - PERIOD_DAYS), to: query.to ?? query.asOf }
    const { by } = query
    const [overall, groups] = await Promise.all([
      engine.query<RhythmRow>(totals(query, undefined, period)),
      by === undefined ? null : engine.query<RhythmRow>(totals(query, by, period)),
    ])
    const figure = rhythmFigure(overall[0])
    return {
      overall: { ...figure, parts: { ...figure.parts, ...period } },
      ...(groups && by !== undefined && { groups: rhythmGroups(groups, by) }),
    }
  },
}
