import type { FunnelList, MetricQuery, PersonRow, Room } from '../metric.ts'
import { toPersonRow } from '../shared/listed-person.ts'
import { coveredFeeds } from '../shared/sources.ts'
import { brokenDown, NOBODY, stepAnswer } from './compute.ts'
import { definition } from './definition.ts'
import { counts, type FunnelRow, isStrict, type ListRow, people, type UpperRow, upper } from './query.ts'
import { listOf, missingFor } from './steps.ts'

export const room: Room<FunnelList> = {
  definition,

  async answer(engine, query) {
    const { by } = query
    const [covered, rows, events] = await Promise.all([
      coveredFeeds(engine),
      engine.query<FunnelRow>(counts(query, by, engine.dialect)),
      canSplitEvents(query) ? engine.query<UpperRow>(upper(query)) : null,
    ])
    const facts = { covered, upper: events }
    const total = rows.find((row) => row.is_total) ?? NOBODY
    const groups = rows.filter((row) => !row.is_total)
    return by === undefined ? stepAnswer(total, facts, query) : brokenDown(total, groups, facts, query)
  },

  async people(engine, query, state) {
    if (missingFor(listOf(state).step, isStrict(query), await coveredFeeds(engine))) return []
    const rows = await engine.query<ListRow>(people(query, state))
    return rows.map(toPerson)
  },
}

/** Exposures and clicks know their channel and nothing else. */
function canSplitEvents({ filters }: MetricQuery): boolean {
  return Object.entries(filters).every(([key, values]) => key === 'channel' || values.length === 0)
}

function toPerson(row: ListRow): PersonRow {
  const { join_at, active_at, consult_at, book_at, visit_at, repeat_at, hours } = row
  return toPersonRow(row, {
    joinedAt: join_at,
    activeAt: active_at,
    consultAt: consult_at,
    bookAt: book_at,
    visitAt: visit_at,
    repeatAt: repeat_at,
    hours,
  })
}
