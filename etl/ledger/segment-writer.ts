import { rmSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import {
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBTimestampTZValue,
  type DuckDBType,
  type DuckDBValue,
  INTEGER,
  TIMESTAMPTZ,
  VARCHAR,
} from '@duckdb/node-api'
import type { LedgerSegment } from '../../lib/warehouse/ledger.ts'
import type { ParsedCell } from '../land/cells.ts'
import type { ColumnType, Feed } from '../sources/feed.ts'
import { DUCKDB_TYPES } from '../sources/feed.ts'
import { fileSha256 } from './manifest.ts'

const CHUNK_ROWS = 2048
const SEGMENT_ROWS = 500_000
/** Text that may wait in memory before a segment is closed early. */
const SEGMENT_CHARS = 64 * 1024 * 1024
const CHUNK_CHARS = 4 * 1024 * 1024

const VECTOR_TYPES: Readonly<Record<ColumnType, DuckDBType>> = {
  text: VARCHAR,
  id: VARCHAR,
  enum: VARCHAR,
  instant: TIMESTAMPTZ,
  day: DATE,
  month: VARCHAR,
  number: DOUBLE,
  money: BIGINT,
  boolean: BOOLEAN,
  'secret-id': VARCHAR,
  'secret-phone': VARCHAR,
  name: VARCHAR,
}

/** A column of a segment: its name, its SQL type, and how a parsed cell becomes a database value. */
interface SegmentColumn {
  name: string
  sql: string
  type: DuckDBType
  encode: (value: ParsedCell) => DuckDBValue
}

const same = (value: ParsedCell): DuckDBValue => value
const FILE: SegmentColumn = { name: '_file', sql: 'INTEGER', type: INTEGER, encode: same }
const LINE: SegmentColumn = { name: '_line', sql: 'BIGINT', type: BIGINT, encode: toBigInt }
const text = (name: string): SegmentColumn => ({ name, sql: 'VARCHAR', type: VARCHAR, encode: same })

export const QUARANTINE_COLUMNS: readonly SegmentColumn[] = [FILE, LINE, text('column'), text('reason'), text('raw')]

/** `_file`, `_line`, the feed's columns, `_extra` (columns that the contract does not know, JSON). */
export function ledgerColumns(feed: Feed): SegmentColumn[] {
  const columns = feed.columns.map(
    (column): SegmentColumn => ({
      name: column.name,
      sql: DUCKDB_TYPES[column.type],
      type: VECTOR_TYPES[column.type],
      encode: encoderOf(column.type),
    }),
  )
  return [FILE, LINE, ...columns, text('_extra')]
}

export interface SegmentTarget {
  connection: DuckDBConnection
  /** A second connection to the same database: one segment is written while the next is filled. */
  copier: DuckDBConnection
  /** Folder of the segments. */
  folder: string
  /** Feed as the manifest names it; its table name starts the file names. */
  feed: string
  table: string
  columns: readonly SegmentColumn[]
}

/** Collects rows and writes them as Parquet segments, each flushed to disk before its name is known to anyone. */
export class SegmentWriter {
  readonly segments: LedgerSegment[] = []
  readonly #target: SegmentTarget
  readonly #types: DuckDBType[]
  readonly #encoders: SegmentColumn['encode'][]
  #appender: DuckDBAppender | null = null
  #buffers: DuckDBValue[][]
  #rows = 0
  #chars = 0
  #chunkChars = 0
  #turn = 0
  #writing: Promise<void> = Promise.resolve()

  constructor(target: SegmentTarget) {
    this.#target = target
    this.#types = target.columns.map((column) => column.type)
    this.#encoders = target.columns.map((column) => column.encode)
    this.#buffers = target.columns.map(() => [])
  }

  /** Takes one row: its values in the order of the columns. Call `drain` when `isFull` says so. */
  append(row: readonly ParsedCell[]): void {
    const encoders = this.#encoders
    for (let i = 0; i < encoders.length; i += 1) {
      const value = row[i] ?? null
      this.#buffers[i]?.push(value === null ? null : (encoders[i]?.(value) ?? null))
      if (typeof value === 'string') this.#chunkChars += value.length
    }
  }

  /** A chunk is complete: no more rows fit before `drain`. */
  get isFull(): boolean {
    return (this.#buffers[0]?.length ?? 0) >= CHUNK_ROWS || this.#chunkChars > CHUNK_CHARS
  }

  /** Writes what is left; the segments are complete when this returns. */
  async close(): Promise<void> {
    await this.drain()
    await this.#closeSegment()
    await this.#writing
  }

  /** After a failure: waits until nothing is being written any more. */
  async settle(): Promise<void> {
    await this.#writing.catch(() => undefined)
  }

  /** Hands the collected rows to the database, and closes the segment when it is large enough. */
  async drain(): Promise<void> {
    const rows = this.#buffers[0]?.length ?? 0
    if (rows === 0) return
    this.#appender ??= await this.#openSegment()
    const chunk = DuckDBDataChunk.create(this.#types, rows)
    chunk.setColumns(this.#buffers)
    this.#appender.appendDataChunk(chunk)
    this.#buffers = this.#target.columns.map(() => [])
    this.#rows += rows
    this.#chars += this.#chunkChars
    this.#chunkChars = 0
    if (this.#rows >= SEGMENT_ROWS || this.#chars > SEGMENT_CHARS) await this.#closeSegment()
  }

  async #openSegment(): Promise<DuckDBAppender> {
    const { connection, columns } = this.#target
    const list = columns.map((column) => `"${column.name}" ${column.sql}`).join(', ')
    await connection.run(`create or replace table "${this.#tableName}" (${list})`)
    return connection.createAppender(this.#tableName)
  }

  /** Starts to write the full segment; waits only for the one before it. */
  async #closeSegment(): Promise<void> {
    if (!this.#appender) return
    this.#appender.closeSync()
    this.#appender = null
    const [table, rows] = [this.#tableName, this.#rows]
    this.#turn += 1
    this.#rows = 0
    this.#chars = 0
    await this.#writing
    this.#writing = this.#write(table, rows)
    // Whoever awaits it next sees the failure; until then it must not count as unhandled.
    this.#writing.catch(() => undefined)
  }

  async #write(table: string, rows: number): Promise<void> {
    const { copier, folder, feed } = this.#target
    const draft = join(folder, `${table}-draft.parquet`)
    rmSync(draft, { force: true })
    const options = 'format parquet, compression zstd, row_group_size 122880'
    await copier.run(`copy "${table}" to '${draft.replaceAll("'", "''")}' (${options})`)
    await copier.run(`drop table "${table}"`)
    await syncFile(draft)
    const sha256 = await fileSha256(draft)
    // Named by content: a name never means two things, and no committed segment can be overwritten by another.
    const name = `${this.#target.table}-${sha256.slice(0, 24)}.parquet`
    await rename(draft, join(folder, name))
    this.segments.push({ feed, name, sha256, rows })
  }

  /** Two tables take turns. */
  get #tableName(): string {
    return `${this.#target.table}_${this.#turn % 2}`
  }
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function encoderOf(type: ColumnType): (value: ParsedCell) => DuckDBValue {
  if (type === 'instant') return (value) => (typeof value === 'bigint' ? new DuckDBTimestampTZValue(value) : null)
  if (type === 'day') return (value) => (typeof value === 'number' ? new DuckDBDateValue(value) : null)
  if (type === 'money') return toBigInt
  return same
}

function toBigInt(value: ParsedCell): DuckDBValue {
  return typeof value === 'number' ? BigInt(value) : null
}
