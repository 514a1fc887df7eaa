/** Everything that names one person, read from the ledger. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { type DataLayout, hospitalZone } from '../../lib/warehouse/layout.ts'
import type { LedgerManifest } from '../../lib/warehouse/ledger.ts'
import { resolvePeople } from '../identity/resolve.ts'
import { loadKey } from '../land/secrets.ts'
import { phoneName } from '../land/tombstones.ts'
import { ledgerRows, segmentPaths, stageFeeds } from '../ledger/stage.ts'
import { startBuild } from '../publish/build.ts'
import { RunError } from '../run/error.ts'
import { FEEDS } from '../sources/catalog.ts'
import { literal } from './text.ts'

export interface Asked {
  kind: 'patient' | 'member'
  id: string
}

/** What names a person; each list without repeats. */
export interface Traces {
  patients: string[]
  members: string[]
  /** Ids that mean this person in a column that takes members and patients. */
  eithers: string[]
  /** Hashes of whole identity numbers. */
  idNumbers: string[]
  unionids: string[]
  /** Hash of a full mobile number, a space, the name. */
  phoneNames: string[]
  /** Clear names; the ledger holds them, a snapshot never does. */
  names: string[]
  /** Pseudonyms, as on lists and in the audit trail. */
  persons: string[]
}

export const NO_TRACES: Traces = {
  ...{ patients: [], members: [], eithers: [], idNumbers: [], unionids: [], phoneNames: [], names: [], persons: [] },
}

export function joined(a: Traces, b: Traces): Traces {
  const both = (key: keyof Traces) => [...new Set([...a[key], ...b[key]])]
  return {
    ...{ patients: both('patients'), members: both('members'), eithers: both('eithers'), names: both('names') },
    ...{ idNumbers: both('idNumbers'), unionids: both('unionids'), phoneNames: both('phoneNames') },
    persons: both('persons'),
  }
}

/** The resolved person with an id: all that the ledger knows of it; null where it knows nobody. */
export async function findPerson(
  layout: DataLayout,
  manifest: LedgerManifest,
  asked: Asked,
  runId: string,
): Promise<Traces | null> {
  const build = await startBuild(layout, runId, hospitalZone())
  try {
    const { connection } = build
    await stageFeeds(connection, layout, manifest, { zone: hospitalZone() })
    await resolvePeople(connection, loadKey(layout))
    const ids = await idsOf(connection, asked)
    if (!ids) return null
    await refuseStaff(connection, ids.members)
    const [patient, contact, member] = await Promise.all([
      evidence(connection, layout, manifest, { feed: 'his/patients', own: 'patient_id', ids: ids.patients }),
      evidence(connection, layout, manifest, { feed: 'wecom/contacts', own: 'external_userid', ids: ids.members }),
      evidence(connection, layout, manifest, { feed: 'wecom/members', own: 'member_id', ids: ids.members }),
    ])
    const rows = [...patient, ...contact, ...member]
    const texts = (values: unknown[]) => [
      ...new Set(values.filter((v): v is string => typeof v === 'string' && v !== '')),
    ]
    return {
      ...ids,
      idNumbers: texts(rows.map((row) => row.id_no)).filter((hash) => !hash.startsWith('x:')),
      unionids: texts(rows.map((row) => row.unionid)),
      phoneNames: texts(rows.map((row) => phoneName(row.phone ?? row.mobile, row.name))),
      names: texts(rows.map((row) => row.name)),
    }
  } finally {
    await build.discard()
  }
}

/** Where the feeds name who works for the hospital. */
const STAFF: readonly (readonly [table: string, column: string])[] = [
  ['wecom_contacts', 'staff_id'],
  ['wecom_groups', 'owner_id'],
  ['wecom_group_daily', 'owner_id'],
  ['community_consults', 'staff_id'],
  ['community_outreach', 'by'],
]

/** @throws RunError for somebody at work: what they did for other people is not theirs to be erased */
async function refuseStaff(connection: DuckDBConnection, members: readonly string[]): Promise<void> {
  if (members.length === 0) return
  const ids = members.map(literal).join(', ')
  const parts = STAFF.map(([table, column]) => `select count(*) as n from stage.${table} where "${column}" in (${ids})`)
  const reader = await connection.runAndReadAll(`select sum(n) from (${parts.join(' union all ')})`)
  const rows = Number(reader.getRows()[0]?.[0] ?? 0)
  if (rows === 0) return
  throw new RunError(
    `this person works for the hospital: ${rows} rows about other people name their account as staff; nothing was erased`,
  )
}

async function idsOf(connection: DuckDBConnection, { kind, id }: Asked) {
  const reader = await connection.runAndReadAll(
    `select o.kind, o.id, k.person_key, o.kind = 'patient' and exists (
       select 1 from stage.person_of m where m.kind = 'member' and m.id = o.id and m.person_id <> o.person_id) as is_anothers
     from stage.person_of o join stage.person_key k using (person_id)
     where o.person_id in (select person_id from stage.person_of where kind = $1 and id = $2) order by o.kind, o.id`,
    [kind, id],
  )
  const rows = reader.getRowObjects()
  if (rows.length === 0) return null
  const of = (kept: (row: Record<string, unknown>) => boolean) => [
    ...new Set(rows.filter(kept).map((row) => String(row.id))),
  ]
  return {
    patients: of((row) => row.kind === 'patient'),
    members: of((row) => row.kind === 'member'),
    eithers: of((row) => row.is_anothers !== true),
    persons: [...new Set(rows.map((row) => String(row.person_key)))],
  }
}

/** Every version of the person's rows in an identity feed. */
async function evidence(
  connection: DuckDBConnection,
  layout: DataLayout,
  manifest: LedgerManifest,
  { feed: id, own, ids }: { feed: string; own: string; ids: readonly string[] },
): Promise<Record<string, unknown>[]> {
  const feed = FEEDS.find((candidate) => candidate.id === id)
  const paths = segmentPaths(layout, manifest, id)
  if (!feed || paths.length === 0 || ids.length === 0) return []
  const places = ids.map((_, i) => `$${i + 1}`).join(', ')
  const reader = await connection.runAndReadAll(
    `select * from (${await ledgerRows(connection, feed, paths)}) where "${own}" in (${places})`,
    [...ids],
  )
  return reader.getRowObjects()
}
