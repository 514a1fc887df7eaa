import type { SQL } from 'drizzle-orm'
import type { Dialect } from './dialect.ts'

/** A decoded cell: days are `YYYY-MM-DD`, wall times `YYYY-MM-DD HH:MM:SS[.ffffff]`, every number a double. */
export type Cell = string | number | boolean | null
export type Row = Record<string, Cell>

/** A database that holds the marts. One implementation per server; metrics know only this. */
export interface Engine {
  readonly dialect: Dialect
  /** Runs one SELECT. Column aliases become property names as they stand. */
  query<T extends Row = Row>(statement: SQL): Promise<T[]>
}
