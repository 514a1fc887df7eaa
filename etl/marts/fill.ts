import type { DuckDBConnection } from '@duckdb/node-api'
import { getTableName } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { createTable } from '../../lib/warehouse/ddl.ts'

/** Creates a mart from the one schema and fills it: the columns of `select` go by name, its order is the table's. */
export async function fillMart(connection: DuckDBConnection, table: PgTable, select: string): Promise<void> {
  await connection.run(createTable(table))
  await connection.run(`insert into "${getTableName(table)}" by name ${select}`)
}
