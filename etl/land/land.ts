import { mkdirSync, rmSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'
import { hasherOf } from '../../lib/warehouse/hasher.ts'
import type { DataLayout } from '../../lib/warehouse/layout.ts'
import type { LedgerManifest } from '../../lib/warehouse/ledger.ts'
import { cleanLedger, readManifest, scratchOf, syncFolder, writeManifest } from '../ledger/manifest.ts'
import { RunError } from '../run/error.ts'
import { FEEDS } from '../sources/catalog.ts'
import type { Feed } from '../sources/feed.ts'
import type { CellContext } from './cells.ts'
import { enteredJobs } from './entered.ts'
import type { HeaderRule } from './header.ts'
import { compareBytes, feedOfName, type IgnoredEntry, type InboxFile, listInbox } from './inbox.ts'
import { type Job, Landing } from './landing.ts'
import { directShape, type RowShape } from './rows.ts'
import { loadKey } from './secrets.ts'
import { readTombstones } from './tombstones.ts'
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
  const scratch = scratchOf(layout)
  mkdirSync(scratch, { recursive: true, mode: 0o700 })
  const jobs = [...jobsOf(files, mapping, ignored), ...(await enteredJobs(layout, manifest, scratch))]

  const instance = await openScratch(scratch)
  const connection = await instance.connect()
  const copier = await instance.connect()
  try {
    const tombstones = await readTombstones(layout, hasher)
    const landing = new Landing(options, manifest, { ...context, tombstones }, { instance, connection, copier })
    await landing.run(jobs)
    await tombstones.keep()
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
