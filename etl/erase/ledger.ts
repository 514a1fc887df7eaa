/** Takes a person out of the ledger: segments that hold rows about them are written anew without those rows. */
import { mkdirSync, rmSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { DataLayout } from '../../lib/warehouse/layout.ts'
import type { LedgerManifest, LedgerSegment } from '../../lib/warehouse/ledger.ts'
import { personColumnsOf } from '../identity/person-columns.ts'
import { MENTIONS } from '../land/tombstones.ts'
import { fileSha256, QUARANTINE_FEED, scratchOf, syncFolder } from '../ledger/manifest.ts'
import { ledgerRows, segmentPaths } from '../ledger/stage.ts'
import { FEEDS } from '../sources/catalog.ts'
import { type Feed, tableOf } from '../sources/feed.ts'
import type { Traces } from './person.ts'
import { literal, pattern } from './text.ts'

export interface RewrittenLedger {
  /** Not yet the truth: the caller writes it when the snapshot is built. */
  manifest: LedgerManifest
  /** Rows taken out, by feed. */
  rows: Record<string, number>
  /** Segments written anew or dropped. */
  segments: number
}

/** One erasure at work. */
interface Work {
  connection: DuckDBConnection
  layout: DataLayout
  manifest: LedgerManifest
  traces: Traces
}

/** Writes the new segments beside the old ones. Rows of several people that name the person as one of them go too. */
export async function rewriteLedger(
  layout: DataLayout,
  manifest: LedgerManifest,
  traces: Traces,
): Promise<RewrittenLedger> {
  const scratch = scratchOf(layout)
  mkdirSync(scratch, { recursive: true, mode: 0o700 })
  const instance = await DuckDBInstance.create(':memory:', { temp_directory: scratch, memory_limit: '600MB' })
  const connection = await instance.connect()
  const work: Work = { connection, layout, manifest, traces }
  const files = manifest.files.map((file) => ({ ...file }))
  const replaced = new Map<LedgerSegment, LedgerSegment | null>()
  const rows: Record<string, number> = {}
  try {
    for (const feed of FEEDS) {
      const paths = segmentPaths(layout, manifest, feed.id)
      if (paths.length === 0) continue
      const byFile = await findRows(work, feed, paths)
      for (const [position, count] of byFile) {
        const file = files[position]
        if (file) file.erased += count
        rows[feed.id] = (rows[feed.id] ?? 0) + count
      }
      for (const segment of segmentsOf(manifest, feed.id)) await rewriteSegment(work, segment, feed, replaced)
    }
    for (const segment of segmentsOf(manifest, QUARANTINE_FEED)) await rewriteQuarantine(work, segment, replaced)
    await syncFolder(layout.segments)
  } finally {
    connection.closeSync()
    instance.closeSync()
    rmSync(scratch, { recursive: true, force: true })
  }
  const segments = manifest.segments.flatMap((segment) => {
    const next = replaced.get(segment)
    return next === undefined ? [segment] : next === null ? [] : [next]
  })
  return { manifest: { ...manifest, files, segments }, rows, segments: replaced.size }
}

function segmentsOf(manifest: LedgerManifest, feed: string): LedgerSegment[] {
  return manifest.segments.filter((segment) => segment.feed === feed)
}

/**
 * Fills `erased_row` (_file, _line): the rows that name the person, and, where the latest word on a key names them, the
 * earlier words on it: without it a row that was corrected long ago would come into force again.
 * @returns how many rows of each file
 */
async function findRows(
  { connection, traces }: Work,
  feed: Feed,
  paths: readonly string[],
): Promise<Map<number, number>> {
  await connection.run('create or replace temp table erased_row (_file integer, _line bigint)')
  const lists = { patient: traces.patients, member: traces.members, either: traces.eithers }
  const conditions = personColumnsOf(feed.id).flatMap(({ column, kind }) =>
    lists[kind].length === 0 ? [] : [`"${column}" in (${lists[kind].map(literal).join(', ')})`],
  )
  if (conditions.length === 0) return new Map()
  const key = feed.key.map((name) => `"${name}"`).join(', ')
  await connection.run(`create or replace temp view erasing as ${await ledgerRows(connection, feed, paths)}`)
  await connection.run(`create or replace temp table named_row as
    select _file, _line, hash(${key}) as h from erasing where ${conditions.join(' or ')}`)
  await connection.run(`insert into erased_row
    with word as (
      select e._file, e._line, e.h, n._file is not null as is_named,
        row_number() over (partition by e.h order by e._file desc, e._line desc) = 1 as is_last
      from (select _file, _line, hash(${key}) as h from erasing
        where hash(${key}) in (select h from named_row)) e
      left join named_row n using (_file, _line)
    )
    select _file, _line from word qualify is_named or bool_or(is_named and is_last) over (partition by h)`)
  const reader = await connection.runAndReadAll('select _file, count(*) from erased_row group by _file order by _file')
  return new Map(reader.getRows().map(([file, count]) => [Number(file), Number(count)]))
}

async function rewriteSegment(
  work: Work,
  segment: LedgerSegment,
  feed: Feed,
  replaced: Map<LedgerSegment, LedgerSegment | null>,
): Promise<void> {
  const { connection, layout, traces } = work
  const source = `read_parquet(${literal(join(layout.segments, segment.name))}, hive_partitioning = false)`
  const described = await connection.runAndReadAll(`describe select * from ${source}`)
  const present = new Set(described.getRowObjects().map((row) => String(row.column_name)))
  const members = traces.members.map(literal).join(', ')
  const mentions = (MENTIONS[feed.id] ?? []).filter((column) => present.has(column) && members !== '')
  const ids = [...new Set([...traces.patients, ...traces.members])].map((id) => JSON.stringify(id))
  const touched = [
    ...mentions.map((column) => `"${column}" in (${members})`),
    ...ids.map((id) => `contains(_extra, ${literal(id)})`),
  ]
  const [found] = (
    await connection.runAndReadAll(`select (select count(*) from ${source} semi join erased_row using (_file, _line)),
      (select count(*) from ${source} where ${touched.join(' or ') || 'false'})`)
  ).getRows()
  if (Number(found?.[0]) + Number(found?.[1]) === 0) return
  const extra = ids.reduce((text, id) => `replace(${text}, ${literal(id)}, '"***"')`, '_extra')
  const values = [
    ...mentions.map((column) => `case when "${column}" in (${members}) then null else "${column}" end as "${column}"`),
    `${extra} as _extra`,
  ]
  const query = `select * replace (${values.join(', ')}) from ${source} anti join erased_row using (_file, _line)
    order by _file, _line`
  const rows = segment.rows - Number(found?.[0])
  replaced.set(segment, rows === 0 ? null : await writeSegment(work, { ...segment, rows }, tableOf(feed.id), query))
}

/** Quarantine keeps its rows, as they are accounted for; a text that names the person goes. */
async function rewriteQuarantine(
  work: Work,
  segment: LedgerSegment,
  replaced: Map<LedgerSegment, LedgerSegment | null>,
): Promise<void> {
  const { connection, layout, traces } = work
  const source = `read_parquet(${literal(join(layout.segments, segment.name))}, hive_partitioning = false)`
  const ids = [...traces.patients, ...traces.members, ...traces.unionids]
  const isNamed = [
    `regexp_matches(raw, ${literal(pattern(ids))})`,
    ...traces.names.filter((name) => [...name].length > 1).map((name) => `contains(raw, ${literal(name)})`),
  ].join(' or ')
  const [found] = (await connection.runAndReadAll(`select count(*) from ${source} where ${isNamed}`)).getRows()
  if (Number(found?.[0]) === 0) return
  const query = `select * replace (case when ${isNamed} then '' else raw end as raw) from ${source} order by _file, _line`
  replaced.set(segment, await writeSegment(work, segment, QUARANTINE_FEED, query))
}

async function writeSegment(
  { connection, layout }: Work,
  segment: LedgerSegment,
  table: string,
  query: string,
): Promise<LedgerSegment> {
  const draft = join(layout.segments, `${table}-draft.parquet`)
  rmSync(draft, { force: true })
  await connection.run(`copy (${query}) to ${literal(draft)} (format parquet, compression zstd, row_group_size 122880)`)
  const handle = await open(draft, 'r+')
  await handle.sync().finally(() => handle.close())
  const sha256 = await fileSha256(draft)
  const name = `${table}-${sha256.slice(0, 24)}.parquet`
  await rename(draft, join(layout.segments, name))
  return { ...segment, name, sha256 }
}
