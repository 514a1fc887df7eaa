import { lstatSync, readdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { RunError } from '../run/error.ts'
import { FEEDS } from '../sources/catalog.ts'
import type { Feed } from '../sources/feed.ts'

export type FileFormat = 'csv' | 'jsonl' | 'xlsx' | 'parquet'

export interface InboxFile {
  /** Path below the inbox with `/`, NFC as on disk: the file's name in every report. */
  name: string
  path: string
  format: FileFormat
  isGzip: boolean
  /** Bytes on disk, for progress. */
  size: number
}

/** Something in the inbox that no load reads, and why. */
export interface IgnoredEntry {
  name: string
  reason: 'symlink' | 'not-a-file' | 'unknown-extension' | 'unknown-feed' | 'unreadable-name'
}

export interface InboxListing {
  files: InboxFile[]
  ignored: IgnoredEntry[]
}

const EXTENSIONS: readonly (readonly [string, FileFormat, boolean])[] = [
  ['.csv.gz', 'csv', true],
  ['.jsonl.gz', 'jsonl', true],
  ['.ndjson.gz', 'jsonl', true],
  ['.csv', 'csv', false],
  ['.jsonl', 'jsonl', false],
  ['.ndjson', 'jsonl', false],
  ['.xlsx', 'xlsx', false],
  ['.parquet', 'parquet', false],
]
/** `<inbox>/<system>/<file>`; a mapping may name files one folder deeper. */
const MAX_DEPTH = 3
const FEED_IDS = new Map(FEEDS.map((feed) => [feed.id as string, feed]))

/**
 * Every readable file of the inbox, by name in byte order of UTF-8. Links are never followed, so nothing outside the
 * folder can be read.
 * @throws RunError when the inbox is not a folder.
 */
export function listInbox(inbox: string): InboxListing {
  const listing: InboxListing = { files: [], ignored: [] }
  walk(rootOf(inbox), '', 1, listing)
  listing.files.sort((a, b) => compareBytes(a.name, b.name))
  listing.ignored.sort((a, b) => compareBytes(a.name, b.name))
  return listing
}

/** The feed that a file's place and name claim: `his/visits-2026.csv` -> his/visits; undefined for any other name. */
export function feedOfName(name: string): Feed | undefined {
  const parts = name.split('/')
  const [system = '', file = ''] = parts
  if (parts.length !== 2) return undefined
  const stem = stemOf(file)
  for (let end = stem.length; end > 0; end = stem.lastIndexOf('-', end - 1)) {
    const feed = FEED_IDS.get(`${system}/${stem.slice(0, end)}`)
    if (feed) return feed
  }
  return undefined
}

/** Order of file names: that of their UTF-8 bytes, whatever the locale. */
export function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'))
}

function rootOf(inbox: string): string {
  try {
    const root = realpathSync(inbox)
    if (lstatSync(root).isDirectory()) return root
  } catch {
    // Reported below: the reason does not change what to do.
  }
  throw new RunError(`the inbox "${inbox}" is not a folder: create it or name another with --inbox`)
}

function walk(folder: string, prefix: string, depth: number, listing: InboxListing): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const name = prefix + entry.name
    const path = join(folder, entry.name)
    // A name that is not UTF-8 comes back with replacement characters and cannot be opened by that name.
    if (name.includes('\ufffd')) listing.ignored.push({ name, reason: 'unreadable-name' })
    else if (entry.isSymbolicLink()) listing.ignored.push({ name, reason: 'symlink' })
    else if (entry.isDirectory() && !formatOf(entry.name) && depth < MAX_DEPTH) {
      walk(path, `${name}/`, depth + 1, listing)
    } else if (!entry.isFile()) listing.ignored.push({ name, reason: 'not-a-file' })
    else addFile(name, path, listing)
  }
}

function addFile(name: string, path: string, listing: InboxListing): void {
  const found = formatOf(name)
  if (found) {
    const { size } = lstatSync(path)
    listing.files.push({ name, path, format: found[1], isGzip: found[2], size })
  } else listing.ignored.push({ name, reason: 'unknown-extension' })
}

function formatOf(name: string) {
  const lower = name.toLowerCase()
  return EXTENSIONS.find(([extension]) => lower.endsWith(extension))
}

function stemOf(file: string): string {
  const found = formatOf(file)
  return found ? file.slice(0, -found[0].length) : ''
}
