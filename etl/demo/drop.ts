/** Writes rows as drop files: format, encoding and spelling per feed, with the flaws that real exports have. */
import { once } from 'node:events'
import { createWriteStream, mkdirSync, readdirSync, rmSync, type WriteStream, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createGzip, type Gzip } from 'node:zlib'
import { FEEDS } from '../sources/catalog.ts'
import type { Column, Feed } from '../sources/feed.ts'
import { type BadRow, badRowsOf, type Flaws, flawsOf } from './flaws.ts'
import { type FeedFormat, formatOf } from './formats.ts'
import { encodeGb18030 } from './gb18030.ts'
import { Rng } from './rng.ts'
import { instantText, isoDay, type TimeStyle } from './time.ts'
import type { World } from './world.ts'
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

const MARK = '-demo-'
const CHUNK = 1 << 16

/** One open text file; what is written is buffered until `settle`. */
class TextFile {
  rows = 0
  private pending: string[] = []
  private size = 0
  private readonly sink: WriteStream
  private readonly zip: Gzip | null
  private failure: Error | null = null

  constructor(
    readonly path: string,
    private readonly isGb18030: boolean,
  ) {
    this.sink = createWriteStream(path)
    this.sink.on('error', (error) => {
      this.failure = error
    })
    this.zip = path.endsWith('.gz') ? createGzip({ level: 6 }) : null
    this.zip?.pipe(this.sink)
  }

  push(text: string): void {
    this.pending.push(text)
    this.size += text.length
  }

  /** Hands the buffer on when it is large enough, and waits while the disk is behind. */
  async settle(isLast = false): Promise<void> {
    if (this.failure) throw this.failure
    if (this.size === 0 || (this.size < CHUNK && !isLast)) return
    const text = this.pending.join('')
    this.pending = []
    this.size = 0
    const target = this.zip ?? this.sink
    if (!target.write(this.isGb18030 ? encodeGb18030(text) : text)) await once(target, 'drain')
  }

  async close(): Promise<void> {
    await this.settle(true)
    const closed = once(this.sink, 'close')
    const target = this.zip ?? this.sink
    target.end()
    await closed
    if (this.failure) throw this.failure
  }
}

/** The files of one feed. */
class FeedDrop {
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

/** What a part of the hospital writes with. */
export interface Pen {
  drop: Drop
  world: World
}

/** The drop folder. Earlier demo files in it are removed first; files of anybody else stay. */
export class Drop {
  private readonly feeds = new Map<string, FeedDrop>()

  constructor(out: string, seed: number) {
    for (const feed of FEEDS) {
      const folder = join(out, feed.id.split('/')[0] ?? '')
      mkdirSync(folder, { recursive: true })
      for (const name of readdirSync(folder)) if (name.includes(MARK)) rmSync(join(folder, name))
      this.feeds.set(feed.id, new FeedDrop(feed, out, seed))
    }
  }

  emit(feed: Feed['id'], row: Row): void {
    const target = this.feeds.get(feed)
    if (!target) throw new Error(`no feed ${feed}`)
    target.emit(row)
  }

  /** To be awaited now and then, so that memory stays bounded. */
  async settle(): Promise<void> {
    for (const feed of this.feeds.values()) await feed.settle()
  }

  async close(): Promise<GeneratedFile[]> {
    for (const feed of this.feeds.values()) await feed.close()
    return [...this.feeds.values()].flatMap((feed) => feed.files)
  }
}
