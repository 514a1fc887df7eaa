/** The drop files of one feed: its format and encoding, and the flaws that real exports have. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Column, Feed } from '../sources/feed.ts'
import { type BadRow, badRowsOf, type Flaws, flawsOf } from './flaws.ts'
import { type FeedFormat, formatOf } from './formats.ts'
import { Rng } from './rng.ts'
import { TextFile } from './text-file.ts'
import { instantText, isoDay, type TimeStyle } from './time.ts'
import { type Cell, workbook } from './xlsx.ts'

/** Instants as seconds of local wall time, days as day numbers, money in yuan. */
export type Value = string | number | boolean | null | undefined
export type Row = Readonly<Record<string, Value>>

/** One written file, and what a load of the whole inbox must make of its rows. */
export interface GeneratedFile {
  feed: Feed['id']
  path: string
  /** Rows without the header. */
  rows: number
  /** Rows that repeat or replace a row of an earlier file, and rows that cannot be loaded. */
  duplicate: number
  correction: number
  bad: number
}

/** Part of every name, by which a later run knows its own files. */
export const MARK = '-demo-'

/** The files of one feed. */
export class FeedDrop {
  readonly files: GeneratedFile[] = []
  private readonly open = new Map<string, { file: TextFile; entry: GeneratedFile }>()
  private readonly sheet: Cell[][] = []
  private readonly format: FeedFormat
  private readonly flaws: Flaws
  private readonly rng: Rng
  private emitted = 0

  constructor(
    private readonly feed: Feed,
    private readonly out: string,
    seed: number,
  ) {
    this.format = formatOf(feed.id)
    this.flaws = flawsOf(feed.id)
    this.rng = Rng.of(seed, `flaws:${feed.id}`)
  }

  /** A row as it should be in the end; a few arrive late, twice, or wrong at first. */
  emit(row: Row): void {
    this.emitted += 1
    if (this.format.kind === 'xlsx') {
      this.sheet.push(this.feed.columns.map((column) => this.cell(column, row[column.name])))
      return
    }
    const luck = this.flaws.rate === 0 ? 1 : this.rng.next() / this.flaws.rate
    if (luck < 0.6) {
      this.write('2-late', 'jsonl', row)
      return
    }
    if (luck < 0.8) {
      this.write('1', this.format.kind, row)
      this.write('2-late', 'jsonl', row).duplicate += 1
      return
    }
    const wrong = luck < 1 ? this.flaws.spoil(row) : null
    this.write('1', this.format.kind, wrong ?? row)
    if (wrong) this.write('3-fix', 'csv', row).correction += 1
  }

  async settle(): Promise<void> {
    for (const { file } of this.open.values()) await file.settle()
  }

  /** Adds the rows that cannot be loaded, never more than one in a hundred and fifty, and closes everything. */
  async close(): Promise<void> {
    const bad = badRowsOf(this.feed.id).slice(0, Math.floor(this.emitted / 150))
    for (const row of bad) this.writeBad(row)
    if (this.format.kind === 'xlsx' && this.sheet.length > 0) this.writeSheet()
    for (const { file, entry } of this.open.values()) {
      await file.close()
      entry.rows = file.rows
    }
    this.files.sort((a, b) => (a.path < b.path ? -1 : 1))
  }

  private writeBad(row: BadRow): void {
    const isRaw = typeof row === 'string'
    const entry = isRaw ? this.target('9-bad', 'jsonl') : this.target('9-bad', 'csv')
    if (isRaw) entry.file.push(`${row}\n`)
    else entry.file.push(`${this.feed.columns.map((column) => csvCell(String(row[column.name] ?? ''))).join(',')}\n`)
    entry.file.rows += 1
    entry.entry.bad += 1
  }

  private writeSheet(): void {
    const path = this.pathOf('1', 'xlsx')
    const header = this.feed.columns.map((column) => column.name)
    writeFileSync(path, workbook(this.feed.id.replace('/', ' '), [header, ...this.sheet]))
    this.files.push({ feed: this.feed.id, path, rows: this.sheet.length, duplicate: 0, correction: 0, bad: 0 })
  }

  private write(part: string, kind: FeedFormat['kind'], row: Row): GeneratedFile {
    const { file, entry } = this.target(part, kind)
    file.push(kind === 'csv' ? this.csvLine(row) : this.jsonLine(row))
    file.rows += 1
    return entry
  }

  private target(part: string, kind: FeedFormat['kind']): { file: TextFile; entry: GeneratedFile } {
    const slot = part + kind
    const known = this.open.get(slot)
    if (known) return known
    const path = this.pathOf(part, part === '1' && this.format.isGzip ? `${kind}.gz` : kind)
    const file = new TextFile(path, part === '1' && this.format.isGb18030 === true)
    if (kind === 'csv') {
      const bom = part === '1' && this.format.hasBom ? '\ufeff' : ''
      file.push(`${bom}${this.feed.columns.map((column) => column.name).join(',')}\n`)
    }
    const entry = { feed: this.feed.id, path, rows: 0, duplicate: 0, correction: 0, bad: 0 }
    this.files.push(entry)
    const opened = { file, entry }
    this.open.set(slot, opened)
    return opened
  }

  private pathOf(part: string, extension: string): string {
    return join(this.out, `${this.feed.id}${MARK}${part}.${extension}`)
  }

  private csvLine(row: Row): string {
    let line = ''
    for (const column of this.feed.columns) {
      const cell = this.cell(column, row[column.name])
      line += `,${cell === null ? '' : csvCell(String(cell))}`
    }
    return `${line.slice(1)}\n`
  }

  private jsonLine(row: Row): string {
    const object: Record<string, Cell | boolean> = {}
    for (const column of this.feed.columns) {
      const value = row[column.name]
      const cell = typeof value === 'boolean' ? value : this.cell(column, value)
      if (cell !== null) object[column.name] = cell
    }
    return `${JSON.stringify(object)}\n`
  }

  private cell(column: Column, value: Value): Cell {
    if (value === null || value === undefined || value === '') return null
    if (typeof value === 'boolean') return value ? this.format.yes : this.format.no
    if (typeof value === 'string') return value
    return numberCell(column, value, this.format.time)
  }
}

function numberCell(column: Column, value: number, style: TimeStyle): Cell {
  if (column.type === 'instant') return instantText(value, style)
  if (column.type === 'day') return isoDay(value)
  if (column.type === 'money') return value.toFixed(2)
  return value
}

function csvCell(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
