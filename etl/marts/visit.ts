import type { DuckDBConnection } from '@duckdb/node-api'
import { patientDay } from '../../lib/warehouse/schema.ts'
import { fillMart } from './fill.ts'

/** `stage.test_person`: people with a test patient among their records; they are in no hospital figure. */
const CREATE_TEST_PERSON = `create or replace table stage.test_person as
  select distinct person_id from canon.his_patients where is_test`

/** Patient-days: local days with an attended visit that was not online. */
export async function buildPatientDays(connection: DuckDBConnection): Promise<void> {
  await connection.run(CREATE_TEST_PERSON)
  const known = (column: string) => `coalesce(${column}, 'unknown') as ${column}`
  // Windows, not arg_min: a sort spills to disk where an aggregate of texts would fill the memory.
  await fillMart(
    connection,
    patientDay,
    `select person_id, visited_day as day, ${['hospital', 'department', 'disease'].map(known).join(', ')},
       count(*) over (partition by person_id, visited_day) as visits
     from canon.his_visits
     where status = 'attended' and visit_type is distinct from 'online'
       and person_id not in (select person_id from stage.test_person)
     qualify row_number() over (partition by person_id, visited_day order by visited_at, visit_id) = 1
     order by date_trunc('month', visited_day), person_id, visited_day`,
  )
}
