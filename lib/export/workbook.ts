/**
 * Workbooks for spreadsheets: a cover that says what the figures are, then one sheet a table, every cell with its type.
 * Runs on the server and in the browser alike.
 */
import writeXlsxFile, { type CellObject, type Feature, type Row, type SheetData } from 'write-excel-file/universal'

/**
 * What a cell holds. Shares and differences of shares stay raw (0.429 shows as 42.9%), money comes in fen and is written
 * in yuan, days are `YYYY-MM-DD`, instants ISO-8601 with offset, wall times `YYYY-MM-DD HH:MM` on the hospital's clock. Text is text, also where it looks like a formula or a number.
 */
export type CellType = 'text' | 'integer' | 'decimal' | 'share' | 'points' | 'yuan' | 'day' | 'instant' | 'wall'

export interface TypedCell {
  value: string | number | null | undefined
  type: CellType
  isStrong?: boolean
}

export interface SheetColumn {
  title: string
  /** In characters; by the content where absent. */
  width?: number
}

export interface TypedSheet {
  name: string
  columns: readonly SheetColumn[]
  rows: readonly (readonly TypedCell[])[]
  /** Columns at the left that stay when the sheet scrolls. */
  sticky?: number
}

export interface Cover {
  name: string
  title: string
  facts: readonly { label: string; cell: TypedCell }[]
  /** Stands at the head and foot of every printed page. */
  mark?: string
}

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const FORMAT: Record<CellType, string> = {
  text: '@',
  integer: '#,##0',
  decimal: '#,##0.00',
  share: '0.0%',
  points: '+0.0%;-0.0%;0.0%',
  yuan: '"¥"#,##0.00;-"¥"#,##0.00',
  day: 'yyyy-mm-dd',
  instant: 'yyyy-mm-dd hh:mm',
  wall: 'yyyy-mm-dd hh:mm',
}
/** What a spreadsheet takes in one cell. */
const MAX_TEXT = 32_000
const MAX_NAME = 31
const WALL = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}/
const [MIN_WIDTH, MAX_WIDTH] = [8, 48]

/**
 * A workbook as a file.
 * @param zone clock on which instants are written
 */
export async function workbook(cover: Cover, sheets: readonly TypedSheet[], zone: string): Promise<Blob> {
  const names = new Set<string>()
  const written = writeXlsxFile(
    [
      { sheet: sheetName(cover.name, names), data: coverRows(cover, zone), columns: [{ width: 22 }, { width: 90 }] },
      ...sheets.map((sheet) => ({
        sheet: sheetName(sheet.name, names),
        data: sheetRows(sheet, zone),
        columns: sheet.columns.map((column, i) => ({ width: column.width ?? widthOf(sheet, i) })),
        stickyRowsCount: 1,
        ...(sheet.sticky !== undefined && { stickyColumnsCount: sheet.sticky }),
      })),
    ],
    { fontSize: 11, ...(cover.mark !== undefined && { features: [markedPages(cover.mark)] }) },
  )
  return new Blob([await written.toBlob()], { type: XLSX_TYPE })
}

/** Print headers and footers. In them `&` begins a code, so it is written twice. */
function markedPages(mark: string): Feature<Blob> {
  const text = mark.replaceAll('&', '&&').replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
  const element = `<headerFooter><oddHeader>&amp;R${text}</oddHeader><oddFooter>&amp;L${text}&amp;R&amp;P / &amp;N</oddFooter></headerFooter>`
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': { transform: (xml) => xml.replace('</worksheet>', `${element}</worksheet>`) },
      },
    },
  }
}

function coverRows({ title, facts }: Cover, zone: string): SheetData {
  const head: Row = [{ value: title, type: String, format: '@', fontWeight: 'bold', fontSize: 16, columnSpan: 2 }, null]
  const lines = facts.map(
    ({ label, cell }): Row => [
      { value: label, type: String, format: '@', textColor: '#4a5355', alignVertical: 'top' },
      { ...cellObject(cell, zone), align: 'left', alignVertical: 'top', wrap: true },
    ],
  )
  return [head, [], ...lines]
}

function sheetRows({ columns, rows }: TypedSheet, zone: string): SheetData {
  const head = columns.map(
    ({ title }): CellObject => ({
      ...{ value: title, type: String, format: '@', fontWeight: 'bold' },
      ...{ backgroundColor: '#eef0f0', bottomBorderColor: '#bcc4c5', bottomBorderStyle: 'thin' },
    }),
  )
  return [head, ...rows.map((row) => row.map((cell) => cellObject(cell, zone)))]
}

function cellObject({ value, type, isStrong = false }: TypedCell, zone: string): CellObject {
  const look = isStrong ? { fontWeight: 'bold' as const } : {}
  if (value === null || value === undefined || value === '') return { value: undefined, ...look }
  if (typeof value === 'string') {
    const date = dateOf(value, type, zone)
    if (date) return { value: date, type: Date, format: FORMAT[type], align: 'left', ...look }
    return { value: value.slice(0, MAX_TEXT), type: String, format: '@', ...look }
  }
  if (!Number.isFinite(value)) return { value: undefined, ...look }
  if (type === 'text') return { value: String(value), type: String, format: '@', ...look }
  return { value: type === 'yuan' ? value / 100 : value, type: Number, format: FORMAT[type], ...look }
}

function dateOf(text: string, type: CellType, zone: string): Date | null {
  if (type === 'day') return dayOf(text)
  if (type === 'instant') return clockOf(text, zone)
  return type === 'wall' && WALL.test(text) ? new Date(`${text.slice(0, 16).replace(' ', 'T')}Z`) : null
}

function dayOf(text: string): Date | null {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null
}

/** A spreadsheet knows no zones: the wall clock of the hospital, as if it were UTC. */
function clockOf(text: string, zone: string): Date | null {
  const instant = new Date(text)
  if (Number.isNaN(instant.getTime())) return null
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  return new Date(`${clock.format(instant).replace(' ', 'T')}Z`)
}

/** Spreadsheets refuse some signs, long names, and one name twice. */
function sheetName(name: string, taken: Set<string>): string {
  const clean =
    name
      .replace(/[\\/?*[\]:]/g, ' ')
      .replace(/^'+|'+$/g, '')
      .trim() || 'Sheet'
  let unique = clean.slice(0, MAX_NAME)
  for (let i = 2; taken.has(unique.toLowerCase()); i += 1) {
    unique = `${clean.slice(0, MAX_NAME - 2 - String(i).length)} ${i}`
  }
  taken.add(unique.toLowerCase())
  return unique
}

function widthOf({ columns, rows }: TypedSheet, column: number): number {
  const texts = rows.slice(0, 200).map((row) => row[column])
  const longest = Math.max(
    columnsWide(columns[column]?.title ?? ''),
    ...texts.map((cell) => columnsWide(typeof cell?.value === 'number' ? '0'.repeat(11) : (cell?.value ?? ''))),
  )
  return Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, longest + 2))
}

/** Chinese characters take two columns. */
function columnsWide(text: string): number {
  return [...text].reduce((sum, sign) => sum + (sign > '\u2e80' ? 2 : 1), 0)
}
