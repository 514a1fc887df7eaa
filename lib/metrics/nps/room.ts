import type { Room } from '../metric.ts'
import { npsFigure, npsGroups } from './compute.ts'
import { definition } from './definition.ts'
import { type ScoreRow, scores, type WaveRow, wave } from './query.ts'

export const room: Room = {
  definition,

  async answer(engine, query) {
    const [rows, [chosen], split] = await Promise.all([
      engine.query<ScoreRow>(scores({ ...query, by: undefined })),
      engine.query<WaveRow>(wave(query)),
      query.by === undefined ? null : engine.query<ScoreRow>(scores(query)),
    ])
    const overall = npsFigure(rows)
    return {
      overall: { ...overall, parts: { ...overall.parts, wave: chosen?.wave ?? null } },
      ...(split && { groups: npsGroups(split) }),
    }
  },
}
