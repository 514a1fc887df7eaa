import { sql } from 'drizzle-orm'
import { answerMetric } from '../../lib/metrics/answer.ts'
import type { Figure } from '../../lib/metrics/metric.ts'
import type { Engine } from '../../lib/warehouse/engine.ts'
import type { DataLayout } from '../../lib/warehouse/layout.ts'
import { openCurrent, type Snapshot } from '../../lib/warehouse/snapshot.ts'
import { print } from './output.ts'
import { textTable } from './table.ts'

/** What stands in the current snapshot, and how far it can be trusted. */
export interface Status {
  snapshot: string
  publishedAt: string
  dataThrough: string | null
  timezone: string
  /** Published although a limit of the checks was broken. */
  lenient: boolean
  feeds: FeedLine[]
  /** Of everything ever landed: read = loaded + duplicate + superseded + quarantined. */
  accounts: Record<string, Accounts>
  matchRate: Figure | null
  quarantine: { feed: string; reason: string; rows: number }[]
  checks: { name: string; ok: boolean; rows: number; detail: string }[]
}

type FeedLine = {
  feed: string
  covered: boolean
  rows: number
  firstDay: string | null
  lastDay: string | null
  landedAt: string | null
}
type Accounts = { read: number; loaded: number; duplicate: number; superseded: number; quarantined: number }

/** Prints the state of the current snapshot. */
export async function statusCommand(layout: DataLayout, options: { json?: boolean }): Promise<void> {
  const snapshot = await openCurrent(layout)
  try {
    const status = await readStatus(snapshot)
    await print(options.json ? `${JSON.stringify(status, null, 2)}\n` : `${describe(status)}\n`)
  } finally {
    await snapshot.close()
  }
}

/** Reads the state of a snapshot. */
export async function readStatus(snapshot: Snapshot): Promise<Status> {
  const { engine } = snapshot
  const [info] = await engine.query<{ timezone: string; lenient: boolean }>(
    sql`select timezone, is_lenient as lenient from snapshot_info`,
  )
  const accounts = await engine.query<{ feed: string } & Accounts>(
    sql`select feed, sum(read) as read, sum(loaded) as loaded, sum(duplicate) as duplicate,
      sum(superseded) as superseded, sum(quarantined) as quarantined from row_account group by feed order by feed`,
  )
  return {
    snapshot: snapshot.name,
    publishedAt: snapshot.publishedAt,
    dataThrough: snapshot.dataThrough,
    timezone: info?.timezone ?? '',
    lenient: info?.lenient ?? false,
    feeds: await readFeeds(engine),
    accounts: Object.fromEntries(accounts.map(({ feed, ...account }) => [feed, account])),
    matchRate: await matchRateOf(snapshot),
    quarantine: await engine.query(
      sql`select feed, reason, count(*) as rows from quarantine group by feed, reason order by feed, reason`,
    ),
    checks: await engine.query(sql`select name, is_ok as ok, rows, detail from check_result order by is_ok, name`),
  }
}

async function readFeeds(engine: Engine): Promise<FeedLine[]> {
  return engine.query<FeedLine>(
    sql`select feed, is_covered as covered, rows, first_day as "firstDay", last_day as "lastDay", landed_at as "landedAt"
      from feed_status`,
  )
}

/** Members resolved to a patient, as of the last loaded day; null while nothing with a date is loaded. */
export async function matchRateOf(snapshot: Snapshot): Promise<Figure | null> {
  if (snapshot.dataThrough === null) return null
  const question = { metric: 'match-rate', asOf: snapshot.dataThrough }
  return (await answerMetric(snapshot.engine, snapshot.name, question)).overall
}

function describe(status: Status): string {
  const { matchRate } = status
  const covered = status.feeds.filter((f) => f.covered)
  const missing = status.feeds.filter((f) => !f.covered).map((f) => f.feed)
  const failed = status.checks.filter((c) => !c.ok)
  const lines = [
    `snapshot      ${status.snapshot}${status.lenient ? '  (lenient: published although a limit was broken)' : ''}`,
    `published     ${status.publishedAt}`,
    `data through  ${status.dataThrough ?? '—'}  (${status.timezone})`,
    `match rate    ${matchRate?.value != null ? `${(matchRate.value * 100).toFixed(1)} %  (${matchRate.numerator} of ${matchRate.denominator} members)` : '—'}`,
    `checks        ${failed.length === 0 ? `all ${status.checks.length} passed` : failed.map((c) => `${c.name}: ${c.detail}`).join('; ')}`,
    `no data for   ${missing.join(', ') || 'nothing: every feed is loaded'}`,
    '',
    textTable(
      ['feed', 'in force', 'last day', 'landed', 'read', 'loaded', 'duplicate', 'superseded', 'quarantined'],
      covered.map((f) => [f.feed, f.rows, f.lastDay, f.landedAt, ...accountCells(status.accounts[f.feed])]),
    ),
  ]
  if (status.quarantine.length > 0) {
    const rows = status.quarantine.map((q) => [q.feed, q.reason, q.rows])
    lines.push('', textTable(['quarantine', 'reason', 'rows'], rows))
  }
  return lines.join('\n')
}

function accountCells(account: Accounts | undefined): (number | null)[] {
  if (!account) return [null, null, null, null, null]
  return [account.read, account.loaded, account.duplicate, account.superseded, account.quarantined]
}
