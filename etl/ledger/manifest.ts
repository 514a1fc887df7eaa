import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { DataLayout } from '../../lib/warehouse/layout.ts'
import { emptyManifest, type LandedFile, type LedgerManifest, parseManifest } from '../../lib/warehouse/ledger.ts'
import { RunError } from '../run/error.ts'

/** Rows of a file that the ledger holds. */
export function rowsOf({ read, quarantined, erased }: LandedFile): number {
  return read - quarantined - erased
}

export const QUARANTINE_FEED = 'quarantine'

/** Folder for what one run needs and none keeps. */
export function scratchOf(layout: DataLayout): string {
  return join(layout.ledger, 'scratch')
}

/** @throws RunError when the manifest is damaged; a ledger that does not exist yet is empty. */
export function readManifest(layout: DataLayout): LedgerManifest {
  if (!existsSync(layout.manifest)) return emptyManifest()
  const help = 'restore the ledger folder from a backup'
  try {
    return parseManifest(readFileSync(layout.manifest, 'utf8'))
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
