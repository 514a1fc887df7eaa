/** For tests: a staging area like the one that a load leaves, with a few hand-written rows. */
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { FEEDS } from '../sources/catalog.ts'
import { DUCKDB_TYPES, type Feed, tableOf } from '../sources/feed.ts'

export type StageValue = string | number | boolean | null
export type StageRows = Partial<Record<Feed['id'], readonly Readonly<Record<string, StageValue>>[]>>

const LEDGER_TABLES = [
  `create table stage.row_account (feed varchar, file varchar, sha256 varchar, run_id varchar, landed_at varchar, read integer,
    loaded integer, duplicate integer, superseded integer, quarantined integer)`,
  'create table stage.quarantine (feed varchar, file varchar, line integer, "column" varchar, reason varchar, raw varchar)',
  'create table stage.unknown_value (feed varchar, "column" varchar, value varchar, rows integer)',
]

/**
 * An in-memory database with every staged table; text that names an instant without an offset is Asia/Shanghai.
 * Row accounts say that each row was loaded from one file.
 */
export async function stageOf(rows: StageRows): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run(`set timezone = 'Asia/Shanghai'`)
  await connection.run("attach ':memory:' as stage")
  for (const statement of LEDGER_TABLES) await connection.run(statement)
  for (const feed of FEEDS) {
    const columns = feed.columns.map((c) => `"${c.name}" ${DUCKDB_TYPES[c.type]}`)
    await connection.run(`create table stage.${tableOf(feed.id)} (${columns.join(', ')})`)
    await insert(connection, feed, rows[feed.id] ?? [])
  }
  return connection
}

async function insert(
  connection: DuckDBConnection,
  feed: Feed,
  rows: NonNullable<StageRows[Feed['id']]>,
): Promise<void> {
  for (const row of rows) {
    const names = Object.keys(row)
    const known = new Set(feed.columns.map((c) => c.name))
    const wrong = names.find((name) => !known.has(name))
    if (wrong) throw new Error(`${feed.id} has no column ${wrong}`)
    await connection.run(
      `insert into stage.${tableOf(feed.id)} (${names.map((n) => `"${n}"`).join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
      names.map((name) => row[name] ?? null),
    )
  }
  if (rows.length === 0) return
  await connection.run(
    `insert into stage.row_account values ($1, $1 || '-1.csv', 'x', 'r1', '2026-07-02T08:00:00+08:00', $2, $2, 0, 0, 0)`,
    [feed.id, rows.length],
  )
}

/** Rows of a query as objects; every value as JSON would show it, days and times as text. */
export async function rowsOf(connection: DuckDBConnection, sql: string): Promise<Record<string, unknown>[]> {
  const reader = await connection.runAndReadAll(sql)
  return reader.getRowObjectsJson()
}
