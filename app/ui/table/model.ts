/** A table as plain data: the server writes the texts, the browser sorts and filters. */

export interface Column {
  id: string
  title: string
  /** Right-aligned; sorted by `value`. */
  isNumeric?: boolean
  /** Stays at the left when the table scrolls sideways. */
  isPinned?: boolean
  /** Not shown until chosen. */
  isHidden?: boolean
  /** Not shown on phones until chosen. */
  isHiddenOnPhones?: boolean
  /** What the column means, on hover. */
  help?: string
}

export interface CellData {
  text: string
  /** What is sorted by and exported; the text where absent. */
  value?: number | string | null
  /** Smaller text behind, such as an interval. */
  note?: string
  /** Drills to the people or page behind. */
  href?: string
  /** Why there is no value, on hover. */
  reason?: string
  /** Immature: hatched. */
  isHatched?: boolean
  tone?: 'good' | 'bad' | 'muted'
}

export type Cell = CellData | string

export interface TableRow {
  id: string
  cells: Readonly<Record<string, Cell>>
}

export interface TableData {
  columns: Column[]
  rows: TableRow[]
  /** Total or weighted mean, below. */
  total?: TableRow
  holdsPeople?: never
}

/** A table whose rows are people: to be looked at. It is no `TableData`, so nothing saves it; a list leaves by 名单导出. */
export type PeopleTable = Omit<TableData, 'holdsPeople'> & { holdsPeople: true }

const NOTHING: CellData = { text: '—', value: null }

/** The cell of a row; `—` where there is none. */
export function cellOf(row: TableRow, column: string): CellData {
  const cell = row.cells[column]
  if (cell === undefined) return NOTHING
  return typeof cell === 'string' ? { text: cell } : cell
}

/** What sorts and what a file gets. */
export function cellValue(cell: CellData): number | string | null {
  return cell.value === undefined ? cell.text : cell.value
}
