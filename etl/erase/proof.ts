/**
 * Looks for what named a person, in two ways: every file below the data folder byte by byte, and, as Parquet and DuckDB
 * compress what they hold, every text value of every segment, snapshot table and table of the application.
 */
import { closeSync, openSync, readdirSync, readSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { DataLayout } from '../../lib/warehouse/layout.ts'
import { pendingFile } from './pending.ts'
import type { Traces } from './person.ts'
import { pattern } from './text.ts'
import { readSegments, readSnapshots, readSqlite, type Terms } from './values.ts'

export interface Proof {
  /** What was looked for, without saying it. */
  terms: { ids: number; idNumbers: number; unionids: number; pseudonyms: number }
  files: number
  bytes: number
  segments: number
  tables: number
  /** Texts that were looked up as values only: the bytes of a longer id of somebody else hold them too. */
  byValueOnly: number
  /** Where something was found; empty when the person is gone. */
  found: string[]
}

/** Shorter ids, and ids of digits only, also arise where the ends of other values meet. */
const LEAST_BYTES = 8
const BLOCK = 4 * 1024 * 1024

export async function searchEverything(layout: DataLayout, traces: Traces, inbox: string): Promise<Proof> {
  const texts = [...new Set([...traces.patients, ...traces.members, ...traces.idNumbers, ...traces.unionids])]
  const terms: Terms = {
    texts,
    whole: new RegExp(pattern(texts), 'u'),
    wholeSql: pattern(texts),
    persons: traces.persons,
  }
  const findings = [
    ...(await readSegments(layout, terms)),
    ...(await readSnapshots(layout, terms)),
    ...(await readSqlite(layout, terms)),
  ]
  const isPartOfOthers = (text: string) => findings.some((f) => f.parts.includes(text))
  const needles = [...texts, ...traces.persons].filter((text) => !isPartOfOthers(text))
  const files = filesBelow(layout.root, [inbox, pendingFile(layout)])
  const found = findings.filter((f) => f.rows > 0).map((f) => `${f.place}: ${f.rows} rows`)
  let bytes = 0
  for (const file of files) {
    // The audit trail keeps pseudonyms, so its file is looked through for what they stood for.
    const wanted = file.startsWith(layout.appState) ? needles.filter((n) => !traces.persons.includes(n)) : needles
    const { size, hits } = searchBytes(file, wanted)
    bytes += size
    if (hits > 0) found.push(`${relative(layout.root, file)}: ${hits} places`)
  }
  return {
    terms: {
      ...{ ids: traces.patients.length + traces.members.length, idNumbers: traces.idNumbers.length },
      ...{ unionids: traces.unionids.length, pseudonyms: traces.persons.length },
    },
    ...{ files: files.length, bytes, found, byValueOnly: texts.length + traces.persons.length - needles.length },
    segments: findings.filter((f) => f.kind === 'segment').length,
    tables: findings.filter((f) => f.kind === 'table').length,
  }
}

function filesBelow(folder: string, without: readonly string[]): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (without.includes(path)) return []
    if (entry.isDirectory()) return filesBelow(path, without)
    return entry.isFile() ? [path] : []
  })
}

function searchBytes(file: string, texts: readonly string[]): { size: number; hits: number } {
  const needles = texts.map((text) => ({
    bytes: Buffer.from(text, 'utf8'),
    standsAlone: Buffer.byteLength(text) < LEAST_BYTES || /^\d+$/.test(text),
  }))
  const longest = Math.max(1, ...needles.map((needle) => needle.bytes.length))
  const handle = openSync(file, 'r')
  try {
    const block = Buffer.allocUnsafe(BLOCK)
    let [size, hits, kept] = [0, 0, 0]
    for (;;) {
      const read = readSync(handle, block, kept, BLOCK - kept, null)
      const end = kept + read
      const text = block.subarray(0, end)
      // What begins in the tail is found with the next block, when its surroundings are there.
      const limit = read === 0 ? end : end - longest - 1
      for (const needle of needles) hits += count(text, needle, limit)
      size += read
      if (read === 0) return { size, hits }
      const from = Math.max(0, limit)
      block.copy(block, 0, from, end)
      kept = end - from
    }
  } finally {
    closeSync(handle)
  }
}

function count(text: Buffer, needle: { bytes: Buffer; standsAlone: boolean }, limit: number): number {
  let hits = 0
  for (let at = text.indexOf(needle.bytes); at >= 0 && at < limit; at = text.indexOf(needle.bytes, at + 1)) {
    const isFree = !isIdByte(text[at - 1]) && !isIdByte(text[at + needle.bytes.length])
    if (!needle.standsAlone || isFree) hits++
  }
  return hits
}

function isIdByte(byte: number | undefined): boolean {
  return byte !== undefined && /[A-Za-z0-9_-]/.test(String.fromCharCode(byte))
}
