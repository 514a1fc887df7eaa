import { type SQL, sql } from 'drizzle-orm'

/** The few things that DuckDB and PostgreSQL 15 write differently. What an engine lacks throws. */
export interface Dialect {
  readonly name: 'duckdb' | 'postgres'
  /** Median of a numeric expression over the group, linear interpolation, nulls left out. */
  median(expression: SQL): SQL
}

export const duckdbDialect: Dialect = {
  name: 'duckdb',
  median: (expression) => sql`median(${expression})`,
}

export const postgresDialect: Dialect = {
  name: 'postgres',
  median: (expression) => sql`percentile_cont(0.5) within group (order by ${expression})`,
}
