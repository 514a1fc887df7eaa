/** One load from end to end: land, stage, build, check, publish. */
import { randomBytes } from 'node:crypto'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { DataLayout } from '../../lib/warehouse/layout.ts'
import { openCurrent } from '../../lib/warehouse/snapshot.ts'
import { matchRateOf } from '../commands/status.ts'
import { commitLedger, land, type Mapping, type PendingLedger } from '../land/land.ts'
import { cleanLedger } from '../ledger/manifest.ts'
import { accountsOfRun, stageFeeds } from '../ledger/stage.ts'
import { type Build, nameOf, startBuild } from '../publish/build.ts'
import { removeLeftovers } from '../publish/pointer.ts'
import { publish } from '../publish/publish.ts'
import { FEEDS } from '../sources/catalog.ts'
import { RunError } from './error.ts'
import { loadFigures } from './figures.ts'
import { brokenLimits, unbalanced } from './limits.ts'
import { takeLock } from './lock.ts'
import type { ProgressClock } from './progress.ts'
import { keepReport, type RunReport } from './report.ts'
import { fillWarehouse } from './warehouse.ts'

export interface RunOptions {
  layout: DataLayout
  inbox: string
  mapping?: Mapping
  /** Publish although a limit is broken. */
  lenient: boolean
  zone: string
  progress: ProgressClock
}

/**
 * Runs one load. The current snapshot changes only at the very end; a run that fails leaves everything as it was.
 * @throws RunError with one line when the run failed in a way that the user can act on
 */
export async function runEtl(options: RunOptions): Promise<RunReport> {
  const lock = await takeLock(options.layout)
  const started = new Date()
  const report = newReport(started, options.lenient)
  try {
    await removeLeftovers(options.layout)
    cleanLedger(options.layout)
    await load(options, report)
    return report
  } catch (error) {
    report.error = error instanceof Error ? error.message : String(error)
    throw error
  } finally {
    report.finishedAt = new Date().toISOString()
    report.stages = options.progress.end()
    report.peakRss = process.resourceUsage().maxRSS * 1024
    // On a full disk the report cannot be kept; that must not hide the error that filled it.
    await keepReport(options.layout, report).catch((error: unknown) => {
      if (report.error === undefined) throw error
    })
    await lock.release()
  }
}

async function load(options: RunOptions, report: RunReport): Promise<void> {
  const { layout, zone, progress } = options
  const { run: runId, startedAt } = report
  progress.stage('land')
  const pending = await land({
    inbox: options.inbox,
    layout,
    mapping: options.mapping,
    zone,
    runId,
    landedAt: startedAt,
    progress: (step) => progress.advance(step.bytesDone, step.bytesTotal, step.feed),
  })
  report.ignored = pending.ignored
  const build = await startBuild(layout, runId, zone)
  try {
    await fill(build, pending, options, report)
    await publish(layout, build, {
      runId,
      publishedAt: new Date().toISOString(),
      commitLedger: () => commitLedger(layout, pending),
      onStage: (name) => progress.stage(name),
    })
  } finally {
    await build.discard()
  }
  report.snapshot = nameOf(runId)
  await describePublished(layout, report)
}

/** Stages the feeds, looks at the limits, and builds canonical tables and marts. */
async function fill(build: Build, pending: PendingLedger, options: RunOptions, report: RunReport): Promise<void> {
  const { layout, zone, progress } = options
  const { connection } = build
  progress.stage('stage')
  let feedsStaged = 0
  const accounts = await stageFeeds(connection, layout, pending.manifest, {
    zone,
    progress: (feed) => progress.advance(feedsStaged++, FEEDS.length, feed),
  })
  report.feeds = accountsOfRun(accounts, pending)
  await keepLimits(connection, pending, options, report)
  await fillWarehouse(
    connection,
    { layout, zone, progress },
    {
      ...{ run: report.run, startedAt: report.startedAt, manifest: pending.manifest },
      isLenient: report.brokenLimits.length > 0,
    },
  )
}

/** @throws RunError when rows do not add up, or when a limit is broken and the load is not lenient */
async function keepLimits(
  connection: DuckDBConnection,
  pending: PendingLedger,
  { layout, lenient }: RunOptions,
  report: RunReport,
): Promise<void> {
  const wrong = unbalanced(report.feeds)
  if (wrong.length > 0) throw new RunError(`the rows do not add up, nothing is published: ${briefly(wrong)}`)
  report.brokenLimits = brokenLimits(await loadFigures(connection, layout, pending, report.feeds))
  if (report.brokenLimits.length > 0 && !lenient) {
    throw new RunError(`nothing is published: ${briefly(report.brokenLimits)}; mend the files, or load with --lenient`)
  }
}

/** The first few lines as one; the report has them all. */
function briefly(lines: readonly string[]): string {
  const shown = lines.slice(0, 3).join('; ')
  return lines.length > 3 ? `${shown}; and ${lines.length - 3} more feeds` : shown
}

async function describePublished(layout: DataLayout, report: RunReport): Promise<void> {
  const snapshot = await openCurrent(layout)
  try {
    report.dataThrough = snapshot.dataThrough
    report.matchRate = await matchRateOf(snapshot)
  } finally {
    await snapshot.close()
  }
}

/** Names a run by its start; the names of runs sort as the runs did. */
export function runIdOf(started: Date): string {
  const time = started.toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '')
  return `${time}-${randomBytes(2).toString('hex')}`
}

function newReport(started: Date, lenient: boolean): RunReport {
  return {
    run: runIdOf(started),
    snapshot: null,
    startedAt: started.toISOString(),
    finishedAt: '',
    lenient,
    brokenLimits: [],
    feeds: {},
    ignored: [],
    dataThrough: null,
    matchRate: null,
    stages: [],
    peakRss: 0,
  }
}
