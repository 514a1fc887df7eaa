/**
 * A person's clear name. Snapshots hold masked names only; the ledger has the clear ones, and this is the one place
 * outside a load that reads them there: of a few ids, on an instance of its own that sees no other file.
 */
import 'server-only'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance, listValue } from '@duckdb/node-api'
import { sql } from 'drizzle-orm'
import { type AppState, appState } from '../app-state/database.ts'
import { isErased } from '../app-state/tombstones.ts'
import type { Engine, Row } from '../warehouse/engine.ts'
import { hasherOf, readKey } from '../warehouse/hasher.ts'
import type { DataLayout } from '../warehouse/layout.ts'
import { type LedgerManifest, parseManifest } from '../warehouse/ledger.ts'

const MEMORY = '256MB'

/** The keys of the rows that hold a person's name, in the order in which they speak for the person. */
export interface NameKeys {
  /** Patient ids. */
  patients: string[]
  contacts: { externalUserid: string; staffId: string }[]
}

/** The same order as the mart of people has: the record that is not merged, then the others, then contacts by age. */
export async function nameKeysOf(engine: Engine, person: string): Promise<NameKeys> {
  const who = sql`(select person_id from person where person_key = ${person})`
  const patients = await engine.query<{ id: string }>(sql`
    select patient_id as id from canon.his_patients where person_id = ${who}
    order by merged_into is not null, patient_id`)
  const contacts = await engine.query<{ externalUserid: string; staffId: string } & Row>(sql`
    select external_userid as "externalUserid", staff_id as "staffId" from canon.wecom_contacts
    where person_id = ${who} order by added_at, external_userid, staff_id`)
  return { patients: patients.map(({ id }) => id), contacts }
}

/**
 * Whether somebody with these ids was erased: the snapshot at hand may be older than the erasure.
 * @throws Error when the key at hand is not the ledger's, as then nobody can tell
 */
export async function wasErased(layout: DataLayout, database: AppState, keys: NameKeys): Promise<boolean> {
  const { keyFingerprint } = manifestOf(layout)
  const hasher = hasherOf(readKey(layout))
  if (keyFingerprint !== null && keyFingerprint !== hasher.fingerprint)
    throw new Error('the identity key is not the one that the ledger was made with')
  return isErased(database, hasher, [
    ...keys.patients.map((id) => ['patient', id] as const),
    ...keys.contacts.map(({ externalUserid }) => ['member', externalUserid] as const),
  ])
}

/** The newest name under these keys; null where the ledger has none, or the person has just been erased. */
export async function readClearName(layout: DataLayout, keys: NameKeys): Promise<string | null> {
  // Asked again with the ledger in hand: an erasure may have begun since.
  if (await wasErased(layout, await appState(layout.appState), keys)) return null
  const manifest = manifestOf(layout)
  const patients = await newestNames(segmentsOf(layout, manifest, 'his/patients'), ['patient_id'], keys.patients)
  const found = keys.patients.map((id) => patients.get(keyText([id]))).find(Boolean)
  if (found) return found
  const contacts = await newestNames(
    segmentsOf(layout, manifest, 'wecom/contacts'),
    ['external_userid', 'staff_id'],
    keys.contacts.map(({ externalUserid }) => externalUserid),
  )
  const keysOfContacts = keys.contacts.map(({ externalUserid, staffId }) => keyText([externalUserid, staffId]))
  return keysOfContacts.map((key) => contacts.get(key)).find(Boolean) ?? null
}

function manifestOf(layout: DataLayout): LedgerManifest {
  return parseManifest(readFileSync(layout.manifest, 'utf8'))
}

function segmentsOf(layout: DataLayout, manifest: LedgerManifest, feed: string): string[] {
  return manifest.segments.filter((one) => one.feed === feed).map((one) => join(layout.segments, one.name))
}

function keyText(key: readonly unknown[]): string {
  return JSON.stringify(key)
}

/** Names of the rows in force by their keys, the first column of which is one of the ids. */
async function newestNames(
  paths: readonly string[],
  key: readonly [string, ...string[]],
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (paths.length === 0 || ids.length === 0) return new Map()
  const columns = key.join(', ')
  const rows = await readSegments(
    `select ${columns}, trim(name) as name from read_parquet($1, union_by_name = true, hive_partitioning = false)
     where ${key[0]} in (select unnest($2))
     qualify row_number() over (partition by ${columns} order by _file desc, _line desc) = 1`,
    paths,
    ids,
  )
  const named = rows.flatMap((row) => (row.name ? [[keyText(key.map((name) => row[name])), String(row.name)]] : []))
  return new Map(named as [string, string][])
}

async function readSegments(text: string, paths: readonly string[], ids: readonly string[]) {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: MEMORY,
    threads: '1',
    allow_community_extensions: 'false',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_persistent_secrets: 'false',
  })
  try {
    const connection = await instance.connect()
    const allowed = paths.map((path) => `'${path.replaceAll("'", "''")}'`)
    await connection.run(`set allowed_paths = [${allowed.join(', ')}]`)
    await connection.run('set enable_external_access = false')
    await connection.run('set lock_configuration = true')
    const prepared = await connection.prepare(text)
    prepared.bind([listValue([...paths]), listValue([...ids])])
    const rows = (await prepared.runAndReadAll()).getRowObjects()
    prepared.destroySync()
    connection.closeSync()
    return rows
  } finally {
    instance.closeSync()
  }
}
