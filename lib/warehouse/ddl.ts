import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'

/** `create table` for a mart, in the SQL that DuckDB and PostgreSQL share. No keys, no indexes: snapshots are immutable. */
export function createTable(table: PgTable): string {
  const { name, columns } = getTableConfig(table)
  const lines = columns.map((c) => `  "${c.name}" ${c.getSQLType()}${c.notNull ? ' not null' : ''}`)
  return `create table "${name}" (\n${lines.join(',\n')}\n)`
}

/** Column names of a mart, in the order of its definition. */
export function columnsOf(table: PgTable): string[] {
  return getTableConfig(table).columns.map((c) => c.name)
}
