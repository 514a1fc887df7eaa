/** How wide the columns of a sheet are, in characters, and how many lines a text takes in them. Pure. */
import type { TypedCell, TypedSheet } from './workbook.ts'

const MIN_WIDTH = 8
export const MAX_WIDTH = 48
/** A head of numbers takes another line above this width. */
const HEAD_WIDTH = 14

/** Of every column: its own width, else by its content. */
export function widthsOf(sheet: TypedSheet): number[] {
  return sheet.columns.map((column, i) => column.width ?? widthOf(sheet, i))
}

function widthOf({ columns, rows }: TypedSheet, column: number): number {
  const texts = rows.slice(0, 200).map((row) => row[column])
  const title = columnsWide(columns[column]?.title ?? '')
  const longest = Math.max(
    hasNumbers(rows, column) ? Math.min(HEAD_WIDTH, title) : title,
    ...texts.map((cell) => columnsWide(typeof cell?.value === 'number' ? '0'.repeat(11) : (cell?.value ?? ''))),
  )
  return Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, longest + 3))
}

/** Chinese characters take two columns. */
function columnsWide(text: string): number {
  return [...text].reduce((sum, sign) => sum + (sign > '\u2e80' ? 2 : 1), 0)
}

/** Lines that a cell's text takes in a column. */
export function linesOf({ value }: TypedCell, width: number): number {
  return typeof value === 'string' ? Math.max(1, Math.ceil(columnsWide(value) / (width - 2))) : 1
}

/** Whether a column holds numbers, and is aligned as such. */
export function hasNumbers(rows: TypedSheet['rows'], column: number): boolean {
  return rows.some((row) => typeof row[column]?.value === 'number' && row[column]?.type !== 'text')
}
