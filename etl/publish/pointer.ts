/** Moving CURRENT: to a new snapshot, or back to the one before. */
import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { CurrentPointer, DataLayout } from '../../lib/warehouse/layout.ts'
import { isPointer, readPointer } from '../../lib/warehouse/pointer.ts'
import { RunError } from '../run/error.ts'
import { writeDurably } from './files.ts'

/** Snapshots on disk, the current one included. */
const KEPT = 3

/** CURRENT as the publisher writes it: with the snapshots that were current before, newest first. */
interface Pointer extends CurrentPointer {
  previous: CurrentPointer[]
}

/** Makes a snapshot current; those that fall out of the line of succession are pruned. */
export async function pointTo(layout: DataLayout, next: CurrentPointer): Promise<void> {
  const now = await current(layout)
  const line = now ? [bare(now), ...now.previous] : []
  const previous = line.filter((p) => p.file !== next.file && isThere(layout, p)).slice(0, KEPT - 1)
  await write(layout, { ...bare(next), previous })
  await prune(layout, [next, ...previous])
}

/**
 * Makes the snapshot before the current one current again.
 * @returns both, by name
 * @throws RunError when there is none
 */
export async function rollBack(layout: DataLayout): Promise<{ from: string; to: string }> {
  const now = await current(layout)
  if (!now) throw new RunError(`nothing is published in ${layout.warehouse}, so there is nothing to go back to`)
  const [to, ...older] = now.previous.filter((p) => isThere(layout, p))
  if (!to) throw new RunError(`${now.snapshot} is the only snapshot; there is no earlier one to go back to`)
  await write(layout, { ...bare(to), previous: older })
  return { from: now.snapshot, to: to.snapshot }
}

/**
 * Removes every snapshot but the current one; there is nothing to go back to then.
 * @returns how many were there
 */
export async function forgetPrevious(layout: DataLayout): Promise<number> {
  const now = await current(layout)
  if (!now) return 0
  await write(layout, { ...bare(now), previous: [] })
  return prune(layout, [now])
}

async function write(layout: DataLayout, pointer: Pointer): Promise<void> {
  await writeDurably(layout.current, `${JSON.stringify(pointer, null, 2)}\n`)
}

async function current(layout: DataLayout): Promise<Pointer | null> {
  const read = await readPointer(layout)
  if (!read?.pointer) return null
  const { previous } = read.pointer as Partial<Pointer>
  return { ...read.pointer, previous: Array.isArray(previous) ? previous.filter(isPointer) : [] }
}

function bare({ snapshot, file, publishedAt }: CurrentPointer): CurrentPointer {
  return { snapshot, file, publishedAt }
}

function isThere(layout: DataLayout, pointer: CurrentPointer): boolean {
  return existsSync(join(layout.warehouse, pointer.file))
}

/** A snapshot that somebody still reads vanishes by name only (or stays until the next run, where names are held). */
async function prune(layout: DataLayout, kept: readonly CurrentPointer[]): Promise<number> {
  let pruned = 0
  const names = new Set(kept.map((p) => p.file))
  for (const file of await readdir(layout.warehouse)) {
    if (/^wh-.*\.duckdb(\.wal)?$/.test(file) && !names.has(file)) {
      await rm(join(layout.warehouse, file), { force: true }).catch(() => undefined)
      pruned++
    }
  }
  return pruned
}

/** Removes what a run that died left behind. Call with the run lock held. */
export async function removeLeftovers(layout: DataLayout): Promise<void> {
  for (const file of await readdir(layout.warehouse)) {
    if (file.startsWith('.build-') || file === 'CURRENT.tmp') {
      await rm(join(layout.warehouse, file), { recursive: true, force: true })
    }
  }
}
