/**
 * Workbooks for spreadsheets: a cover that says what the figures are, then one sheet a table, every cell with its type.
 * Runs on the server and in the browser alike.
 */
import writeXlsxFile, { type CellObject, type Row, type SheetData } from 'write-excel-file/universal'
import { printSetup } from './print-setup.ts'
import { hasNumbers, linesOf, MAX_WIDTH, widthsOf } from './sheet-widths.ts'

/**
 * What a cell holds. Shares stay raw (0.429 shows as 42.9%), differences of shares are written in points (0.019 as 1.9),
 * money comes in fen and is written in yuan, days are `YYYY-MM-DD`, instants ISO-8601 with offset, wall times `YYYY-MM-DD HH:MM` on the hospital's clock. Text is text, also where it looks like a formula or a number.
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
  /** What a difference of shares is counted in, in the reader's language; absent where there are none. */
  pointsUnit?: string
  /** Stands at the head and foot of every printed page. */
  mark?: string
}

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const FORMAT: Record<CellType, string> = {
  text: '@',
  integer: '#,##0',
  decimal: '#,##0.00',
  share: '0.0%',
  points: '+0.0;-0.0;0.0',
  yuan: '"¥"#,##0.00;-"¥"#,##0.00',
  day: 'yyyy-mm-dd',
  instant: 'yyyy-mm-dd hh:mm',
  wall: 'yyyy-mm-dd hh:mm',
}
/** What a spreadsheet takes in one cell. */
const MAX_TEXT = 32_000
const MAX_NAME = 31
const WALL = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}/
/** Of lines, of the title and of what is around a head, in points. */
const [LINE_HEIGHT, TITLE_HEIGHT, HEAD_ROOM] = [18, 30, 8]
/** Of the names and the facts on a cover. */
const COVER_WIDTHS = [22, 90] as const
/** A face that Chinese hospitals have; elsewhere the program puts its own. */
const FACE = 'Microsoft YaHei'

/** What the cells of a workbook have in common. */
interface Writing {
  /** Clock on which instants are written. */
  zone: string
  pointsUnit: string | undefined
}

/**
 * A workbook as a file.
 * @param zone clock on which instants are written
 */
export async function workbook(cover: Cover, sheets: readonly TypedSheet[], zone: string): Promise<Blob> {
  const taken = new Set<string>()
  const names = [cover, ...sheets].map(({ name }) => sheetName(name, taken))
  const printed = [0, ...sheets.map((sheet) => sum(widthsOf(sheet)))].map((width, i) => ({
    name: names[i] ?? '',
    width,
  }))
  const writing = { zone, pointsUnit: cover.pointsUnit }
  const written = writeXlsxFile(
    [
      {
        ...{ sheet: names[0] ?? '', data: coverRows(cover, writing), orientation: 'landscape' },
        ...{ columns: COVER_WIDTHS.map((width) => ({ width })), showGridLines: false },
      },
      ...sheets.map((sheet, i) => ({
        ...{ sheet: names[i + 1] ?? '', data: sheetRows(sheet, writing), orientation: 'landscape' as const },
        columns: widthsOf(sheet).map((width) => ({ width })),
        stickyRowsCount: 1,
        ...(sheet.sticky !== undefined && { stickyColumnsCount: sheet.sticky }),
      })),
    ],
    { fontSize: 11, fontFamily: FACE, features: [printSetup(printed, cover)] },
  )
  return new Blob([await written.toBlob()], { type: XLSX_TYPE })
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

function coverRows({ title, facts }: Cover, writing: Writing): SheetData {
  const head: Row = [
    { value: title, type: String, format: '@', fontWeight: 'bold', fontSize: 16, columnSpan: 2, height: TITLE_HEIGHT },
    null,
  ]
  const lines = facts.map(
    ({ label, cell }): Row => [
      {
        ...{ value: label, type: String, format: '@', textColor: '#4a5355', alignVertical: 'top' },
        height: LINE_HEIGHT * linesOf(cell, COVER_WIDTHS[1]),
      },
      { ...cellObject(cell, writing), align: 'left', alignVertical: 'top', wrap: true },
    ],
  )
  return [head, [], ...lines]
}

function sheetRows(sheet: TypedSheet, writing: Writing): SheetData {
  const { columns, rows } = sheet
  const widths = widthsOf(sheet)
  const isOfNumbers = columns.map((_, i) => hasNumbers(rows, i))
  const sideOf = (i: number) => (isOfNumbers[i] ? RIGHT : LEFT)
  const lines = columns.map(({ title }, i) => linesOf({ value: title, type: 'text' }, widths[i] ?? MAX_WIDTH))
  const head = columns.map(
    ({ title }, i): CellObject => ({
      ...{ value: title, type: String, format: '@', fontWeight: 'bold', wrap: true },
      ...{ ...sideOf(i), alignVertical: 'center', height: Math.max(1, ...lines) * LINE_HEIGHT + HEAD_ROOM },
      ...{ backgroundColor: '#eef0f0', bottomBorderColor: '#bcc4c5', bottomBorderStyle: 'thin' },
    }),
  )
  const line = (row: readonly TypedCell[]): Row => {
    // A column of a width of its own holds sentences.
    const isSentence = (i: number) => columns[i]?.width !== undefined
    const deepest = Math.max(1, ...row.map((cell, i) => (isSentence(i) ? linesOf(cell, widths[i] ?? MAX_WIDTH) : 1)))
    return row.map((cell, i) => ({
      ...{ ...cellObject(cell, writing), ...sideOf(i), wrap: isSentence(i) },
      ...{ alignVertical: deepest > 1 ? 'top' : 'center', height: deepest * LINE_HEIGHT },
    }))
  }
  return [head, ...rows.map(line)]
}

/** Text does not touch the number before it. */
const LEFT = { align: 'left', indent: 1 } as const
const RIGHT = { align: 'right' } as const

function cellObject({ value, type, isStrong = false }: TypedCell, { zone, pointsUnit }: Writing): CellObject {
  const look = isStrong ? { fontWeight: 'bold' as const } : {}
  if (value === null || value === undefined || value === '') return { value: undefined, ...look }
  if (typeof value === 'string') {
    const date = dateOf(value, type, zone)
    if (date) return { value: date, type: Date, format: FORMAT[type], align: 'left', ...look }
    return { value: value.slice(0, MAX_TEXT), type: String, format: '@', ...look }
  }
  if (!Number.isFinite(value)) return { value: undefined, ...look }
  if (type === 'text') return { value: String(value), type: String, format: '@', ...look }
  if (type === 'points') {
    const format = pointsUnit === undefined ? FORMAT.points : FORMAT.points.replace(/0\.0/g, `0.0" ${pointsUnit}"`)
    return { value: Number((value * 100).toPrecision(12)), type: Number, format, ...look }
  }
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
