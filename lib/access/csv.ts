/** CSV that a spreadsheet may open: marked as UTF-8, and no cell that it would run as a formula. */

export type CsvCell = string | number | boolean | null | undefined

/** A sign that begins a formula, in any width, blanks and invisible characters passed over. */
const FORMULA = /^[\p{Z}\p{C}]*[=+\-@＝＋－＠﹦﹢﹣﹫]/u
const LINE_BREAK = /(\r\n|[\n\r\v\f\u0085\u2028\u2029])/
const LEADING_CONTROL = /^[\t\r\n]/

/** Text that no spreadsheet takes for a formula, in any of its lines. Does nothing to text that is safe already. */
export function neutralise(text: string): string {
  const pieces = text.split(LINE_BREAK)
  const safe = pieces.map((piece) => (FORMULA.test(piece) ? `'${piece}` : piece)).join('')
  return LEADING_CONTROL.test(safe) ? `'${safe}` : safe
}

/** One line, RFC 4180, without its end. Numbers stay numbers: only text can be a formula. */
export function csvLine(cells: readonly CsvCell[]): string {
  return cells.map(csvCell).join(',')
}

function csvCell(cell: CsvCell): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell !== 'string') return String(cell)
  const safe = neutralise(cell)
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A whole file: byte order mark, header, one line a row. Rows are read by column name. */
export function csvFile(columns: readonly string[], rows: readonly Readonly<Record<string, CsvCell>>[]): string {
  const lines = [csvLine(columns), ...rows.map((row) => csvLine(columns.map((name) => row[name])))]
  return `\ufeff${lines.join('\r\n')}\r\n`
}
