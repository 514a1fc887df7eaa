/** For tests: a hospital's folder with an inbox, loaded run after run into one ledger, staged in memory. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { type DataLayout, layoutOf } from '../../lib/warehouse/layout.ts'
import { commitLedger, land, type Mapping, type PendingLedger } from '../land/land.ts'
import type { FileAccount, RowAccount } from './accounts.ts'
import { accountsOfRun, stageFeeds } from './stage.ts'

export type Files = Readonly<Record<string, string | Uint8Array>>

export interface Loaded {
  pending: PendingLedger
  accounts: FileAccount[]
  /** Of this run, by feed. */
  feeds: Record<string, RowAccount>
  /** Rows of one query on the staged build, values as JSON. */
  rows(sql: string): Promise<Record<string, unknown>[]>
}

export class TestHospital {
  readonly root = mkdtempSync(join(tmpdir(), 'longrun-ledger-'))
  readonly inbox = join(this.root, 'inbox')
  readonly layout: DataLayout = layoutOf(join(this.root, 'data'))
  #runs = 0
  #open: { connection: DuckDBConnection; instance: DuckDBInstance }[] = []

  /** Puts files into the inbox; what lies there already stays. */
  drop(files: Files): void {
    mkdirSync(this.inbox, { recursive: true })
    for (const [name, content] of Object.entries(files)) {
      const path = join(this.inbox, name)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, content)
    }
  }

  clearInbox(): void {
    rmSync(this.inbox, { recursive: true, force: true })
    mkdirSync(this.inbox, { recursive: true })
  }

  async land(mapping?: Mapping, zone = 'Asia/Shanghai'): Promise<PendingLedger> {
    this.#runs += 1
    const { inbox, layout } = this
    return land({ inbox, layout, mapping, zone, runId: `run-${this.#runs}`, landedAt: '2026-07-01T00:00:00Z' })
  }

  /** One run from inbox to staged tables, committed. */
  async load(files: Files = {}, mapping?: Mapping): Promise<Loaded> {
    this.drop(files)
    const pending = await this.land(mapping)
    const loaded = await this.stage(pending)
    await commitLedger(this.layout, pending)
    return loaded
  }

  async stage(pending: PendingLedger): Promise<Loaded> {
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    await connection.run("attach ':memory:' as stage")
    this.#open.push({ connection, instance })
    const accounts = await stageFeeds(connection, this.layout, pending.manifest, { zone: 'Asia/Shanghai' })
    return {
      pending,
      accounts,
      feeds: accountsOfRun(accounts, pending),
      rows: async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson(),
    }
  }

  dispose(): void {
    for (const { connection, instance } of this.#open) {
      connection.closeSync()
      instance.closeSync()
    }
    rmSync(this.root, { recursive: true, force: true })
  }
}

/** `account(5, { loaded: 4, duplicate: 1 })`. */
export function account(read: number, rest: Partial<RowAccount>): RowAccount {
  return { read, loaded: 0, duplicate: 0, superseded: 0, quarantined: 0, ...rest }
}
