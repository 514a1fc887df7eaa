/**
 * One run at a time per data folder. The lock is an open write transaction on a small SQLite file, which the operating
 * system releases when the process ends in any way; a file beside it says who holds it, for the message only.
 */
import { mkdir, readFile, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@libsql/client'
import type { DataLayout } from '../../lib/warehouse/layout.ts'
import { writeDurably } from '../publish/files.ts'
import { RunError } from './error.ts'

export interface RunLock {
  release(): Promise<void>
}

interface Holder {
  pid: number
  host: string
  since: string
}

/**
 * Takes the lock, or fails at once.
 * @throws RunError that names the holder and since when, if another run is under way
 */
export async function takeLock(layout: DataLayout): Promise<RunLock> {
  await mkdir(layout.warehouse, { recursive: true, mode: 0o700 })
  const holderFile = join(layout.warehouse, '.run.json')
  const client = createClient({ url: `file:${join(layout.warehouse, '.run.lock')}` })
  const transaction = await client.transaction('write').catch(async (error: unknown) => {
    client.close()
    if (!isBusy(error)) throw error
    throw new RunError(await whoHolds(holderFile, layout))
  })
  const holder: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() }
  await writeDurably(holderFile, JSON.stringify(holder))
  return {
    release: async () => {
      // The note goes first: once the lock is free, it may be the next run's.
      await rm(holderFile, { force: true })
      transaction.close()
      client.close()
    },
  }
}

async function whoHolds(holderFile: string, layout: DataLayout): Promise<string> {
  const holder = await readFile(holderFile, 'utf8')
    .then((text) => JSON.parse(text) as Partial<Holder>)
    .catch((): Partial<Holder> => ({}))
  const who = holder.pid ? `process ${holder.pid} on ${holder.host} since ${holder.since}` : 'another process'
  return `another run holds ${layout.root}: ${who}; wait for it to end, or stop it and try again`
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && /SQLITE_BUSY|database is locked/i.test(error.message)
}
