import { randomUUID } from 'node:crypto'
import { createWriteStream, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { ReadRequest } from './readers.ts'
import type { RawCell, RecordReader } from './record.ts'

/** Parquet types whose text is not what the contract's parsers read. */
const AS_TEXT: readonly (readonly [RegExp, (name: string) => string])[] = [
  [/^TIMESTAMP WITH TIME ZONE$/, (name) => `strftime(${name}::timestamp, '%Y-%m-%dT%H:%M:%S.%fZ')`],
  [/^TIMESTAMP/, (name) => `strftime(${name}::timestamp, '%Y-%m-%d %H:%M:%S.%f')`],
  [/^BOOLEAN$/, (name) => `case ${name} when true then 'true' when false then 'false' end`],
  [/^(VARCHAR|DATE|U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DECIMAL|DOUBLE|FLOAT)/, (name) => `${name}::varchar`],
]

/**
 * Reads a Parquet file through DuckDB, values as text for the contract's parsers. A timestamp without zone is wall
 * time; `line` is the row's ordinal from 1. The file is copied first, so that its name cannot mean anything to DuckDB.
 */
export async function* readParquet({ source, database, scratch }: ReadRequest): RecordReader {
  const copy = join(scratch, `${randomUUID()}.parquet`)
  await pipeline(Readable.from(source.rawBlocks()), createWriteStream(copy, { mode: 0o600 }))
  // A connection of its own: the rows stream while others are written.
  const connection = await database.connect()
  try {
    await connection.run("set TimeZone = 'UTC'")
    const from = `read_parquet('${copy.replaceAll("'", "''")}', hive_partitioning = false)`
    let line = 1
    try {
      const columns = await columnsOf(connection, from)
      const header = columns.map((column) => column.name)
      const result = await connection.stream(`select ${columns.map((column) => column.sql).join(', ')} from ${from}`)
      for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
        const rows = chunk.getRows() as RawCell[][]
        const first = line
        line += rows.length
        yield { header, records: rows.map((cells, index) => ({ line: first + index, cells })) }
      }
    } catch {
      yield { header: [], records: [{ line, raw: '', broken: 'file-unreadable' }] }
    }
  } finally {
    connection.closeSync()
    rmSync(copy, { force: true })
  }
}

async function columnsOf(connection: DuckDBConnection, from: string): Promise<{ name: string; sql: string }[]> {
  const reader = await connection.runAndReadAll(`describe select * from ${from}`)
  return reader.getRowObjects().map((row) => {
    const name = String(row.column_name)
    const quoted = `"${name.replaceAll('"', '""')}"`
    const how = AS_TEXT.find(([type]) => type.test(String(row.column_type)))
    // Lists, structs and blobs fit no column; their text is enough for an extra one.
    return { name: name.trim(), sql: how ? how[1](quoted) : `${quoted}::varchar` }
  })
}
