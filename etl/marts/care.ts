/** What care planned for a person. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { plannedReturn } from '../../lib/warehouse/schema.ts'
import { fillMart } from './fill.ts'

const JOINED = 'person_id in (select person_id from stage.first_join)'

export async function buildPlannedReturns(connection: DuckDBConnection): Promise<void> {
  await fillMart(
    connection,
    plannedReturn,
    `select person_id, visit_id, visited_at, planned_return_on as planned_on from canon.his_visits
     where status = 'attended' and planned_return_on is not null and ${JOINED}
     order by person_id, visited_at, visit_id`,
  )
}
