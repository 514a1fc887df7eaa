import type { SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'

/** What may be bound. Dates travel as text and are cast in the SQL, so that every engine reads them alike. */
export type Parameter = string | number | boolean | null

export interface Statement {
  text: string
  parameters: Parameter[]
}

const dialect = new PgDialect()
/** A statement is looked up by its text before it is asked: what has been rendered is not rendered again. */
const rendered = new WeakMap<SQL, Statement>()

/**
 * Text with `$1` placeholders and the values to bind.
 * @throws TypeError for a value that engines would bind differently (Date, array, bigint, object)
 */
export function render(statement: SQL): Statement {
  const known = rendered.get(statement)
  if (known) return known
  const { sql, params } = dialect.sqlToQuery(statement)
  const fresh = { text: sql, parameters: params.map(parameter) }
  rendered.set(statement, fresh)
  return fresh
}

function parameter(value: unknown): Parameter {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new TypeError(
    `cannot bind ${typeof value === 'object' ? 'an object' : String(value)}: text, finite number, boolean or null`,
  )
}

/** Longest time that one query may take, in milliseconds. */
export const QUERY_TIMEOUT = 10_000

/** A query was stopped because it took too long. */
export class QueryTimeout extends Error {
  override name = 'QueryTimeout'
  constructor(milliseconds: number) {
    super(`the query was stopped after ${milliseconds / 1000} s; ask for a shorter period or fewer groups`)
  }
}

/** The database cannot answer any more: its file is damaged or the instance gave up. Reopening may help. */
export class EngineLost extends Error {
  override name = 'EngineLost'
}
