import type { Engine, Row } from '../../warehouse/engine.ts'
import { type MetricQuery, type PersonRow, QuestionError, type Room } from '../metric.ts'
import { notCovered } from '../shared/figure.ts'
import { ACTIVITY_FEEDS, coveredFeeds } from '../shared/sources.ts'
import { cohortFigures, overallFigure } from './compute.ts'
import { definition } from './definition.ts'
import { type CellRow, cells, grainOf, isActiveMeasure, type ListRow, people, stepsOf } from './query.ts'

export const room: Room = {
  definition,

  async answer(engine, query) {
    requireStep(query)
    if (await lacksActivity(engine, query)) return { overall: notCovered(ACTIVITY_FEEDS[0]) }
    const rows = await engine.query<CellRow>(cells(query))
    return {
      overall: overallFigure(rows, query),
      ...(query.by !== undefined && { groups: cohortFigures(rows, query) }),
    }
  },

  async people(engine, query, state) {
    requireStep(query)
    if (await lacksActivity(engine, query)) return []
    const rows = await engine.query<ListRow>(people(query, state))
    return rows.map((row) => toPerson(row, isActiveMeasure(query)))
  },
}

/** Only the active measure needs events, so the sources that it requires depend on the question. */
async function lacksActivity(engine: Engine, query: MetricQuery): Promise<boolean> {
  if (!isActiveMeasure(query)) return false
  const covered = await coveredFeeds(engine)
  return !ACTIVITY_FEEDS.some((feed) => covered.has(feed))
}

function requireStep(query: MetricQuery): void {
  const steps = stepsOf(query)
  const k = Number(query.parameters.k)
  if (steps.includes(k)) return
  const { measure } = query.parameters
  throw new QuestionError(
    `k=${k}: expected ${steps[0]} to ${steps.at(-1)} with measure=${measure} and grain=${grainOf(query)}`,
  )
}

function toPerson(row: ListRow, isActive: boolean): PersonRow {
  const { person, name, disease, group, channel, cohort, joined_at, due_at, until, decided_at } = row
  const decided: Row = isActive ? { from: due_at, to: until, activeOn: decided_at } : { t: due_at, leftAt: decided_at }
  return { person, name, disease, group, channel, dates: { cohort, joinedAt: joined_at, ...decided } }
}
