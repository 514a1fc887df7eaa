import type { Room } from '../metric.ts'
import { type Question, type ScoreRow, scores, type WaveRow, wave } from '../shared/survey-scores.ts'
import { npsFigure, npsGroups } from './compute.ts'
import { definition } from './definition.ts'

const QUESTION: Question = { name: 'nps', least: 0, most: 10 }

export const room: Room = {
  definition,

  async answer(engine, query) {
    const [rows, [chosen], split] = await Promise.all([
      engine.query<ScoreRow>(scores({ ...query, by: undefined }, QUESTION)),
      engine.query<WaveRow>(wave(query, QUESTION)),
      query.by === undefined ? null : engine.query<ScoreRow>(scores(query, QUESTION)),
    ])
    const overall = npsFigure(rows)
    return {
      overall: { ...overall, parts: { ...overall.parts, wave: chosen?.wave ?? null } },
      ...(split && { groups: npsGroups(split) }),
    }
  },
}
