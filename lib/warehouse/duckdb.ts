/** Reads a published snapshot: a DuckDB file, opened read-only and locked down before the first query. */
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance, type DuckDBPreparedStatement, StatementType } from '@duckdb/node-api'
import type { SQL } from 'drizzle-orm'
import { decode } from './decode.ts'
import { duckdbDialect } from './dialect.ts'
import type { Cell, Engine, Row } from './engine.ts'
import { Pool } from './pool.ts'
import { EngineLost, QUERY_TIMEOUT, QueryTimeout, render, type Statement } from './statement.ts'

export interface DuckdbOptions {
  /** Zone of the hospital, for the few expressions that depend on one. */
  zone: string
  /** Where a query that outgrows its memory may spill; made only when needed. */
  temp: string
  /** Connections that run at the same time. */
  connections?: number
  /** DuckDB size, e.g. `1GB`. */
  memory?: string
  threads?: number
  /** Milliseconds a query may take. */
  timeout?: number
}

export interface DuckdbEngine extends Engine {
  /** Gives the file back. Queries under way fail. */
  close(): void
}

/**
 * Opens a snapshot file for queries only: no writes, no other files, no network, no settings.
 * @throws Error of DuckDB when the file is missing, truncated or not a database
 */
export async function openSnapshot(file: string, options: DuckdbOptions): Promise<DuckdbEngine> {
  // The options take effect in this order: a folder for spilling cannot be named once external access is off.
  const instance = await DuckDBInstance.create(file, {
    temp_directory: options.temp,
    access_mode: 'READ_ONLY',
    memory_limit: options.memory ?? '1GB',
    threads: String(options.threads ?? 2),
    max_temp_directory_size: '4GB',
    allow_community_extensions: 'false',
    allow_unsigned_extensions: 'false',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_persistent_secrets: 'false',
    enable_external_access: 'false',
  })
  try {
    return await lockDown(instance, options)
  } catch (error) {
    instance.closeSync()
    throw error
  }
}

async function lockDown(instance: DuckDBInstance, options: DuckdbOptions): Promise<DuckdbEngine> {
  const first = await instance.connect()
  // The zone is unknown to create(), so the lock, which must come last, follows it here.
  await first.run(`set global TimeZone = '${options.zone.replaceAll("'", "''")}'`)
  await first.run('set global lock_configuration = true')
  const others = Array.from({ length: (options.connections ?? 3) - 1 }, () => instance.connect())
  const pool = new Pool([first, ...(await Promise.all(others))])
  const timeout = options.timeout ?? QUERY_TIMEOUT
  return {
    dialect: duckdbDialect,
    query: async <T extends Row>(statement: SQL) => {
      const rendered = render(statement)
      return (await pool.use((connection) => select(connection, rendered, timeout))) as T[]
    },
    close: () => {
      for (const connection of pool.all()) connection.closeSync()
      instance.closeSync()
    },
  }
}

/** Runs one SELECT. Only prepared statements: they refuse a second statement in the same text. */
async function select(connection: DuckDBConnection, statement: Statement, timeout: number): Promise<Row[]> {
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    connection.interrupt()
  }, timeout)
  let prepared: DuckDBPreparedStatement | undefined
  try {
    prepared = await connection.prepare(statement.text)
    if (prepared.statementType !== StatementType.SELECT) throw new TypeError('only SELECT is answered')
    prepared.bind(statement.parameters)
    const result = await prepared.runAndReadAll()
    return toRows(result.columnNames(), result.getRows())
  } catch (error) {
    if (isLate) throw new QueryTimeout(timeout)
    throw isFatal(error) ? new EngineLost('the snapshot cannot be read any more', { cause: error }) : error
  } finally {
    clearTimeout(timer)
    prepared?.destroySync()
  }
}

function toRows(names: readonly string[], rows: readonly (readonly unknown[])[]): Row[] {
  // Filled in one order, all rows have one shape: for long lists several times faster than objects from entries.
  return rows.map((row) => {
    const object: Record<string, Cell> = {}
    for (const [i, name] of names.entries()) object[name] = decode(row[i])
    return object
  })
}

function isFatal(error: unknown): boolean {
  return (
    error instanceof Error && /FATAL|has been invalidated|Corrupt database|checksum|Could not read/i.test(error.message)
  )
}

/** The folder for spilling, inside the warehouse. */
export function spillFolder(warehouse: string): string {
  return join(warehouse, '.spill')
}
