import type { PersonRow, Room } from '../metric.ts'
import { ACTIVITY_FEEDS, coveredFeeds } from '../shared/sources.ts'
import { groupFigures, overallFigure } from './compute.ts'
import { definition } from './definition.ts'
import { counts, type EndingRow, endings, type ListRow, people, type RetentionRow } from './query.ts'

export const room: Room = {
  definition,

  async answer(engine, query) {
    const { kind, level } = query.parameters
    const hasCurve = kind === 'point' && level === 'community'
    const [rows, times, covered] = await Promise.all([
      engine.query<RetentionRow>(counts(query)),
      hasCurve ? engine.query<EndingRow>(endings(query)) : null,
      coveredFeeds(engine),
    ])
    const facts = { rows, endings: times, hasActivity: ACTIVITY_FEEDS.some((feed) => covered.has(feed)) }
    return {
      overall: overallFigure(facts, query),
      ...(query.by !== undefined && { groups: groupFigures(facts, query) }),
    }
  },

  async people(engine, query, state) {
    const rows = await engine.query<ListRow>(people(query, state))
    return rows.map(toPerson)
  },
}

function toPerson({ person, name, disease, group, channel, joined_at, due_at, left_at }: ListRow): PersonRow {
  return { person, name, disease, group, channel, dates: { joinedAt: joined_at, t: due_at, leftAt: left_at } }
}
