/** The published snapshot: one immutable file, named by CURRENT. */
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { sql } from 'drizzle-orm'
import { openSnapshot, spillFolder } from './duckdb.ts'
import type { Engine } from './engine.ts'
import { fromLastGood, keep, reasonOf, type Trouble } from './last-good.ts'
import { type CurrentPointer, type DataLayout, hospitalZone, layoutOf } from './layout.ts'
import { readPointer } from './pointer.ts'
import {
  fileCorrupt,
  fileMissing,
  NoSnapshot,
  nothingPublished,
  otherVersion,
  pointerUnreadable,
  type SnapshotProblem,
} from './problem.ts'
import { SCHEMA_VERSION } from './schema.ts'
import { type Serving, servingOf } from './serving.ts'
import { sharingStatements } from './shared-statements.ts'

export { NoSnapshot, type SnapshotProblem } from './problem.ts'

export interface Snapshot {
  /** As in every answer. */
  readonly name: string
  readonly engine: Engine
  /** Instant of publishing, ISO-8601 with offset. */
  readonly publishedAt: string
  /** Last fully loaded hospital day, `YYYY-MM-DD`: the default as-of. Null while nothing with a date is loaded. */
  readonly dataThrough: string | null
  /** Path of the file. */
  readonly file: string
  /** Set where the answers are kept ones, as nothing can be answered anew. */
  readonly trouble?: Trouble
}

/** A snapshot that somebody has to close. */
export type OpenedSnapshot = Snapshot & { close(): Promise<void> }

/**
 * The same, but where the work fails for a reason that the user cannot help (a query that takes too long, a file that
 * cannot be read any more), it is done again with the answers kept from before; `snapshot.trouble` then says so.
 * @throws as the work, where no kept answers hold all that it asks for
 */
export async function withSnapshotOrLastGood<T>(work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  try {
    return await withSnapshot((snapshot) => {
      keep(snapshot)
      return work(snapshot)
    })
  } catch (error) {
    if (isMeant(error)) throw error
    const trouble = { id: randomUUID().slice(0, 8), reason: reasonOf(error) }
    const again = await fromLastGood(trouble, work)
    if (!again) throw error
    process.stderr.write(`[${trouble.id}] ${error instanceof Error ? error.stack : String(error)}\n`)
    return again.value
  }
}

/** Refusals of a question or a person, and what a framework throws to lead elsewhere (it has a digest). */
function isMeant(error: unknown): boolean {
  if (!(error instanceof Error)) return true
  return ['QuestionError', 'AccessDenied', 'NotFound'].includes(error.name) || 'digest' in error
}

/**
 * Runs work on the current snapshot of this process and keeps that snapshot open until the work is done,
 * also when another is published meanwhile. For servers: the snapshot stays open between calls.
 * @throws NoSnapshot when nothing is published or the file is unreadable
 */
export async function withSnapshot<T>(work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const serving = currentServing()
  try {
    return await onLease(serving, work)
  } catch (error) {
    if (!(error instanceof NoSnapshot && isLost(error.cause))) throw error
  }
  // The instance gave up in mid-work. Reads may be repeated; a second loss means that the file itself is damaged.
  return onLease(serving, work, { isAgain: true })
}

/** Why the newest snapshot is not the one that is served; null when all is well. */
export async function snapshotProblem(): Promise<SnapshotProblem | null> {
  return currentServing().problemNow()
}

/** What went wrong in reading the snapshot that is served; null while all of it could be read. */
export function readingProblem(): SnapshotProblem | null {
  return currentServing().lossSoFar()
}

/**
 * A page asks many small questions at once: one thread a question costs a third less than two that share each of them,
 * and keeps the cores busy all the same.
 */
export const SERVING = { connections: 4, threads: 1 }

function currentServing(): Serving {
  const layout = layoutOf()
  return servingOf(layout, (pointer) => openPointer(layout, pointer, SERVING))
}

async function onLease<T>(
  serving: Serving,
  work: (snapshot: Snapshot) => Promise<T>,
  { isAgain = false } = {},
): Promise<T> {
  const lease = await serving.lease()
  if ('problem' in lease) throw new NoSnapshot(lease.problem)
  try {
    return await work(lease.snapshot)
  } catch (error) {
    if (!isLost(error)) throw error
    lease.discard(isAgain)
    throw new NoSnapshot(fileCorrupt(basename(lease.snapshot.file)), { cause: error })
  } finally {
    lease.release()
  }
}

/** By name: a server holds several copies of this module, each with its own class. */
function isLost(error: unknown): boolean {
  return error instanceof Error && error.name === 'EngineLost'
}

/**
 * Opens the current snapshot once, for a command that ends soon.
 * @throws NoSnapshot when nothing is published or the file is unreadable
 */
export async function openCurrent(layout: DataLayout): Promise<OpenedSnapshot> {
  const read = await readPointer(layout)
  if (!read) throw new NoSnapshot(nothingPublished(layout))
  if (!read.pointer) throw new NoSnapshot(pointerUnreadable(layout))
  try {
    return await openPointer(layout, read.pointer, { connections: 1 })
  } catch (error) {
    // Three loads may have been published between reading the pointer and opening its file, which is pruned by then.
    const again = await readPointer(layout)
    if (!again?.pointer || again.text === read.text) throw error
    return openPointer(layout, again.pointer, { connections: 1 })
  }
}

async function openPointer(
  layout: DataLayout,
  pointer: CurrentPointer,
  options: { connections: number; threads?: number },
): Promise<OpenedSnapshot> {
  const file = join(layout.warehouse, pointer.file)
  if (!existsSync(file)) throw new NoSnapshot(fileMissing(pointer.file))
  const opened = await openSnapshot(file, {
    zone: hospitalZone(),
    temp: spillFolder(layout.warehouse),
    ...options,
  }).catch((error: unknown) => {
    throw new NoSnapshot(fileCorrupt(pointer.file), { cause: error })
  })
  const engine = sharingStatements(opened)
  try {
    return {
      name: pointer.snapshot,
      engine,
      publishedAt: pointer.publishedAt,
      dataThrough: await readInfo(engine, pointer),
      file,
      close: async () => engine.close(),
    }
  } catch (error) {
    engine.close()
    throw error
  }
}

async function readInfo(engine: Engine, pointer: CurrentPointer): Promise<string | null> {
  const rows = await engine
    .query<{ version: number; through: string | null }>(
      sql`select schema_version as version, data_through as through from snapshot_info`,
    )
    .catch((error: unknown) => {
      throw new NoSnapshot(fileCorrupt(pointer.file), { cause: error })
    })
  const info = rows[0]
  if (!info) throw new NoSnapshot(fileCorrupt(pointer.file))
  if (info.version !== SCHEMA_VERSION) {
    throw new NoSnapshot(otherVersion(pointer.file, info.version, SCHEMA_VERSION))
  }
  return info.through
}
