import type { Room } from '../metric.ts'
import { type Question, type ScoreRow, scores, type WaveRow, wave } from '../shared/survey-scores.ts'
import { satisfactionFigure, satisfactionGroups } from './compute.ts'
import { definition } from './definition.ts'

const QUESTION: Question = { name: 'satisfaction', least: 1, most: 5 }

export const room: Room = {
  definition,

  async answer(engine, query) {
    const [rows, [chosen], split] = await Promise.all([
      engine.query<ScoreRow>(scores({ ...query, by: undefined }, QUESTION)),
      engine.query<WaveRow>(wave(query, QUESTION)),
      query.by === undefined ? null : engine.query<ScoreRow>(scores(query, QUESTION)),
    ])
    const overall = satisfactionFigure(rows)
    return {
      overall: { ...overall, parts: { ...overall.parts, wave: chosen?.wave ?? null } },
      ...(split && { groups: satisfactionGroups(split) }),
    }
  },
}
