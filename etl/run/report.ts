import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Figure } from '../../lib/metrics/metric.ts'
import type { DataLayout } from '../../lib/warehouse/layout.ts'
import { writeDurably } from '../publish/files.ts'
import type { Account } from './limits.ts'
import type { StageTime } from './progress.ts'

/** What one load did. Kept as `warehouse/runs/<run>.json`, also for loads that failed. */
export interface RunReport {
  run: string
  /** Null when nothing was published; then `error` says why. */
  snapshot: string | null
  error?: string
  startedAt: string
  finishedAt: string
  lenient: boolean
  /** Limits that were broken; published all the same only where `lenient` is true. */
  brokenLimits: string[]
  /** Row accounts of every feed that had a file in this run. */
  feeds: Record<string, Account>
  /** What lay in the inbox and was not read. */
  ignored: { name: string; reason: string }[]
  dataThrough: string | null
  matchRate: Figure | null
  stages: StageTime[]
  /** Largest resident set of the run, in bytes. */
  peakRss: number
}

/** Keeps the report beside the warehouse. */
export async function keepReport(layout: DataLayout, report: RunReport): Promise<void> {
  await mkdir(layout.runs, { recursive: true })
  await writeDurably(join(layout.runs, `${report.run}.json`), `${JSON.stringify(report, null, 2)}\n`)
}
