import type { DuckDBConnection } from '@duckdb/node-api'
import { reading } from '../../lib/warehouse/schema.ts'
import { fillMart } from './fill.ts'

/** mg of glucose in a dL at one mmol/L. */
const MG_PER_MMOL = 18.016

const UNIT = `lower(replace(coalesce(unit, ''), ' ', ''))`

/** Readings in one unit a metric; NGSP % = 0.09148 × IFCC mmol/mol + 2.152. */
export async function buildReadings(connection: DuckDBConnection): Promise<void> {
  await fillMart(
    connection,
    reading,
    `select reading_id, person_id, metric, measured_at, measured_day, method,
       case when metric = 'glucose' and ${UNIT} = 'mg/dl' then value / ${MG_PER_MMOL}
         when metric = 'hba1c' and ${UNIT} = 'mmol/mol' then value * 0.09148 + 2.152
         else value end as value
     from canon.community_readings
     where person_id is not null
     order by person_id, metric, measured_at, reading_id`,
  )
}
