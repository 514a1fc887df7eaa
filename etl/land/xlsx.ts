import { readSheet } from 'read-excel-file/universal'
import { HeaderFinder, type HeaderRule } from './header.ts'
import type { RawCell, RecordReader, SourceRecord } from './record.ts'
import type { SourceFile } from './source-file.ts'
import { isSafeWorkbook } from './xlsx-guard.ts'

/** A workbook is read whole; larger ones are exported as CSV. */
const MAX_FILE_BYTES = 64 * 1024 * 1024
const MAX_ROWS_A_BATCH = 5000
/** Excel stores a time of day as a fraction: a whole second may come back a hair beside itself. */
const SNAP_MS = 5

/** Reads the first sheet. Dates are wall times of no zone, numbers keep their type, `line` is the row number. */
export async function* readXlsx(source: SourceFile, rule: HeaderRule = {}): RecordReader {
  const rows = await rowsOf(source)
  if (!rows) {
    yield { header: [], records: [{ line: 1, raw: '', broken: 'file-unreadable' }] }
    return
  }
  const header = new HeaderFinder(rule)
  for (let start = 0; start < rows.length; start += MAX_ROWS_A_BATCH) {
    const found = rows.slice(start, start + MAX_ROWS_A_BATCH).flatMap((row, i) => recordOf(row, start + i + 1))
    const records = header.take(found)
    if (records.length > 0) yield { header: header.names, records }
  }
}

async function rowsOf(source: SourceFile): Promise<unknown[][] | null> {
  if (source.size > MAX_FILE_BYTES) return null
  const blocks: Buffer[] = []
  for await (const block of source.rawBlocks()) blocks.push(block)
  const bytes = Buffer.concat(blocks)
  if (!(await isSafeWorkbook(bytes))) return null
  try {
    // A copy of its own: the library takes the whole ArrayBuffer, and small Buffers share one.
    return (await readSheet(new Uint8Array(bytes).buffer)) as unknown[][]
  } catch {
    return null
  }
}

/** A row without any value is no row. */
function recordOf(row: readonly unknown[], line: number): SourceRecord[] {
  const cells = row.map(cellOf)
  return cells.every((cell) => cell === null) ? [] : [{ line, cells }]
}

function cellOf(value: unknown): RawCell {
  if (value instanceof Date) return { wall: wallText(value) }
  if (typeof value === 'string') return value === '' ? null : value
  return typeof value === 'number' || typeof value === 'boolean' ? value : null
}

/** The library puts the cell's wall time into the UTC fields of a Date. */
function wallText(date: Date): string {
  const millis = Math.round(date.getTime())
  const second = Math.round(millis / 1000) * 1000
  const snapped = Math.abs(millis - second) <= SNAP_MS ? second : millis
  return new Date(snapped)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.000Z$|Z$/, '')
}
