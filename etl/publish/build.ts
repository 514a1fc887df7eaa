/**
 * The next snapshot, made beside the current one. Two files: what is published is written once, into a fresh file; what is
 * needed only on the way lies in a scratch file, attached as `stage`, which leaves neither holes nor bytes in the first.
 */
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { sql } from 'drizzle-orm'
import { openSnapshot } from '../../lib/warehouse/duckdb.ts'
import type { DataLayout } from '../../lib/warehouse/layout.ts'
import { RunError } from '../run/error.ts'
import { renameDurably } from './files.ts'

const MEMORY = '600MB'
const THREADS = 2

export interface Build {
  /** Connection to the new snapshot, with the empty scratch database `stage` beside it. */
  connection: DuckDBConnection
  /**
   * Lets go of `stage` and makes the rest `wh-<run>.duckdb`: checkpointed, synced and verified.
   * @param onStage told when `checkpoint` and `verify` begin
   * @returns the file's name inside the warehouse
   */
  finish(onStage: (name: string) => void): Promise<string>
  /** Closes and removes everything that is not finished. */
  discard(): Promise<void>
}

/** Starts a build. The caller finishes or discards it. */
export async function startBuild(layout: DataLayout, runId: string, zone: string): Promise<Build> {
  const scratch = join(layout.warehouse, `.build-${runId}.duckdb`)
  const fresh = join(layout.warehouse, `.build-${runId}.out.duckdb`)
  const spill = join(layout.warehouse, `.build-${runId}.spill`)
  const instance = await DuckDBInstance.create(fresh, {
    temp_directory: spill,
    storage_compatibility_version: 'latest',
    memory_limit: MEMORY,
    threads: String(THREADS),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
  })
  const connection = await instance.connect()
  await connection.run(`set global TimeZone = ${literal(zone)}`)
  await connection.run(`attach ${literal(scratch)} as stage`)
  const close = () => {
    connection.closeSync()
    instance.closeSync()
  }
  let isClosed = false
  return {
    connection,
    finish: async (onStage) => {
      onStage('checkpoint')
      await detachStage(connection)
      const counts = await countRows(connection)
      await connection.run('force checkpoint')
      close()
      isClosed = true
      onStage('verify')
      await verify(fresh, spill, zone, counts)
      const file = `${nameOf(runId)}.duckdb`
      await renameDurably(fresh, join(layout.warehouse, file))
      return file
    },
    discard: async () => {
      if (!isClosed) close()
      for (const path of [scratch, `${scratch}.wal`, fresh, `${fresh}.wal`, spill]) {
        await rm(path, { recursive: true, force: true })
      }
    },
  }
}

/** Letting go writes the scratch file out; on a full disk the reason stands below the first line of the error. */
async function detachStage(connection: DuckDBConnection): Promise<void> {
  await connection.run('detach stage').catch((error: unknown) => {
    const text = error instanceof Error ? error.message : String(error)
    throw new RunError(`the build cannot be finished: ${text.replaceAll(/\s+/g, ' ').trim()}`)
  })
}

/** Name of a run's snapshot, as in every answer. */
export function nameOf(runId: string): string {
  return `wh-${runId}`
}

async function countRows(connection: DuckDBConnection): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  const tables = await connection.runAndReadAll(
    'select schema_name, table_name from duckdb_tables() where not temporary and database_name = current_database()',
  )
  for (const [schema, table] of tables.getRows()) {
    const name = `"${String(schema)}"."${String(table)}"`
    const rows = await connection.runAndReadAll(`select count(*) from ${name}`)
    counts.set(name, Number(rows.getRows()[0]?.[0]))
  }
  return counts
}

/**
 * Reads the finished file from end to end, as a reader would open it: every block has a checksum.
 * @throws RunError when anything is missing
 */
async function verify(file: string, spill: string, zone: string, counts: ReadonlyMap<string, number>): Promise<void> {
  if (existsSync(`${file}.wal`)) throw new RunError('the build left a write-ahead log behind; run it again')
  const engine = await openSnapshot(file, { zone, temp: spill, connections: 1, memory: MEMORY, timeout: 600_000 })
  try {
    for (const [table, expected] of counts) {
      // bit_xor over whole rows makes every column of every block pass its checksum.
      const [row] = await engine.query<{ rows: number; sum: string | null }>(
        sql`select count(*) as rows, bit_xor(hash(t))::varchar as sum from ${sql.raw(table)} t`,
      )
      if (row?.rows !== expected) {
        throw new RunError(
          `the finished snapshot holds ${row?.rows ?? 0} of ${expected} rows of ${table}; run it again`,
        )
      }
    }
  } finally {
    engine.close()
  }
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
