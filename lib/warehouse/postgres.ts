/** Reads marts from PostgreSQL: the second engine, whose answers must equal DuckDB's to the last digit. */
import type { SQL } from 'drizzle-orm'
import pg from 'pg'
import { decode } from './decode.ts'
import { postgresDialect } from './dialect.ts'
import type { Cell, Engine, Row } from './engine.ts'
import { QUERY_TIMEOUT, QueryTimeout, render } from './statement.ts'

export interface PostgresOptions {
  /** Address, e.g. `postgres://user@host:5432/name`, or connection fields. */
  connection: string | pg.PoolConfig
  zone: string
  /** Schema of the marts. */
  schema?: string
  connections?: number
  timeout?: number
}

export interface PostgresEngine extends Engine {
  close(): Promise<void>
}

const INTEGERS = new Set<number>([20, 21, 23, 26])
const NUMERIC = 1700
const FLOATS = new Set<number>([700, 701])
const BOOLEAN = 16

/** Text of a value as the server sends it -> the same cell that DuckDB gives. */
function parserOf(type: number): (text: string) => Cell {
  if (INTEGERS.has(type)) return (text) => decode(BigInt(text))
  // A sum of bigints is numeric here and HUGEINT there: whole numbers must be exact on both sides.
  if (type === NUMERIC) return (text) => (/^-?\d+$/.test(text) ? decode(BigInt(text)) : Number(text))
  if (FLOATS.has(type)) return Number
  if (type === BOOLEAN) return (text) => text === 't'
  return (text) => text
}

/** Opens a pool whose sessions only read, in the hospital's zone, with a limit on time. */
export function openPostgres(options: PostgresOptions): PostgresEngine {
  const timeout = options.timeout ?? QUERY_TIMEOUT
  const base = typeof options.connection === 'string' ? { connectionString: options.connection } : options.connection
  const settings = [
    `-c TimeZone=${options.zone}`,
    '-c default_transaction_read_only=on',
    `-c statement_timeout=${timeout}`,
    '-c DateStyle=ISO',
    '-c extra_float_digits=1',
    ...(options.schema ? [`-c search_path=${options.schema}`] : []),
  ]
  const pool = new pg.Pool({
    ...base,
    max: options.connections ?? 3,
    options: settings.join(' '),
    types: { getTypeParser: (type: number) => parserOf(type) },
  })
  // An idle connection that the server drops must not end the process; the next query opens another.
  pool.on('error', () => undefined)
  return {
    dialect: postgresDialect,
    query: <T extends Row>(statement: SQL) => select(pool, statement, timeout) as Promise<T[]>,
    close: () => pool.end(),
  }
}

async function select(pool: pg.Pool, statement: SQL, timeout: number): Promise<Row[]> {
  const { text, parameters } = render(statement)
  if (!/^[\s(]*(select|with)\b/i.test(text)) throw new TypeError('only SELECT is answered')
  try {
    const result = await pool.query<Row>({ text, values: parameters })
    return result.rows
  } catch (error) {
    // 57014: query_canceled
    if (error instanceof Error && 'code' in error && error.code === '57014') throw new QueryTimeout(timeout)
    throw error
  }
}
