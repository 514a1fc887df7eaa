/** What an erasure under way has to find. A run that died left it behind, and the next erasure takes it up. */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import type { DataLayout } from '../../lib/warehouse/layout.ts'
import { writeDurably } from '../publish/files.ts'
import { NO_TRACES, type Traces } from './person.ts'

export function pendingFile(layout: DataLayout): string {
  return join(layout.warehouse, '.erase.json')
}

export function readPending(layout: DataLayout): Traces {
  const file = pendingFile(layout)
  return existsSync(file) ? { ...NO_TRACES, ...(JSON.parse(readFileSync(file, 'utf8')) as Partial<Traces>) } : NO_TRACES
}

export async function keepPending(layout: DataLayout, traces: Traces): Promise<void> {
  await writeDurably(pendingFile(layout), JSON.stringify(traces))
  await chmod(pendingFile(layout), 0o600)
}

export function dropPending(layout: DataLayout): void {
  rmSync(pendingFile(layout), { force: true })
}
