import type { Reason } from './reasons.ts'

/** A date cell of a workbook: wall time without zone, `YYYY-MM-DD HH:MM:SS`. */
export interface WallCell {
  wall: string
}

/** A cell as the file gives it. JSON and workbooks know numbers and booleans; text formats know text only. */
export type RawCell = string | number | boolean | null | undefined | WallCell | typeof NESTED

/** A JSON object where a scalar belongs: no column can read it. */
export const NESTED = Symbol('nested')

/** One record of a file, read or not: every one is accounted for. */
export interface SourceRecord {
  /** First line of the record; row number of a workbook, ordinal of a Parquet row. */
  line: number
  /** Cells in the order of the header; absent where the record could not be cut into cells. */
  cells?: RawCell[]
  /** The text as it stands in the file; made from the cells where a format has none. Never stored unmasked. */
  raw?: string
  /** Why the record cannot be used, if it cannot. */
  broken?: Reason
}

/** Records that were read together, with the columns known by then (JSON lines may bring more later). */
export interface RecordBatch {
  header: readonly string[]
  records: SourceRecord[]
}

/** Reads one file from its start; memory does not depend on the length of the file. */
export type RecordReader = AsyncIterable<RecordBatch>

/** Larger records are set aside unread, so that one broken file cannot fill the memory. */
export const MAX_RECORD_CHARS = 16 * 1024 * 1024
