import type { DuckDBConnection } from '@duckdb/node-api'
import type { LedgerManifest } from '../../lib/warehouse/ledger.ts'
import { RunError } from '../run/error.ts'
import type { Feed } from '../sources/feed.ts'
import { replacedWholes } from './entered.ts'
import { rowsOf } from './manifest.ts'

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

/** One row a landed file; the counts are filled feed by feed. A replaced whole is superseded from end to end. */
export async function createFileTable(connection: DuckDBConnection, manifest: LedgerManifest): Promise<void> {
  await connection.run(`create table stage._file (
    _file integer, feed varchar, file varchar, sha256 varchar, run_id varchar, landed_at varchar,
    read bigint, unreadable bigint, erased bigint, kept bigint default 0, duplicate bigint default 0, superseded bigint default 0,
    refused bigint default 0)`)
  const appender = await connection.createAppender('_file', 'main', 'stage')
  const replaced = replacedWholes(manifest)
  manifest.files.forEach((file, ordinal) => {
    appender.appendInteger(ordinal)
    for (const text of [file.feed, file.name, file.sha256, file.runId, file.landedAt]) appender.appendVarchar(text)
    appender.appendBigInt(BigInt(file.read))
    appender.appendBigInt(BigInt(file.quarantined))
    appender.appendBigInt(BigInt(file.erased))
    const gone = BigInt(replaced.has(ordinal) ? rowsOf(file) : 0)
    for (const count of [gone, 0n, gone, 0n]) appender.appendBigInt(count)
    appender.endRow()
  })
  appender.closeSync()
}

/** Counts what the ledger holds by file, and checks it against the staged table. */
export async function countRows(connection: DuckDBConnection, table: string, feed: Feed): Promise<void> {
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

/** Writes `stage.row_account`, one row a landed file; a file whose account does not close fails the run. */
export async function closeAccounts(connection: DuckDBConnection): Promise<FileAccount[]> {
  await connection.run(`create table stage.row_account as
    select feed, file, sha256, run_id, landed_at, read, kept - duplicate - superseded - refused as loaded,
      duplicate, superseded, unreadable + refused + erased as quarantined
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
