import { csvLine } from '../../../lib/access/csv.ts'
import { download } from '../charts/png.ts'
import { type CellData, cellOf, cellValue, type TableData } from './model.ts'

/** The table as a file that a spreadsheet opens rightly: marked as UTF-8, no cell that it would run. */
export function saveTable(table: TableData, fileName: string): void {
  const rows = table.total ? [...table.rows, table.total] : table.rows
  const lines = rows.map((row) => csvLine(table.columns.map((c) => exported(cellOf(row, c.id)))))
  const text = `\ufeff${[csvLine(table.columns.map((c) => c.title)), ...lines].join('\r\n')}\r\n`
  download(new Blob([text], { type: 'text/csv;charset=utf-8' }), `${fileName}.csv`)
}

/** Money is kept in fen and written in yuan. */
function exported(cell: CellData): number | string | null {
  const value = cellValue(cell)
  return typeof value === 'number' && cell.text.includes('¥') ? value / 100 : value
}
