import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { DataLayout } from '../../lib/warehouse/layout.ts'
import type { LedgerManifest } from '../../lib/warehouse/ledger.ts'
import { FEEDS } from '../sources/catalog.ts'
import { DUCKDB_TYPES, type Feed, tableOf } from '../sources/feed.ts'
import { closeAccounts, countRows, createFileTable, type FileAccount, type RowAccount } from './accounts.ts'
import { replacedWholes } from './entered.ts'
import { QUARANTINE_FEED, verifySegments } from './manifest.ts'
import { findOrphanRefunds, REFUND_FEED } from './refunds.ts'
import { judgeVersions } from './versions.ts'

export interface StageOptions {
  /** IANA zone, for the masked text of rows that are set aside here. */
  zone: string
  progress?: (feed: string) => void
}

/**
 * Fills the database attached as `stage`, empty so far: per feed the rows in force, and `row_account`, `quarantine`,
 * `unknown_value`. A pure function of the ledger.
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

async function createQuarantine(
  connection: DuckDBConnection,
  layout: DataLayout,
  manifest: LedgerManifest,
): Promise<void> {
  await connection.run(`create table stage.quarantine (
    feed varchar, file varchar, line bigint, "column" varchar, reason varchar, raw varchar)`)
  // Which row of the file it was would lead back to the person.
  await connection.run(`insert into stage.quarantine
    select feed, file, 0, null, 'erased', '' from (select feed, file, unnest(range(erased)) from stage._file)`)
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
  const replaced = [...replacedWholes(manifest)].filter((position) => manifest.files[position]?.feed === feed.id)
  await connection.run(
    `create or replace temp view ledger_rows as ${await ledgerRows(connection, feed, paths, replaced)}`,
  )
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

/**
 * The feed's rows with the columns it has today: a column that older segments lack is null there. The rows of the files
 * `without` are left out.
 */
export async function ledgerRows(
  connection: DuckDBConnection,
  feed: Feed,
  paths: readonly string[],
  without: readonly number[] = [],
): Promise<string> {
  const reader = await connection.runAndReadAll(`describe select * from ${parquet(paths)}`)
  const present = new Set(reader.getRowObjects().map((row) => String(row.column_name)))
  const columns = feed.columns.map(({ name, type }) => {
    const value = present.has(name) ? `"${name}"` : 'null'
    return `${value}::${DUCKDB_TYPES[type]} as "${name}"`
  })
  const condition = without.length === 0 ? '' : ` where _file not in (${without.join(', ')})`
  return `select _file, _line, ${columns.join(', ')} from ${parquet(paths)}${condition}`
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

/** Paths of a feed's segments. */
export function segmentPaths(layout: DataLayout, manifest: LedgerManifest, feed: string): string[] {
  return manifest.segments
    .filter((segment) => segment.feed === feed)
    .map((segment) => join(layout.segments, segment.name))
}

function parquet(paths: readonly string[]): string {
  const list = paths.map((path) => `'${path.replaceAll("'", "''")}'`).join(', ')
  return `read_parquet([${list}], union_by_name = true, hive_partitioning = false)`
}
