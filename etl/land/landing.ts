import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { LandedFile, LedgerManifest } from '../../lib/warehouse/ledger.ts'
import { replacedWholes } from '../ledger/entered.ts'
import { QUARANTINE_FEED, scratchOf } from '../ledger/manifest.ts'
import { ledgerColumns, QUARANTINE_COLUMNS, SegmentWriter } from '../ledger/segment-writer.ts'
import { FEEDS } from '../sources/catalog.ts'
import { tableOf } from '../sources/feed.ts'
import type { CellContext } from './cells.ts'
import type { InboxFile } from './inbox.ts'
import type { FeedReading, LandOptions, RepeatedFile } from './land.ts'
import { openRecords } from './readers.ts'
import { RowParser } from './rows.ts'
import { openSource, type SourceFile } from './source-file.ts'
import type { Tombstones } from './tombstones.ts'

/** One file, to be read for one feed. */
export interface Job {
  file: InboxFile
  reading: FeedReading
}

/** The database that writes segments. */
export interface SegmentDatabase {
  instance: DuckDBInstance
  connection: DuckDBConnection
  copier: DuckDBConnection
}

export interface LandingContext extends CellContext {
  /** People who were erased: no row that names one of them is taken. */
  tombstones: Tombstones
}

/** One run's way through its files. */
export class Landing {
  readonly repeats: RepeatedFile[] = []
  readonly #options: LandOptions
  readonly #before: LedgerManifest
  readonly #context: CellContext
  readonly #database: SegmentDatabase
  readonly #landed: LandedFile[] = []
  readonly #known: Map<string, LandedFile>
  readonly #quarantine: SegmentWriter
  readonly #writers: SegmentWriter[] = []
  readonly #tombstones: Tombstones
  #bytesDone = 0
  #bytesTotal = 0

  constructor(options: LandOptions, before: LedgerManifest, context: LandingContext, database: SegmentDatabase) {
    this.#options = options
    this.#before = before
    this.#context = context
    this.#tombstones = context.tombstones
    this.#database = database
    // The same bytes again are news where another whole has held in between.
    const replaced = replacedWholes(before)
    const held = before.files.filter((_, position) => !replaced.has(position))
    this.#known = new Map(held.map((file) => [identityOf(file), file]))
    this.#quarantine = this.#writerOf(QUARANTINE_FEED, QUARANTINE_FEED, QUARANTINE_COLUMNS)
  }

  async run(jobs: readonly Job[]): Promise<void> {
    try {
      await this.#runAll(jobs)
    } catch (error) {
      for (const writer of this.#writers) await writer.settle()
      throw error
    }
  }

  async #runAll(jobs: readonly Job[]): Promise<void> {
    this.#bytesTotal = jobs.reduce((sum, job) => sum + job.file.size, 0)
    for (const feed of FEEDS) {
      const own = jobs.filter((job) => job.reading.feed.id === feed.id)
      if (own.length === 0) continue
      const writer = this.#writerOf(feed.id, tableOf(feed.id), ledgerColumns(feed))
      for (const job of own) await this.#take(job, writer)
      await writer.close()
    }
    await this.#quarantine.close()
  }

  manifest(keyFingerprint: string): LedgerManifest {
    return {
      version: this.#before.version,
      keyFingerprint,
      files: [...this.#before.files, ...this.#landed],
      segments: [...this.#before.segments, ...this.#writers.flatMap((writer) => writer.segments)],
    }
  }

  #writerOf(feed: string, table: string, columns: typeof QUARANTINE_COLUMNS): SegmentWriter {
    const folder = this.#options.layout.segments
    const writer = new SegmentWriter({ ...this.#database, folder, feed, table, columns })
    this.#writers.push(writer)
    return writer
  }

  async #take(job: Job, writer: SegmentWriter): Promise<void> {
    const { file, reading } = job
    const source = await openSource(file)
    try {
      const identity = { feed: reading.feed.id, sha256: source.sha256, mapping: reading.digest }
      const before = this.#known.get(identityOf(identity))
      if (before) {
        this.repeats.push({ feed: before.feed, name: file.name, sha256: before.sha256, rows: before.read })
      } else {
        const landed = await this.#read(job, source, writer)
        this.#landed.push(landed)
        this.#known.set(identityOf(landed), landed)
      }
      await source.assertUnchanged()
    } finally {
      await source.close()
    }
    this.#bytesDone += file.size
    this.#step(job, 0)
  }

  async #read(job: Job, source: SourceFile, writer: SegmentWriter): Promise<LandedFile> {
    const { file, reading } = job
    const ordinal = this.#before.files.length + this.#landed.length
    const { records, encoding } = await openRecords({
      file,
      source,
      header: reading.header,
      database: this.#database.instance,
      scratch: scratchOf(this.#options.layout),
      progress: (bytes) => this.#step(job, bytes),
    })
    const parser = new RowParser(reading.feed, this.#context, reading.shapeOf([], this.#context))
    let width = -1
    let read = 0
    let quarantined = 0
    let erased = 0
    const graves = this.#tombstones.of(reading.feed)
    for await (const batch of records) {
      if (batch.header.length !== width) {
        parser.reshape(reading.shapeOf(batch.header, this.#context))
        width = batch.header.length
      }
      for (const record of batch.records) {
        const row = parser.parse(ordinal, record)
        read += 1
        if (graves?.covers(row, record)) erased += 1
        else if (Array.isArray(row)) writer.append(row)
        else {
          const { line, column, reason, raw } = row
          quarantined += 1
          this.#quarantine.append([ordinal, line, column, reason, raw])
          if (this.#quarantine.isFull) await this.#quarantine.drain()
        }
        if (writer.isFull) await writer.drain()
      }
    }
    return this.#landedFile(job, source, { encoding, read, quarantined, erased })
  }

  #landedFile(
    { file, reading }: Job,
    source: SourceFile,
    counts: Pick<LandedFile, 'encoding' | 'read' | 'quarantined' | 'erased'>,
  ): LandedFile {
    return {
      feed: reading.feed.id,
      name: file.name,
      sha256: source.sha256,
      bytes: source.size,
      mapping: reading.digest,
      ...counts,
      runId: this.#options.runId,
      landedAt: this.#options.landedAt,
    }
  }

  #step({ file, reading }: Job, bytes: number): void {
    this.#options.progress?.({
      feed: reading.feed.id,
      file: file.name,
      bytesDone: this.#bytesDone + bytes,
      bytesTotal: this.#bytesTotal,
    })
  }
}

function identityOf(file: { feed: string; sha256: string; mapping: string }): string {
  return `${file.feed} ${file.sha256} ${file.mapping}`
}
