/** A PostgreSQL 15 of its own for tests: a temporary cluster on a unix socket, and a copy of a snapshot's marts in it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { getTableConfig } from 'drizzle-orm/pg-core'
import pg from 'pg'
import { createTable } from './ddl.ts'
import type { Engine, Row } from './engine.ts'
import { MARTS } from './schema.ts'

const BINARIES = '/usr/lib/postgresql/15/bin'
const SUPERUSER = 'longrun'
/** Longest wait for the server, in milliseconds. */
const START_TIMEOUT = 60_000
const ROWS_A_BATCH = 5000

export interface TestPostgres {
  /** Where it listens: a folder with the socket. */
  connection: pg.PoolConfig
  stop(): Promise<void>
}

/** Why no cluster can be started here, in one line; null when one can. */
export function postgresMissing(): string | null {
  if (!existsSync(join(BINARIES, 'initdb')))
    return `no PostgreSQL 15 in ${BINARIES} (Debian: apt-get install postgresql-15)`
  if (process.getuid?.() === 0 && !unprivileged()) return 'running as root without a user to start PostgreSQL as'
  return null
}

/** Starts an empty cluster, throw-away: no durability, no network, code-point collation. */
export async function startPostgres(): Promise<TestPostgres> {
  const root = mkdtempSync(join(tmpdir(), 'longrun-pg-'))
  const owner = process.getuid?.() === 0 ? unprivileged() : null
  if (owner) chownSync(root, owner.uid, owner.gid)
  const asOwner = { cwd: root, ...owner }
  const folder = join(root, 'data')
  const init = ['-D', folder, '-U', SUPERUSER, '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']
  const made = spawnSync(join(BINARIES, 'initdb'), init, { ...asOwner, encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`)
  const settings = ['listen_addresses=', `unix_socket_directories=${root}`, 'fsync=off', 'shared_buffers=64MB']
  const server = spawn(join(BINARIES, 'postgres'), ['-D', folder, ...settings.flatMap((s) => ['-c', s])], {
    ...asOwner,
    stdio: 'ignore',
  })
  const connection = { host: root, user: SUPERUSER, database: 'postgres' }
  const stop = stopper(server, root)
  try {
    await untilReady(server, connection)
  } catch (error) {
    await stop()
    throw error
  }
  return { connection, stop }
}

/** Creates every mart in the server and copies all rows, in the order in which the snapshot gives them. */
export async function copyMarts(from: Engine, connection: pg.PoolConfig): Promise<void> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    for (const table of MARTS) {
      const { name } = getTableConfig(table)
      await client.query(createTable(table))
      const rows = await from.query(sql`select * from ${table}`)
      for (let i = 0; i < rows.length; i += ROWS_A_BATCH) {
        const batch = JSON.stringify(rows.slice(i, i + ROWS_A_BATCH).map(withoutNul))
        await client.query(`insert into "${name}" select * from json_populate_recordset(null::"${name}", $1)`, [batch])
      }
    }
    await client.query('analyze')
  } finally {
    await client.end()
  }
}

/** PostgreSQL has no NUL in text; only raw text of quarantined rows may hold one. */
function withoutNul(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, cell]) => [name, typeof cell === 'string' ? cell.replaceAll('\0', '') : cell]),
  )
}

/** PostgreSQL refuses to run as root: the first of these users that exists owns the cluster. */
function unprivileged(): { uid: number; gid: number } | null {
  for (const user of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, user], { encoding: 'utf8' }))
    if (uid?.status === 0 && gid?.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  }
  return null
}

async function untilReady(server: ChildProcess, connection: pg.PoolConfig): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT
  for (;;) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL stopped at once, with code ${server.exitCode}`)
    const client = new pg.Client(connection)
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      if (Date.now() > deadline) throw error
      await sleep(100)
    }
  }
}

/** Stops the server, also when the test process ends without asking, and removes its files. */
function stopper(server: ChildProcess, root: string): () => Promise<void> {
  const remove = () => rmSync(root, { recursive: true, force: true, maxRetries: 5 })
  const atExit = () => {
    server.kill('SIGKILL')
    remove()
  }
  process.once('exit', atExit)
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  return async () => {
    process.removeListener('exit', atExit)
    if (server.exitCode === null) {
      server.kill('SIGINT')
      await ended
    }
    remove()
  }
}
