/** What the limits are judged by, read from the build and from the current snapshot. */
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { sql } from 'drizzle-orm'
import type { DataLayout } from '../../lib/warehouse/layout.ts'
import { NoSnapshot, openCurrent } from '../../lib/warehouse/snapshot.ts'
import type { PendingLedger } from '../land/land.ts'
import { SET_ASIDE } from '../land/reasons.ts'
import { wholeOf } from '../ledger/entered.ts'
import { QUARANTINE_FEED, rowsOf } from '../ledger/manifest.ts'
import { FEEDS } from '../sources/catalog.ts'
import { tableOf } from '../sources/feed.ts'
import type { Account, FeedLoad, LoadFigures } from './limits.ts'

/** Figures of a staged build (`stage` attached). */
export async function loadFigures(
  connection: DuckDBConnection,
  layout: DataLayout,
  pending: PendingLedger,
  accounts: Readonly<Record<string, Account>>,
): Promise<LoadFigures> {
  const aside = await setAsideOf(connection, layout, pending)
  const feeds: Record<string, FeedLoad> = {}
  for (const [feed, account] of Object.entries(accounts)) feeds[feed] = { ...account, setAside: aside.get(feed) ?? 0 }
  const [now, before] = [await inForceNow(connection), await inForceBefore(layout)]
  for (const [feed, rows] of Object.entries(now)) {
    // What people enter and take back on a page is no sign of a broken export.
    now[feed] = rows - wholeRows(pending, feed)
    if (before[feed] !== undefined) before[feed] -= wholeRows(pending, feed, pending.runId)
  }
  return { feeds, inForce: now, inForceBefore: before }
}

/** Rows that were entered in the application, as of this run or as of the runs before it. */
function wholeRows({ manifest }: PendingLedger, feed: string, before?: string): number {
  const file = wholeOf(manifest, feed, before)
  return file ? rowsOf(file) : 0
}

/** Rows of this run's files that were set aside on purpose, by feed. A row of the ledger names its file by position. */
async function setAsideOf(
  connection: DuckDBConnection,
  layout: DataLayout,
  { manifest, runId }: PendingLedger,
): Promise<Map<string, number>> {
  const sums = new Map<string, number>()
  for (const { feed, erased } of manifest.files.filter((file) => file.runId === runId && file.erased > 0)) {
    sums.set(feed, (sums.get(feed) ?? 0) + erased)
  }
  const segments = manifest.segments.filter((segment) => segment.feed === QUARANTINE_FEED)
  if (segments.length === 0) return sums
  const paths = segments.map(({ name }) => `'${join(layout.segments, name).replaceAll("'", "''")}'`)
  const reasons = SET_ASIDE.map((reason) => `'${reason}'`)
  const reader = await connection.runAndReadAll(
    `select _file, count(*) from read_parquet([${paths.join(', ')}], hive_partitioning = false)
       where reason in (${reasons.join(', ')}) group by _file`,
  )
  for (const [position, rows] of reader.getRows()) {
    const file = manifest.files[Number(position)]
    if (file?.runId === runId) sums.set(file.feed, (sums.get(file.feed) ?? 0) + Number(rows))
  }
  return sums
}

async function inForceNow(connection: DuckDBConnection): Promise<Record<string, number>> {
  const counts = FEEDS.map((feed) => `select '${feed.id}', count(*) from stage.${tableOf(feed.id)}`)
  const reader = await connection.runAndReadAll(counts.join(' union all '))
  return Object.fromEntries(reader.getRows().map(([feed, rows]) => [String(feed), Number(rows)]))
}

/** Empty where there is no readable snapshot to compare with. */
async function inForceBefore(layout: DataLayout): Promise<Record<string, number>> {
  const snapshot = await openCurrent(layout).catch((error: unknown) => {
    if (error instanceof NoSnapshot) return null
    throw error
  })
  if (!snapshot) return {}
  try {
    const rows = await snapshot.engine.query<{ feed: string; rows: number }>(sql`select feed, rows from feed_status`)
    return Object.fromEntries(rows.map((row) => [row.feed, row.rows]))
  } finally {
    await snapshot.close()
  }
}
