import { mkdirSync, rmSync } from 'node:fs'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { DataLayout } from '../../lib/warehouse/layout.ts'
import {
  cleanLedger,
  type LandedFile,
  type LedgerManifest,
  QUARANTINE_FEED,
  readManifest,
  scratchOf,
  syncFolder,
  writeManifest,
} from '../ledger/manifest.ts'
import { ledgerColumns, QUARANTINE_COLUMNS, SegmentWriter } from '../ledger/segment-writer.ts'
import { RunError } from '../run/error.ts'
import { FEEDS } from '../sources/catalog.ts'
import { type Feed, tableOf } from '../sources/feed.ts'
import type { CellContext } from './cells.ts'
import type { Encoding } from './encoding.ts'
import type { HeaderRule } from './header.ts'
import { compareBytes, feedOfName, type IgnoredEntry, type InboxFile, listInbox } from './inbox.ts'
import { openRecords } from './readers.ts'
import { directShape, RowParser, type RowShape } from './rows.ts'
import { hasherOf, loadKey } from './secrets.ts'
import { openSource, type SourceFile } from './source-file.ts'
import { wallClockOf } from './wall-clock.ts'

/** How one file becomes rows of one feed. */
export interface FeedReading {
  feed: Feed
  /** Identifies the rules that read the file: other rules read the same bytes again. Empty for the contract's names. */
  digest: string
  header?: HeaderRule
  shapeOf(header: readonly string[], context: CellContext): RowShape
}

/** A hospital's own export, as rules. See etl/mapping. */
export interface Mapping {
  /** The readings of a file; none if the mapping does not name it. */
  readingsOf(name: string): readonly FeedReading[]
}

export interface LandStep {
  feed: string
  file: string
  /** Bytes of the whole inbox, as they lie on disk. A file that feeds two feeds counts twice. */
  bytesDone: number
  bytesTotal: number
}

export interface LandOptions {
  inbox: string
  layout: DataLayout
  mapping?: Mapping
  /** IANA zone of the hospital's wall clock. */
  zone: string
  runId: string
  /** Instant of the run, ISO-8601. */
  landedAt: string
  progress?: (step: LandStep) => void
}

/** A file whose bytes the ledger already holds: it was not read, its rows are duplicates of this run. */
export interface RepeatedFile {
  feed: string
  name: string
  sha256: string
  rows: number
}

/** What a run has landed: no reader of the ledger sees it before `commitLedger`. */
export interface PendingLedger {
  runId: string
  /** Everything landed so far, this run's files last. */
  manifest: LedgerManifest
  repeats: RepeatedFile[]
  ignored: IgnoredEntry[]
}

interface Job {
  file: InboxFile
  reading: FeedReading
}

/**
 * Reads every new file of the inbox into ledger segments. The manifest on disk is not touched; a run that fails leaves
 * nothing behind. Only one run at a time may do this (the caller holds the lock).
 * @throws RunError for an inbox that is no folder, a file that cannot be opened, or an identity key that changed.
 */
export async function land(options: LandOptions): Promise<PendingLedger> {
  const { layout } = options
  mkdirSync(layout.segments, { recursive: true, mode: 0o700 })
  cleanLedger(layout)
  try {
    return await landInbox(options)
  } catch (error) {
    cleanLedger(layout)
    throw error
  } finally {
    rmSync(scratchOf(layout), { recursive: true, force: true })
  }
}

/** Makes what was landed the truth. Call it when the build has passed its checks, just before the snapshot is published. */
export async function commitLedger(layout: DataLayout, pending: PendingLedger): Promise<void> {
  await syncFolder(layout.segments)
  await writeManifest(layout, pending.manifest)
}

async function landInbox(options: LandOptions): Promise<PendingLedger> {
  const { layout, mapping, zone, inbox, runId } = options
  const manifest = readManifest(layout)
  const hasher = hasherOf(loadKey(layout))
  if (manifest.keyFingerprint !== null && manifest.keyFingerprint !== hasher.fingerprint) {
    throw new RunError('the identity key is not the one the ledger was made with: set LONGRUN_HMAC_KEY to the old key')
  }
  const context: CellContext = { clock: wallClockOf(zone), hasher }
  const { files, ignored } = listInbox(inbox)
  const jobs = jobsOf(files, mapping, ignored)

  const scratch = scratchOf(layout)
  mkdirSync(scratch, { recursive: true, mode: 0o700 })
  const instance = await openScratch(scratch)
  const connection = await instance.connect()
  const copier = await instance.connect()
  try {
    const landing = new Landing(options, manifest, context, { instance, connection, copier })
    await landing.run(jobs)
    return { runId, manifest: landing.manifest(hasher.fingerprint), repeats: landing.repeats, ignored }
  } finally {
    copier.closeSync()
    connection.closeSync()
    instance.closeSync()
  }
}

/** In the order of the catalog, within a feed by file name: this is the order of versions. */
function jobsOf(files: readonly InboxFile[], mapping: Mapping | undefined, ignored: IgnoredEntry[]): Job[] {
  const jobs: Job[] = []
  for (const file of files) {
    const readings = readingsOf(file.name, mapping)
    if (readings.length === 0) ignored.push({ name: file.name, reason: 'unknown-feed' })
    for (const reading of readings) jobs.push({ file, reading })
  }
  const rank = new Map(FEEDS.map((feed, index) => [feed.id, index]))
  return jobs.sort((a, b) => {
    const byFeed = (rank.get(a.reading.feed.id) ?? 0) - (rank.get(b.reading.feed.id) ?? 0)
    return byFeed || compareBytes(a.file.name, b.file.name)
  })
}

function readingsOf(name: string, mapping: Mapping | undefined): readonly FeedReading[] {
  const mapped = mapping?.readingsOf(name) ?? []
  if (mapped.length > 0) return mapped
  const feed = feedOfName(name)
  return feed ? [{ feed, digest: '', shapeOf: (header) => directShape(feed, header) }] : []
}

/** A database in memory whose only task is to write Parquet; what does not fit goes to the scratch folder. */
async function openScratch(scratch: string): Promise<DuckDBInstance> {
  return DuckDBInstance.create(':memory:', {
    temp_directory: scratch,
    memory_limit: '400MB',
    threads: '2',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
}

interface Database {
  instance: DuckDBInstance
  connection: DuckDBConnection
  copier: DuckDBConnection
}

/** One run's way through its files. */
class Landing {
  readonly repeats: RepeatedFile[] = []
  readonly #options: LandOptions
  readonly #before: LedgerManifest
  readonly #context: CellContext
  readonly #database: Database
  readonly #landed: LandedFile[] = []
  readonly #known: Map<string, LandedFile>
  readonly #quarantine: SegmentWriter
  readonly #writers: SegmentWriter[] = []
  #bytesDone = 0
  #bytesTotal = 0

  constructor(options: LandOptions, before: LedgerManifest, context: CellContext, database: Database) {
    this.#options = options
    this.#before = before
    this.#context = context
    this.#database = database
    this.#known = new Map(before.files.map((file) => [identityOf(file), file]))
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
    for await (const batch of records) {
      if (batch.header.length !== width) {
        parser.reshape(reading.shapeOf(batch.header, this.#context))
        width = batch.header.length
      }
      for (const record of batch.records) {
        const row = parser.parse(ordinal, record)
        read += 1
        if (Array.isArray(row)) writer.append(row)
        else {
          const { line, column, reason, raw } = row
          quarantined += 1
          this.#quarantine.append([ordinal, line, column, reason, raw])
          if (this.#quarantine.isFull) await this.#quarantine.drain()
        }
        if (writer.isFull) await writer.drain()
      }
    }
    return this.#landedFile(job, source, { encoding, read, quarantined })
  }

  #landedFile(
    { file, reading }: Job,
    source: SourceFile,
    counts: { encoding: Encoding | null; read: number; quarantined: number },
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
