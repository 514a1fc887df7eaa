import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { DataLayout } from '../../lib/warehouse/layout.ts'
import { RunError } from '../run/error.ts'
import { FEEDS } from '../sources/catalog.ts'
import { DUCKDB_TYPES, type Feed, tableOf } from '../sources/feed.ts'
import { type LedgerManifest, QUARANTINE_FEED, verifySegments } from './manifest.ts'
import { findOrphanRefunds, REFUND_FEED } from './refunds.ts'
import { judgeVersions } from './versions.ts'

/** What became of a number of rows; read = loaded + duplicate + superseded + quarantined, always. */
export interface RowAccount {
  read: number
  loaded: number
  duplicate: number
  superseded: number
  quarantined: number
}

/** The account of one landed file, as the whole ledger stands now. */
export interface FileAccount extends RowAccount {
  feed: string
  file: string
  sha256: string
  runId: string
}

export interface StageOptions {
  /** IANA zone, for the masked text of rows that are set aside here. */
  zone: string
  progress?: (feed: string) => void
}

/**
 * Builds schema `stage` of the connection's database: per feed the rows in force, and `row_account`, `quarantine`,
 * `unknown_value`. A pure function of the ledger: what stands in the database before does not matter.
 * @throws RunError when a segment is damaged or an account does not add up.
 */
export async function stageFeeds(
  connection: DuckDBConnection,
  layout: DataLayout,
  manifest: LedgerManifest,
  options: StageOptions,
): Promise<FileAccount[]> {
  await verifySegments(layout, manifest)
  await connection.run(`set TimeZone = '${options.zone.replaceAll("'", "''")}'`)
  await connection.run('drop schema if exists stage cascade')
  await connection.run('create schema stage')
  await createFileTable(connection, manifest)
  await createQuarantine(connection, layout, manifest)
  for (const feed of FEEDS) {
    options.progress?.(feed.id)
    await stageFeed(connection, layout, manifest, feed)
  }
  await countUnknownValues(connection)
  const accounts = await closeAccounts(connection)
  await connection.run('drop table stage._file')
  return accounts
}

/** Sums files to feeds, and adds the files that were not read again: all their rows are duplicates of this run. */
export function accountsOfRun(
  accounts: readonly FileAccount[],
  run: { runId: string; repeats: readonly { feed: string; rows: number }[] },
): Record<string, RowAccount> {
  const feeds: Record<string, RowAccount> = {}
  const of = (feed: string) => {
    feeds[feed] ??= { read: 0, loaded: 0, duplicate: 0, superseded: 0, quarantined: 0 }
    return feeds[feed]
  }
  for (const account of accounts) {
    if (account.runId !== run.runId) continue
    const sum = of(account.feed)
    sum.read += account.read
    sum.loaded += account.loaded
    sum.duplicate += account.duplicate
    sum.superseded += account.superseded
    sum.quarantined += account.quarantined
  }
  for (const { feed, rows } of run.repeats) {
    const sum = of(feed)
    sum.read += rows
    sum.duplicate += rows
  }
  return feeds
}

/** One row a landed file; the counts are filled feed by feed. */
async function createFileTable(connection: DuckDBConnection, manifest: LedgerManifest): Promise<void> {
  await connection.run(`create table stage._file (
    _file integer, feed varchar, file varchar, sha256 varchar, run_id varchar, landed_at varchar,
    read bigint, unreadable bigint, kept bigint default 0, duplicate bigint default 0, superseded bigint default 0,
    refused bigint default 0)`)
  const appender = await connection.createAppender('_file', 'stage')
  manifest.files.forEach((file, ordinal) => {
    appender.appendInteger(ordinal)
    for (const text of [file.feed, file.name, file.sha256, file.runId, file.landedAt]) appender.appendVarchar(text)
    appender.appendBigInt(BigInt(file.read))
    appender.appendBigInt(BigInt(file.quarantined))
    for (let i = 0; i < 4; i += 1) appender.appendBigInt(0n)
    appender.endRow()
  })
  appender.closeSync()
}

async function createQuarantine(
  connection: DuckDBConnection,
  layout: DataLayout,
  manifest: LedgerManifest,
): Promise<void> {
  await connection.run(`create table stage.quarantine (
    feed varchar, file varchar, line bigint, "column" varchar, reason varchar, raw varchar)`)
  const paths = segmentPaths(layout, manifest, QUARANTINE_FEED)
  if (paths.length === 0) return
  await connection.run(`insert into stage.quarantine
    select f.feed, f.file, q._line, q."column", q.reason, q.raw
    from ${parquet(paths)} q join stage._file f using (_file)
    order by f._file, q._line`)
}

async function stageFeed(
  connection: DuckDBConnection,
  layout: DataLayout,
  manifest: LedgerManifest,
  feed: Feed,
): Promise<void> {
  const table = `stage.${tableOf(feed.id)}`
  const paths = segmentPaths(layout, manifest, feed.id)
  if (paths.length === 0) {
    const columns = feed.columns.map((column) => `"${column.name}" ${DUCKDB_TYPES[column.type]}`)
    await connection.run(`create table ${table} (${columns.join(', ')})`)
    return
  }
  await connection.run(`create or replace temp view ledger_rows as ${await ledgerRows(connection, feed, paths)}`)
  await connection.run('create or replace temp table refused (_file integer, _line bigint)')
  await judgeVersions(connection, feed)
  if (feed.id === REFUND_FEED) {
    while ((await findOrphanRefunds(connection)) > 0) await judgeVersions(connection, feed)
    await quarantineRefunds(connection, feed)
  }
  const columns = feed.columns.map((column) => `r."${column.name}"`).join(', ')
  await connection.run(`create table ${table} as select ${columns} from ledger_rows r
    anti join replaced using (_file, _line) anti join refused using (_file, _line)`)
  await countRows(connection, table, feed)
}

/** The feed's rows with the columns it has today: a column that older segments lack is null there. */
async function ledgerRows(connection: DuckDBConnection, feed: Feed, paths: readonly string[]): Promise<string> {
  const reader = await connection.runAndReadAll(`describe select * from ${parquet(paths)}`)
  const present = new Set(reader.getRowObjects().map((row) => String(row.column_name)))
  const columns = feed.columns.map(({ name, type }) => {
    const value = present.has(name) ? `"${name}"` : 'null'
    return `${value}::${DUCKDB_TYPES[type]} as "${name}"`
  })
  return `select _file, _line, ${columns.join(', ')} from ${parquet(paths)}`
}

async function quarantineRefunds(connection: DuckDBConnection, feed: Feed): Promise<void> {
  const shown = feed.columns.map((column) => `coalesce("${column.name}"::varchar, '')`).join(", ',', ")
  // The text of a row that was read is not kept: it is written again from its values, long numbers masked as elsewhere.
  const raw = `regexp_replace(concat(${shown}), '(\\d\\d)\\d{3,}(\\d\\d)', '\\1***\\2', 'g')`
  await connection.run(`insert into stage.quarantine
    select f.feed, f.file, r._line, 'amount_cny', 'refund-without-payment', ${raw}
    from ledger_rows r semi join refused using (_file, _line) join stage._file f using (_file)
    order by f._file, r._line`)
}

/** Counts what the ledger holds by file, and checks it against the staged table. */
async function countRows(connection: DuckDBConnection, table: string, feed: Feed): Promise<void> {
  await connection.run(`update stage._file f
    set kept = c.kept, duplicate = c.duplicate, superseded = c.superseded, refused = c.refused
    from (
      select _file, sum(kept) as kept, sum(duplicate) as duplicate, sum(superseded) as superseded, sum(refused) as refused
      from (
        select _file, count(*) as kept, 0 as duplicate, 0 as superseded, 0 as refused from ledger_rows group by _file
        union all
        select _file, 0, count(*) filter (where kind = 'duplicate'), count(*) filter (where kind = 'superseded'), 0
        from replaced group by _file
        union all
        select _file, 0, 0, 0, count(*) from refused group by _file
      ) group by _file
    ) c where c._file = f._file`)
  const reader = await connection.runAndReadAll(`select
    (select count(*) from ${table}) as staged,
    (select sum(kept - duplicate - superseded - refused) from stage._file where feed = '${feed.id}') as accounted`)
  const [row] = reader.getRowObjects()
  if (Number(row?.staged) !== Number(row?.accounted)) {
    throw new RunError(`the rows of ${feed.id} do not add up: ${row?.staged} in force, ${row?.accounted} accounted for`)
  }
}

async function countUnknownValues(connection: DuckDBConnection): Promise<void> {
  await connection.run(
    'create table stage.unknown_value (feed varchar, "column" varchar, value varchar, "rows" bigint)',
  )
  for (const feed of FEEDS) {
    for (const column of feed.columns) {
      if (!column.values) continue
      const listed = column.values.map((value) => `'${value}'`).join(', ')
      await connection.run(`insert into stage.unknown_value
        select '${feed.id}', '${column.name}', "${column.name}", count(*) from stage.${tableOf(feed.id)}
        where "${column.name}" not in (${listed}) group by "${column.name}" order by 3`)
    }
  }
}

/** Writes `stage.row_account`, one row a landed file; a file whose account does not close fails the run. */
async function closeAccounts(connection: DuckDBConnection): Promise<FileAccount[]> {
  await connection.run(`create table stage.row_account as
    select feed, file, sha256, run_id, landed_at, read, kept - duplicate - superseded - refused as loaded,
      duplicate, superseded, unreadable + refused as quarantined
    from stage._file order by _file`)
  const reader = await connection.runAndReadAll('select * from stage.row_account')
  return reader.getRowObjects().map((row) => {
    const account: FileAccount = {
      feed: String(row.feed),
      file: String(row.file),
      sha256: String(row.sha256),
      runId: String(row.run_id),
      read: Number(row.read),
      loaded: Number(row.loaded),
      duplicate: Number(row.duplicate),
      superseded: Number(row.superseded),
      quarantined: Number(row.quarantined),
    }
    const { read, loaded, duplicate, superseded, quarantined } = account
    if (loaded >= 0 && read === loaded + duplicate + superseded + quarantined) return account
    throw new RunError(
      `the rows of ${account.file} do not add up: read ${read}, but ${loaded} loaded, ${duplicate} duplicate, ` +
        `${superseded} superseded, ${quarantined} quarantined`,
    )
  })
}

function segmentPaths(layout: DataLayout, manifest: LedgerManifest, feed: string): string[] {
  return manifest.segments
    .filter((segment) => segment.feed === feed)
    .map((segment) => join(layout.segments, segment.name))
}

function parquet(paths: readonly string[]): string {
  const list = paths.map((path) => `'${path.replaceAll("'", "''")}'`).join(', ')
  return `read_parquet([${list}], union_by_name = true, hive_partitioning = false)`
}
