import type { CellType, Cover, TypedCell, TypedSheet } from '../../../lib/export/workbook.ts'
import { type CellData, cellOf, type TableData } from './model.ts'

/** A table as a typed sheet: a cell's number takes the kind that its text shows, so that a spreadsheet can go on with it. */
export function sheetOf(table: TableData, name: string): TypedSheet {
  const rows = table.total ? [...table.rows, table.total] : table.rows
  return {
    name,
    columns: table.columns.map(({ title }) => ({ title })),
    rows: rows.map((row) =>
      table.columns.map((column): TypedCell => {
        const cell = cellOf(row, column.id)
        return {
          value: cell.value === undefined ? cell.text : cell.value,
          type: typeOf(cell),
          isStrong: row === table.total,
        }
      }),
    ),
  }
}

function typeOf({ text, value }: CellData): CellType {
  if (typeof value !== 'number') return typeOfText(String(value ?? text))
  if (/个百分点|pp$/.test(text)) return 'points'
  if (text.includes('%')) return 'share'
  if (text.includes('¥')) return 'yuan'
  return Number.isInteger(value) ? 'integer' : 'decimal'
}

function typeOfText(text: string): CellType {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return 'day'
  return /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/.test(text) ? 'wall' : 'text'
}

/** The workbook of a table, with a cover. The writer is loaded when it is wanted. */
export async function workbookOf(table: TableData, cover: Cover, zone: string): Promise<Blob> {
  const { workbook } = await import('../../../lib/export/workbook.ts')
  return workbook(cover, [sheetOf(table, cover.title)], zone)
}
