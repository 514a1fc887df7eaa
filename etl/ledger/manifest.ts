import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { DataLayout } from '../../lib/warehouse/layout.ts'
import { RunError } from '../run/error.ts'

const FORMAT = 1

const segmentSchema = z.strictObject({
  /** Feed of the rows; `quarantine` holds the rows of every feed that could not be read. */
  feed: z.string(),
  name: z.string().regex(/^[a-z0-9_-]+\.parquet$/),
  sha256: z.string().length(64),
  rows: z.int().nonnegative(),
})

const fileSchema = z.strictObject({
  feed: z.string(),
  /** Path below the inbox. */
  name: z.string(),
  /** Of the bytes as they lay in the inbox. */
  sha256: z.string().length(64),
  bytes: z.int().nonnegative(),
  /** Digest of the part of the mapping that read the file; empty for the contract's own names. */
  mapping: z.string(),
  encoding: z.enum(['utf-8', 'gb18030']).nullable(),
  read: z.int().nonnegative(),
  /** Rows that could not be read, or that the mapping set aside. */
  quarantined: z.int().nonnegative(),
  /** Rows that are gone, or were never taken, because they named an erased person. */
  erased: z.int().nonnegative().default(0),
  runId: z.string(),
  landedAt: z.string(),
})

const manifestSchema = z.strictObject({
  version: z.literal(FORMAT),
  /** Tells whether the identity hashes were made with the key at hand. */
  keyFingerprint: z.string().nullable(),
  /** In the order of landing: the position is the `_file` of the ledger's rows. */
  files: z.array(fileSchema),
  segments: z.array(segmentSchema),
})

export type LedgerSegment = z.infer<typeof segmentSchema>
export type LandedFile = z.infer<typeof fileSchema>
/** The ledger's table of contents, and the only truth about what was loaded. */
export type LedgerManifest = z.infer<typeof manifestSchema>

/** Rows of a file that the ledger holds. */
export function rowsOf({ read, quarantined, erased }: LandedFile): number {
  return read - quarantined - erased
}

export const QUARANTINE_FEED = 'quarantine'

/** Folder for what one run needs and none keeps. */
export function scratchOf(layout: DataLayout): string {
  return join(layout.ledger, 'scratch')
}

export function emptyManifest(): LedgerManifest {
  return { version: FORMAT, keyFingerprint: null, files: [], segments: [] }
}

/** @throws RunError when the manifest is damaged; a ledger that does not exist yet is empty. */
export function readManifest(layout: DataLayout): LedgerManifest {
  if (!existsSync(layout.manifest)) return emptyManifest()
  const help = 'restore the ledger folder from a backup'
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(layout.manifest, 'utf8')))
  } catch {
    throw new RunError(`the ledger's manifest ${layout.manifest} is damaged: ${help}`)
  }
}

/** Makes a manifest the truth: written beside, flushed to disk, renamed over the old one. */
export async function writeManifest(layout: DataLayout, manifest: LedgerManifest): Promise<void> {
  mkdirSync(layout.ledger, { recursive: true })
  const draft = `${layout.manifest}.tmp`
  const file = await open(draft, 'w', 0o600)
  try {
    await file.writeFile(JSON.stringify(manifest))
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, layout.manifest)
  await syncFolder(dirname(layout.manifest))
}

/** Removes what a run that died left behind: segments that no manifest names, and drafts. Only under the run's lock. */
export function cleanLedger(layout: DataLayout): void {
  if (!existsSync(layout.segments)) return
  const named = new Set(readManifest(layout).segments.map((segment) => segment.name))
  for (const name of readdirSync(layout.segments)) {
    if (!named.has(name)) rmSync(join(layout.segments, name), { recursive: true, force: true })
  }
  rmSync(`${layout.manifest}.tmp`, { force: true })
  rmSync(scratchOf(layout), { recursive: true, force: true })
}

/**
 * Reads every segment once and compares it with what was written.
 * @throws RunError naming the first segment that is missing or altered.
 */
export async function verifySegments(layout: DataLayout, manifest: LedgerManifest): Promise<void> {
  for (const segment of manifest.segments) {
    const path = join(layout.segments, segment.name)
    const found = existsSync(path) ? await fileSha256(path) : null
    if (found === segment.sha256) continue
    const what = found === null ? 'is missing' : 'is damaged (its sha256 differs from the manifest)'
    throw new RunError(`ledger segment ${segment.name} ${what}: restore the ledger folder from a backup`)
  }
}

export async function fileSha256(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const block of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(block as Buffer)
  return hash.digest('hex')
}

/** Makes new names in a folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
