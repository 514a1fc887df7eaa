/**
 * What one feed of the drop-file contract looks like: its columns, their types and its key.
 * Everything else (parsers, ledger tables, mapping validation, the demo hospital) is derived from it.
 */

/**
 * How a cell is read, and what it is stored as in the ledger (DuckDB type).
 * - `text`, `id`, `enum`: trimmed text, VARCHAR. Unknown enum values are kept and counted.
 * - `instant`: ISO-8601; without an offset hospital wall time; TIMESTAMPTZ.
 * - `day`: calendar day, DATE. `month`: `YYYY-MM`, VARCHAR.
 * - `number`: DOUBLE. `money`: yuan in the file, integer fen in the ledger, BIGINT. `boolean`: BOOLEAN.
 * - `secret-id`, `secret-phone`: normalised, then HMAC-SHA-256 in hex, VARCHAR. Never kept clear.
 * - `name`: a person's name, VARCHAR; leaves the ledger masked only.
 */
export type ColumnType =
  | 'text'
  | 'id'
  | 'enum'
  | 'instant'
  | 'day'
  | 'month'
  | 'number'
  | 'money'
  | 'boolean'
  | 'secret-id'
  | 'secret-phone'
  | 'name'

export interface Column {
  name: string
  type: ColumnType
  /** A row without it goes to quarantine. */
  required?: boolean
  /** Listed values of an enum. Others are kept, counted and equal none of these. */
  values?: readonly string[]
  /** Spellings that mean a listed value, e.g. 男 -> M. */
  aliases?: Readonly<Record<string, string>>
}

export type System = 'his' | 'wecom' | 'community' | 'marketing' | 'identity'

export interface Feed {
  /** `his/visits`: system and feed, as in the drop folder. */
  id: `${System}/${string}`
  columns: readonly Column[]
  /** Columns that identify a row; a null is a key value too. */
  key: readonly string[]
  /** Rules between columns; a broken one puts the row into quarantine. */
  rules?: readonly RowRule[]
  /** The column whose local day says how fresh the feed is; absent for dictionaries. */
  freshBy?: string
}

export type RowRule =
  /** `later` before `earlier` is an error (both present). */
  | { kind: 'order'; earlier: string; later: string }
  /** At least one of the columns must be present. */
  | { kind: 'one-of'; columns: readonly string[] }

/** DuckDB type of a ledger column. */
export const DUCKDB_TYPES: Readonly<Record<ColumnType, string>> = {
  text: 'VARCHAR',
  id: 'VARCHAR',
  enum: 'VARCHAR',
  instant: 'TIMESTAMP WITH TIME ZONE',
  day: 'DATE',
  month: 'VARCHAR',
  number: 'DOUBLE',
  money: 'BIGINT',
  boolean: 'BOOLEAN',
  'secret-id': 'VARCHAR',
  'secret-phone': 'VARCHAR',
  name: 'VARCHAR',
}

/** Short form for column lists: `column('visit_id', 'id', { required: true })`. */
export function column(name: string, type: ColumnType, rest: Omit<Column, 'name' | 'type'> = {}): Column {
  return { name, type, ...rest }
}

/** Name of a feed's table inside the build: `his/visits` -> `his_visits`. */
export function tableOf(feed: Feed['id']): string {
  return feed.replace('/', '_')
}
