import { logistic } from '../../stats/ridge-logistic.ts'
import type { Engine } from '../../warehouse/engine.ts'
import type { CountList, MetricQuery, PersonRow, Room } from '../metric.ts'
import { toPersonRow } from '../shared/listed-person.ts'
import { riskFigure, unlearnt } from './compute.ts'
import { definition } from './definition.ts'
import { type Learnt, learn } from './learn.ts'
import { atRiskCount, firstDay, type LearnRow, learnRows, memberCount, type ScoredRow, scored } from './query.ts'
import { reasonsOf } from './reasons.ts'
import { type SnapshotDays, snapshotDays } from './snapshots.ts'

/** More rows tell no more, and would not fit the time of a page. */
const MAX_ROWS = 60_000

export const room: Room<CountList> = {
  definition,

  async answer(engine, query) {
    const [counted] = await engine.query<{ people: number }>(atRiskCount(query))
    const people = counted?.people ?? 0
    const found = await learnt(engine, query)
    return {
      overall: found ? riskFigure(found.learnt, found.days, found.trainRows, people) : unlearnt(people),
    }
  },

  async people(engine, query) {
    const found = await learnt(engine, query)
    // Too young a history for any evidence: the plainest rule.
    const score = found?.learnt.score ?? { constant: 0, weights: { sinceVisit: 1 }, diseases: {} }
    const rows = await engine.query<ScoredRow>(scored(query, score, Number(query.parameters.capacity)))
    const model = found?.learnt.card.isModelShipped ? found.learnt : null
    return rows.map((row) => toPerson(row, model))
  },
}

async function learnt(
  engine: Engine,
  query: MetricQuery,
): Promise<{ learnt: Learnt; days: SnapshotDays; trainRows: number } | null> {
  const [first] = await engine.query<{ first_day: string | null }>(firstDay())
  if (!first?.first_day) return null
  const days = snapshotDays(query.asOf, first.first_day)
  if (days.train.length === 0) return null
  const all = [...days.train, ...days.test]
  const [counted] = await engine.query<{ members: number }>(memberCount(query))
  const share = Math.min(1, MAX_ROWS / Math.max(1, (counted?.members ?? 0) * all.length))
  const rows = await engine.query<LearnRow>(learnRows(query, all, share))
  const isTest = new Set(days.test)
  const train = rows.filter((row) => !isTest.has(row.day))
  const model = learn({ train, test: rows.filter((row) => isTest.has(row.day)) })
  return model && { learnt: model, days, trainRows: train.length }
}

function toPerson(row: ScoredRow, model: Learnt | null): PersonRow {
  return toPersonRow(row, {
    probability: model && logistic(row.score + model.shift),
    reasons: model ? reasonsOf(model, row).join(',') : null,
    lastVisit: row.last_visit,
    hasBooking: row.is_booked,
  })
}
