import type { Row } from '../../warehouse/engine.ts'
import type { Room } from '../metric.ts'
import { toPersonRow } from '../shared/listed-person.ts'
import { brandFigure, brandGroups } from './compute.ts'
import { definition } from './definition.ts'
import { type ControlRow, controls, type MentionListRow, type MentionRow, mentions, people, wave } from './query.ts'

interface WaveRow extends Row {
  wave: string
}

export const room: Room = {
  definition,

  async answer(engine, query) {
    const whole = { ...query, by: undefined }
    const [rows, [chosen], control, split] = await Promise.all([
      engine.query<MentionRow>(mentions(whole)),
      engine.query<WaveRow>(wave(query)),
      engine.query<ControlRow>(controls(query)),
      query.by === undefined ? [] : engine.query<MentionRow>(mentions(query)),
    ])
    return {
      overall: brandFigure(rows, chosen?.wave ?? null, control),
      ...(query.by !== undefined && { groups: brandGroups(split, query.by) }),
    }
  },

  async people(engine, query, state) {
    const rows = await engine.query<MentionListRow>(people(query, state))
    return rows.map((row) =>
      toPersonRow(row, { joinedAt: row.joined_at, answeredAt: row.answered_at, firstMention: row.code }),
    )
  },
}
