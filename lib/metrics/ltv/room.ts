import type { Engine } from '../../warehouse/engine.ts'
import type { MetricQuery, Room } from '../metric.ts'
import { toPersonRow } from '../shared/listed-person.ts'
import { predict } from '../shared/prediction/predict.ts'
import { type LtvRows, ltvGroups, ltvTotal, withPredicted } from './compute.ts'
import { definition } from './definition.ts'
import {
  type AgeRow,
  ages,
  type BinRow,
  bins,
  horizonOf,
  type ListRow,
  people,
  type ValueRow,
  values,
} from './query.ts'

export const room: Room = {
  definition,

  async answer(engine, query) {
    const [rows, prediction] = await Promise.all([
      rowsOf(engine, query),
      isPredicted(query) ? predict(engine, query, horizonOf(query)) : null,
    ])
    const answer = { overall: ltvTotal(rows, query), ...(query.by !== undefined && { groups: ltvGroups(rows, query) }) }
    return prediction ? withPredicted(answer, prediction) : answer
  },

  async people(engine, query, state) {
    const rows = await engine.query<ListRow>(people(query, state))
    return rows.map((row) =>
      toPersonRow(row, { acquiredOn: row.acquired_on, maturesOn: row.matures_on, netFen: row.net }),
    )
  },
}

/** Predictions know cohorts of joins only, so that those of first visits have none. */
function isPredicted({ by, filters, parameters }: MetricQuery): boolean {
  const isByVisit = parameters.anchor === 'visit' && (by === 'cohort' || filters.cohort !== undefined)
  return parameters.predicted === 'on' && !isByVisit
}

async function rowsOf(engine: Engine, query: MetricQuery): Promise<LtvRows> {
  const { by } = query
  const [valueRows, ageRows, binRows] = await Promise.all([
    engine.query<ValueRow>(values(query, by, engine.dialect)),
    engine.query<AgeRow>(ages(query, by)),
    engine.query<BinRow>(bins(query, by)),
  ])
  return { values: valueRows, ages: ageRows, bins: binRows }
}
