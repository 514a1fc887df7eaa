/** Removes one person from everything that the data folder holds, keeps them from coming back, and proves it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { type AuditEntry, record } from '../../lib/access/audit.ts'
import { type AppState, appState } from '../../lib/app-state/database.ts'
import { type NamedRows, planErasure } from '../../lib/app-state/erasure.ts'
import { tombstones } from '../../lib/app-state/schema/tombstones.ts'
import { tombstoneOf } from '../../lib/app-state/tombstones.ts'
import { type Hasher, hasherOf } from '../../lib/warehouse/hasher.ts'
import { type DataLayout, hospitalZone } from '../../lib/warehouse/layout.ts'
import type { LedgerManifest } from '../../lib/warehouse/ledger.ts'
import { NoSnapshot, openCurrent } from '../../lib/warehouse/snapshot.ts'
import { loadKey } from '../land/secrets.ts'
import { cleanLedger, readManifest, writeManifest } from '../ledger/manifest.ts'
import { stageFeeds } from '../ledger/stage.ts'
import { nameOf, startBuild } from '../publish/build.ts'
import { writeDurably } from '../publish/files.ts'
import { forgetPrevious, removeLeftovers } from '../publish/pointer.ts'
import { publish } from '../publish/publish.ts'
import { RunError } from '../run/error.ts'
import { takeLock } from '../run/lock.ts'
import type { ProgressClock } from '../run/progress.ts'
import { runIdOf } from '../run/run.ts'
import { fillWarehouse } from '../run/warehouse.ts'
import { filesNaming, type NamingFile } from './inbox.ts'
import { rewriteLedger } from './ledger.ts'
import { dropPending, keepPending, readPending } from './pending.ts'
import { type Asked, findPerson, joined, NO_TRACES, type Traces } from './person.ts'
import { type Proof, searchEverything } from './proof.ts'
import { pattern } from './text.ts'

export interface EraseOptions {
  layout: DataLayout
  inbox: string
  asked: Asked
  progress: ProgressClock
}

export interface EraseReport {
  snapshot: string
  /** Older snapshots that were removed. */
  snapshotsRemoved: number
  /** Rows taken out of the ledger, by feed. */
  rows: Record<string, number>
  segmentsRewritten: number
  appState: NamedRows
  /** Run reports from which a mention was taken. */
  reports: number
  proof: Proof
  /** Files of the hospital that still name the person. */
  inbox: NamingFile[]
}

/**
 * Erases the person with an id: all their ids. A run that dies is taken up by the next one for any person; until then
 * loads already refuse the person's rows.
 * @throws RunError when nobody has the id, or another run is under way
 */
export async function erasePerson(options: EraseOptions): Promise<EraseReport> {
  const { layout, progress } = options
  const lock = await takeLock(layout)
  try {
    await removeLeftovers(layout)
    cleanLedger(layout)
    return await erase(options)
  } finally {
    progress.end()
    await lock.release()
  }
}

async function erase({ layout, inbox, asked, progress }: EraseOptions): Promise<EraseReport> {
  const started = new Date()
  const run = runIdOf(started)
  const hasher = hasherOf(loadKey(layout))
  const manifest = readManifest(layout)
  if (manifest.keyFingerprint !== null && manifest.keyFingerprint !== hasher.fingerprint) {
    throw new RunError('the identity key is not the one the ledger was made with: set LONGRUN_HMAC_KEY to the old key')
  }
  const database = await appState(layout.appState)
  progress.stage('find')
  const traces = await tracesOf(layout, manifest, { asked, run, hasher, database })
  await keepPending(layout, traces)
  progress.stage('application')
  const counts = await eraseFromAppState(database, traces, hasher)
  progress.stage('ledger')
  const rewritten = await rewriteLedger(layout, manifest, traces)
  await publishWithout(layout, rewritten.manifest, { run, startedAt: started.toISOString(), progress })
  progress.stage('clean')
  cleanLedger(layout)
  const snapshotsRemoved = await forgetPrevious(layout)
  const reports = await scrubReports(layout, traces)
  await database.run(sql`vacuum`)
  progress.stage('search')
  const proof = await searchEverything(layout, traces, inbox)
  const naming = await filesNaming(layout, inbox, traces)
  if (proof.found.length === 0) dropPending(layout)
  return {
    ...{ snapshot: nameOf(run), snapshotsRemoved, rows: rewritten.rows, segmentsRewritten: rewritten.segments },
    ...{ appState: counts, reports, proof, inbox: naming },
  }
}

interface Finding {
  asked: Asked
  run: string
  hasher: Hasher
  database: AppState
}

/** What the ledger knows of the person, and what an erasure that died has left to do. */
async function tracesOf(
  layout: DataLayout,
  manifest: LedgerManifest,
  { asked, run, hasher, database }: Finding,
): Promise<Traces> {
  const pending = readPending(layout)
  const found = await findPerson(layout, manifest, asked, `${run}-find`)
  if (found) return joined(pending, found)
  const key = asked.kind === 'patient' ? 'patients' : 'members'
  if (pending[key].includes(asked.id)) return pending
  const hash = tombstoneOf(hasher, asked.kind, asked.id)
  const known = await database.select().from(tombstones)
  if (!known.some((row) => row.hash === hash)) {
    throw new RunError(
      `no ${asked.kind} ${asked.id} is loaded, and none was erased; check the id as the files spell it`,
    )
  }
  // Erased before: nothing is left but to look again.
  return joined(pending, { ...NO_TRACES, [key]: [asked.id] })
}

/** One transaction: the person goes, the tombstones and the audit row stay. */
async function eraseFromAppState(database: AppState, traces: Traces, hasher: Hasher): Promise<NamedRows> {
  const { counts, changes } = await planErasure(database, traces, hashesOf(traces, hasher))
  const entry: AuditEntry = {
    actor: { id: 'local-owner', role: 'owner' },
    ...{ action: 'erase-person', target: 'person', people: traces.persons, detail: counts },
  }
  await record(database, entry, changes)
  return counts
}

function hashesOf(traces: Traces, hasher: Hasher): string[] {
  const of = (kind: Parameters<typeof tombstoneOf>[1], texts: readonly string[]) =>
    texts.map((text) => tombstoneOf(hasher, kind, text))
  return [
    ...of('patient', traces.patients),
    ...of('member', traces.members),
    ...of('either', traces.eithers),
    ...of('id-number', traces.idNumbers),
    ...of('unionid', traces.unionids),
    ...of('phone-name', traces.phoneNames),
  ]
}

/** A new snapshot of the rewritten ledger; the ledger changes just before the pointer, as in a load. */
async function publishWithout(
  layout: DataLayout,
  manifest: LedgerManifest,
  { run, startedAt, progress }: { run: string; startedAt: string; progress: ProgressClock },
): Promise<void> {
  const zone = hospitalZone()
  const isLenient = await wasLenient(layout)
  const build = await startBuild(layout, run, zone)
  try {
    progress.stage('stage')
    await stageFeeds(build.connection, layout, manifest, { zone })
    await fillWarehouse(build.connection, { layout, zone, progress }, { run, startedAt, manifest, isLenient })
    await publish(layout, build, {
      ...{ runId: run, publishedAt: new Date().toISOString() },
      commitLedger: () => writeManifest(layout, manifest),
      onStage: (name) => progress.stage(name),
    })
  } finally {
    await build.discard()
  }
}

/** An erasure does not make a load good that was published in spite of its limits. */
async function wasLenient(layout: DataLayout): Promise<boolean> {
  const snapshot = await openCurrent(layout).catch((error: unknown) => {
    if (error instanceof NoSnapshot) return null
    throw error
  })
  if (!snapshot) return false
  try {
    const [info] = await snapshot.engine.query<{ lenient: boolean }>(
      sql`select is_lenient as lenient from snapshot_info`,
    )
    return info?.lenient ?? false
  } finally {
    await snapshot.close()
  }
}

/** Reports of runs hold counts and file names; where one names the person all the same, the name goes. */
async function scrubReports(layout: DataLayout, traces: Traces): Promise<number> {
  if (!existsSync(layout.runs)) return 0
  const names = new RegExp(pattern([...traces.patients, ...traces.members, ...traces.unionids]), 'gu')
  let scrubbed = 0
  for (const name of readdirSync(layout.runs)) {
    const file = join(layout.runs, name)
    const text = readFileSync(file, 'utf8')
    const clean = text.replace(names, '$1***$3')
    if (clean === text) continue
    await writeDurably(file, clean)
    scrubbed++
  }
  return scrubbed
}
