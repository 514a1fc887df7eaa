/** Can the numbers be trusted? What every feed brought, what was set aside and why, and what the checks found. */
import { sql } from 'drizzle-orm'
import { type Actor, authorize } from '../access/actor.ts'
import type { View } from '../access/gate.ts'
import type { Gap } from '../metrics/shared/incomplete.ts'
import { cached } from '../warehouse/cache.ts'
import type { Engine, Row } from '../warehouse/engine.ts'

/** Rows of quarantine that a page shows; the counts above them are of all. */
const SAMPLE = 200

/** A feed with its accounts: `read = loaded + duplicate + superseded + quarantined`. */
export interface FeedRow extends Row {
  feed: string
  covered: boolean
  rows: number
  firstDay: string | null
  lastDay: string | null
  /** Instant of the last landing, ISO-8601. */
  landedAt: string | null
  /** Days between the last day with data and the last loaded day of all; null where the feed has no days. */
  delay: number | null
  read: number
  loaded: number
  duplicate: number
  superseded: number
  quarantined: number
}

export interface FileRow extends Row {
  feed: string
  file: string
  landedAt: string
  read: number
  loaded: number
  duplicate: number
  superseded: number
  quarantined: number
}

export interface ReasonRow extends Row {
  feed: string
  reason: string
  rows: number
}

/** A quarantined row; raw text holds no clear id or phone. */
export interface SampleRow extends Row {
  feed: string
  file: string
  line: number
  column: string | null
  reason: string
  raw: string
}

export interface UnknownRow extends Row {
  feed: string
  column: string
  value: string
  rows: number
}

export interface CheckRow extends Row {
  name: string
  ok: boolean
  rows: number
  detail: string
}

export interface QualityReport {
  /** Published although a limit of the checks was broken. */
  isLenient: boolean
  builtAt: string | null
  timezone: string | null
  feeds: FeedRow[]
  files: FileRow[]
  reasons: ReasonRow[]
  samples: SampleRow[]
  unknown: UnknownRow[]
  checks: CheckRow[]
  /** Days of which no message and no activity was imported, though there should be some. */
  gaps: Gap[]
}

/**
 * The state of the data in the snapshot of a view.
 * @throws AccessDenied without the right to read about data quality
 */
export async function readQuality(actor: Actor, view: View): Promise<QualityReport> {
  authorize(actor, 'read-quality')
  return cached(view.snapshot, ['quality'], () => queryQuality(view.snapshot.engine))
}

async function queryQuality(engine: Engine): Promise<QualityReport> {
  const [info, feeds, files, reasons, samples, unknown, checks, gaps] = await Promise.all([
    engine.query<{ lenient: boolean; built: string; zone: string }>(
      sql`select is_lenient as lenient, built_at as built, timezone as zone from snapshot_info`,
    ),
    engine.query<FeedRow>(FEEDS),
    engine.query<FileRow>(sql`select feed, file, landed_at as "landedAt", read, loaded, duplicate, superseded, quarantined
      from row_account order by feed, landed_at, file, sha256`),
    engine.query<ReasonRow>(sql`select feed, reason, count(*) as rows from quarantine
      group by feed, reason order by rows desc, feed, reason`),
    engine.query<SampleRow>(sql`select feed, file, line, "column", reason, raw from quarantine
      where reason <> 'erased' order by feed, reason, file, line limit ${SAMPLE}`),
    engine.query<UnknownRow>(
      sql`select feed, "column", value, rows from unknown_value order by rows desc, feed, "column", value`,
    ),
    engine.query<CheckRow>(sql`select name, is_ok as ok, rows, detail from check_result order by is_ok, name`),
    engine.query<Gap & Row>(
      sql`select first_day as "firstDay", last_day as "lastDay" from feed_gap order by first_day desc`,
    ),
  ])
  return {
    isLenient: info[0]?.lenient ?? false,
    builtAt: info[0]?.built ?? null,
    timezone: info[0]?.zone ?? null,
    ...{ feeds, files, reasons, samples, unknown, checks, gaps },
  }
}

const FEEDS = sql`select f.feed, f.is_covered as covered, f.rows, f.first_day as "firstDay", f.last_day as "lastDay",
    f.landed_at as "landedAt", case when f.last_day > i.data_through then 0 else i.data_through - f.last_day end as delay,
    coalesce(a.read, 0) as read, coalesce(a.loaded, 0) as loaded, coalesce(a.duplicate, 0) as duplicate,
    coalesce(a.superseded, 0) as superseded, coalesce(a.quarantined, 0) as quarantined
  from feed_status f
  cross join snapshot_info i
  left join (
    select feed, sum(read) as read, sum(loaded) as loaded, sum(duplicate) as duplicate,
      sum(superseded) as superseded, sum(quarantined) as quarantined
    from row_account group by feed
  ) a on a.feed = f.feed
  order by f.feed`

/** All feeds added up. */
export function totalOf(
  feeds: readonly FeedRow[],
): Pick<FeedRow, 'read' | 'loaded' | 'duplicate' | 'superseded' | 'quarantined'> {
  const sum = (name: 'read' | 'loaded' | 'duplicate' | 'superseded' | 'quarantined') =>
    feeds.reduce((total, feed) => total + feed[name], 0)
  return {
    read: sum('read'),
    loaded: sum('loaded'),
    duplicate: sum('duplicate'),
    superseded: sum('superseded'),
    quarantined: sum('quarantined'),
  }
}
