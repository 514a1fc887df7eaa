/** For tests: a whole warehouse from a few hand-written staged rows, and short questions to it. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { rowsOf, type StageRows, stageOf } from '../conform/stage-fixture.ts'
import { buildWarehouse } from './build.ts'

export interface Warehouse {
  connection: DuckDBConnection
  /** Names of the checks that failed. */
  failed: string[]
  /** One text a row: its values, joined by spaces; null is `-`. */
  lines(sql: string): Promise<string[]>
}

export const ZONE = 'Asia/Shanghai'

export async function warehouseOf(rows: StageRows): Promise<Warehouse> {
  const connection = await stageOf(rows)
  const failed = await buildWarehouse(connection, { zone: ZONE, personKeySecret: Buffer.from('test') })
  return {
    connection,
    failed: failed.map((check) => `${check.name}: ${check.rows} ${check.detail}`),
    lines: async (sql) => (await rowsOf(connection, sql)).map((row) => Object.values(row).map(textOf).join(' ')),
  }
}

/** Person ids differ from load to load of other rows; tests name people by one of their source ids. */
export function personId(id: string): string {
  return `(select min(person_id) from stage.person_of where id = '${id}')`
}

function textOf(value: unknown): string {
  return value === null ? '-' : String(value)
}
