/** The file of an export: the table of the page, marked on every row, as CSV, workbook or Arrow. Pure. */
import { csvLine } from '../../../lib/access/csv.ts'
import { arrowStream, type FlatTable } from '../../../lib/export/arrow.ts'
import type { ExportContent } from '../../../lib/export/fetch.ts'
import { isDeidentified, type Purpose } from '../../../lib/export/purposes.ts'
import { traceCode } from '../../../lib/export/trace.ts'
import { type Cover, workbook, XLSX_TYPE } from '../../../lib/export/workbook.ts'
import { peopleTable } from '../people/people-table.ts'
import type { ValueWords } from '../shell/option-labels.ts'
import { type CellData, type Column, cellOf, cellValue, type TableData } from '../table/model.ts'
import { sheetOf } from '../table/save-xlsx.ts'

export interface ListFile {
  bytes: Blob
  type: string
}

interface Making {
  content: ExportContent
  /** Key of the marks. */
  key: string
  zone: string
  cover: Cover
  words: { t: ValueWords; values: ValueWords; names: Readonly<Record<string, string>> }
  /** Titles of the columns that say where a row comes from. */
  marks: Readonly<Record<Mark, string>>
}

const MARKS = ['export_no', 'exporter', 'trace'] as const
export type Mark = (typeof MARKS)[number]
/** Who a row is about. */
const WHO: readonly string[] = ['person', 'name']

/** Makes the file in the format that was asked for. */
export async function listFile(making: Making): Promise<ListFile> {
  const table = markedTable(making)
  switch (making.content.row.format) {
    case 'csv':
      return { bytes: new Blob([csvOf(table)]), type: 'text/csv; charset=utf-8' }
    case 'xlsx':
      return {
        bytes: await workbook(making.cover, [sheetOf(table, making.cover.title)], making.zone),
        type: XLSX_TYPE,
      }
    case 'arrow':
      return { bytes: new Blob([Buffer.from(arrowStream(flat(table)))]), type: 'application/vnd.apache.arrow.stream' }
  }
}

/** The list as on the page, with the marks at its end; without names and pseudonyms where the purpose needs none. */
function markedTable({ content, key, words, marks }: Making): TableData {
  const { row, people } = content
  const table = peopleTable(people, words)
  const isOut = ({ id }: Column) => isDeidentified(row.purpose as Purpose) && WHO.includes(id)
  return {
    columns: [
      ...table.columns.filter((column) => !isOut(column)),
      ...MARKS.map((id): Column => ({ id, title: marks[id] })),
    ],
    rows: table.rows.map((line, i) => ({
      id: line.id,
      cells: {
        ...line.cells,
        export_no: row.no,
        exporter: row.requester,
        trace: traceCode(key, row.no, people[i]?.person ?? ''),
      },
    })),
  }
}

function csvOf({ columns, rows }: TableData): string {
  const lines = rows.map((row) => csvLine(columns.map(({ id }) => plain(cellOf(row, id)))))
  return `\ufeff${[csvLine(columns.map(({ title }) => title)), ...lines].join('\r\n')}\r\n`
}

function flat({ columns, rows }: TableData): FlatTable {
  return {
    columns: columns.map(({ id }) => id.replace(/^d_/, '')),
    rows: rows.map((row) =>
      Object.fromEntries(columns.map(({ id }) => [id.replace(/^d_/, ''), plain(cellOf(row, id))])),
    ),
  }
}

/** Nothing is empty, not a dash; money is kept in fen and written in yuan. */
function plain(cell: CellData): number | string | null {
  const value = cellValue(cell)
  if (typeof value === 'number') return cell.text.includes('¥') ? value / 100 : value
  return value === '—' ? null : value
}
