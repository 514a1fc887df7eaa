/** One person leaves: nothing of them stays, nothing of anybody else changes, and no later load brings them back. */

import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { sql } from 'drizzle-orm'
import { getTableConfig } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { LOCAL_OWNER } from '../../lib/access/actor.ts'
import { checkAudit, readAudit, record } from '../../lib/access/audit.ts'
import { appState } from '../../lib/app-state/database.ts'
import { exportRequest } from '../../lib/app-state/schema/exports.ts'
import { cohort, outreachEntry, riskCase } from '../../lib/app-state/schema/risk.ts'
import { savedViews } from '../../lib/app-state/schema/saved-views.ts'
import { tombstones } from '../../lib/app-state/schema/tombstones.ts'
import { columnsOf } from '../../lib/warehouse/ddl.ts'
import { type DataLayout, layoutOf } from '../../lib/warehouse/layout.ts'
import { MARTS } from '../../lib/warehouse/schema.ts'
import { openCurrent } from '../../lib/warehouse/snapshot.ts'
import { rollBack } from '../publish/pointer.ts'
import { takeLock } from '../run/lock.ts'
import { startProgress } from '../run/progress.ts'
import type { RunReport } from '../run/report.ts'
import { runEtl } from '../run/run.ts'
import { type EraseReport, erasePerson } from './erase.ts'
import { GONE, writeHospital, writeNextExport } from './hospital.fixture.ts'
import type { Asked } from './person.ts'

const PATIENCE = 300_000
vi.setConfig({ testTimeout: PATIENCE, hookTimeout: PATIENCE })

const work = mkdtempSync(join(tmpdir(), 'longrun-erase-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))

const quiet = () => startProgress({ isTTY: false, write: () => true } as unknown as NodeJS.WriteStream)
const PATIENT: Asked = { kind: 'patient', id: 'HIS-GONE-0008' }

async function load(layout: DataLayout, inbox: string): Promise<RunReport> {
  return runEtl({ layout, inbox, lenient: false, zone: 'Asia/Shanghai', progress: await quiet() })
}

async function erase(layout: DataLayout, inbox: string, asked = PATIENT): Promise<EraseReport> {
  return erasePerson({ layout, inbox, asked, progress: await quiet() })
}

/** What readers see, but for what tells of the load itself. */
async function contentsOf(layout: DataLayout): Promise<Record<string, unknown>> {
  const about = ['row_account', 'quarantine', 'snapshot_info', 'check_result']
  const snapshot = await openCurrent(layout)
  try {
    const contents: Record<string, unknown> = {}
    for (const table of MARTS) {
      const { name } = getTableConfig(table)
      const columns = columnsOf(table).filter((column) => column !== 'landed_at')
      if (about.includes(name)) continue
      const row = sql.raw(columns.map((column) => `"${column}"`).join(', '))
      contents[name] = await snapshot.engine.query(
        sql`select count(*) as rows, bit_xor(hash(${row}))::varchar as content from ${sql.raw(name)}`,
      )
    }
    return contents
  } finally {
    await snapshot.close()
  }
}

async function query<T extends Record<string, string | number>>(layout: DataLayout, text: string): Promise<T[]> {
  const snapshot = await openCurrent(layout)
  try {
    return await snapshot.engine.query<T>(sql.raw(text))
  } finally {
    await snapshot.close()
  }
}

/** An own search, apart from the command's: bytes of all files, and every value of every segment as text. */
async function placesNaming(layout: DataLayout): Promise<string[]> {
  const files = readdirSync(layout.root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const places = files.flatMap((entry) => {
    const path = join(entry.parentPath, entry.name)
    return GONE.filter((text) => readFileSync(path).includes(text)).map((text) => `${path}: ${text}`)
  })
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  for (const segment of readdirSync(layout.segments)) {
    const reader = await connection.runAndReadAll(`select * from '${join(layout.segments, segment)}'`)
    const text = JSON.stringify(reader.getRowsJson())
    places.push(...GONE.filter((gone) => text.includes(gone)).map((gone) => `${segment}: ${gone}`))
  }
  connection.closeSync()
  instance.closeSync()
  return places
}

const inbox = join(work, 'inbox')
const loaded = layoutOf(join(work, 'loaded'))
const never = layoutOf(join(work, 'never'))
let expected: Record<string, unknown>

beforeAll(async () => {
  writeHospital(inbox)
  writeHospital(join(work, 'inbox-never'), { without: true })
  await load(loaded, inbox)
  await load(never, join(work, 'inbox-never'))
  expected = await contentsOf(never)
})

/** A copy with what operators wrote about the person. @returns its layout and the person's pseudonym */
async function hospital(name: string): Promise<{ layout: DataLayout; person: string }> {
  const layout = layoutOf(join(work, name))
  cpSync(loaded.root, layout.root, { recursive: true })
  const [row] = await query<{ key: string }>(
    layout,
    `select p.person_key as key from person p join canon.wecom_members m using (person_id) where m.member_id = 'wmGoneAAAA07'`,
  )
  const person = row?.key ?? ''
  const database = await appState(layout.appState)
  const stamp = { changedBy: 'a', changedAt: 1 }
  await database.insert(outreachEntry).values({
    ...{ id: 'o', person, memberId: 'wmGoneAAAA07', rule: 'silent-60d', arm: 'contacted' as const },
    ...{ day: '2026-06-30', at: 1, by: 'a', script: '赵无忌您好' },
  })
  await database.insert(riskCase).values({ person, memberId: 'wmGoneAAAA07', isOptedOut: true, ...stamp })
  await database.insert(exportRequest).values({
    ...{ no: 'EX00000000', requester: 'nurse', scope: '{}', purpose: 'follow-up', note: '', format: 'csv' },
    ...{ question: '{}', people: `${person}\nPother`, asked: 2, rows: 2, leftOut: '{}', snapshot: 'wh-1' },
    ...{ state: 'ready', askedAt: 0, expiresAt: 0 },
  })
  await database.insert(cohort).values({
    ...{ id: 'c', name: '名单', kind: 'frozen' as const, address: '/at-risk', asOf: '2026-06-30', createdBy: 'a' },
    ...{ people: `Pother\n${person}`, count: 2, createdAt: 1 },
  })
  await database.insert(savedViews).values({
    ...{ id: 's', actorId: 'a', name: '一位', address: `/people/${person}?asOf=2026-06-30`, createdAt: 1 },
  })
  await record(database, { actor: LOCAL_OWNER, action: 'view-people', people: [person, 'Pother'] })
  return { layout, person }
}

test('the person is there before: the search that finds nothing later finds them now', async () => {
  expect((await placesNaming(loaded)).length).toBeGreaterThan(5)
  expect(await contentsOf(loaded)).not.toEqual(expected)
})

describe('an erasure', () => {
  let layout: DataLayout
  let person: string
  let report: EraseReport
  let before: string
  beforeAll(async () => {
    ;({ layout, person } = await hospital('erased'))
    before = (await checkAudit(await appState(layout.appState))).head
    await load(layout, inbox)
    report = await erase(layout, inbox)
  })

  test('takes out all rows that name one of three ids, and says where it looked', () => {
    expect(report.rows).toEqual({
      ...{ 'his/patients': 2, 'his/visits': 4, 'his/charges': 2, 'wecom/contacts': 1, 'wecom/members': 1 },
      ...{ 'community/messages': 1, 'community/referrals': 1, 'community/consents': 3, 'community/readings': 1 },
      ...{ 'identity/links': 1, 'community/outreach': 1 },
    })
    expect(report.proof).toMatchObject({
      terms: { ids: 3, idNumbers: 1, unionids: 1, pseudonyms: 1 },
      found: [],
      byValueOnly: 0,
    })
    expect(report.proof.files).toBeGreaterThan(10)
    expect(report.proof.tables).toBeGreaterThan(60)
  })

  test('leaves nothing in any file, and nobody to roll back to', async () => {
    expect(await placesNaming(layout)).toEqual([])
    expect(readdirSync(layout.warehouse).filter((name) => name.endsWith('.duckdb'))).toEqual([
      `${report.snapshot}.duckdb`,
    ])
    await expect(rollBack(layout)).rejects.toThrow('is the only snapshot')
  })

  test('gives the marts of a hospital where the person never was', async () => {
    expect(await contentsOf(layout)).toEqual(expected)
  })

  test('accounts for the rows: read = loaded + duplicate + superseded + quarantined, 4 of 34 visits erased', async () => {
    const [visits] = await query(
      layout,
      `select read, loaded, duplicate, superseded, quarantined from row_account where feed = 'his/visits'`,
    )
    expect(visits).toEqual({ read: 34, loaded: 30, duplicate: 0, superseded: 0, quarantined: 4 })
    const reasons = await query(
      layout,
      `select reason, line, raw, count(*) as n from quarantine where feed in ('his/visits', 'community/readings') group by all order by all`,
    )
    expect(reasons).toEqual([
      { reason: 'erased', line: 0, raw: '', n: 5 },
      // What could not be read stays counted; what it said is gone.
      { reason: 'time-unreadable', line: 102, raw: '', n: 1 },
    ])
  })

  test('takes the person out of what operators wrote; the audit trail still holds and keeps the pseudonym only', async () => {
    const database = await appState(layout.appState)
    expect(report.appState).toEqual({ outreach: 1, cases: 1, savedLists: 1, savedViews: 1, exports: 1 })
    for (const table of [outreachEntry, riskCase, savedViews]) expect(await database.$count(table)).toBe(0)
    expect(await database.select().from(cohort)).toMatchObject([{ people: 'Pother', count: 1 }])
    expect(await database.select().from(exportRequest)).toMatchObject([{ people: 'Pother', asked: 2, rows: 2 }])
    expect(await checkAudit(database, before)).toMatchObject({ brokenAt: null })
    const { rows } = await readAudit(database, { person }, { limit: 10 })
    expect(rows.map((row) => row.action)).toEqual(['erase-person', 'view-people'])
    expect(await query(layout, `select count(*) as n from person where person_key = '${person}'`)).toEqual([{ n: 0 }])
  })

  test('names the hospital’s own files that still hold the person', () => {
    expect(report.inbox.map((file) => [file.name, file.records]).slice(0, 3)).toEqual([
      ['community/consents.csv', 2],
      ['community/contents.csv', 1],
      ['community/messages.csv', 1],
    ])
  })

  test('holds for the same files, for a new export of everything, and for new ids of the person; a relative comes in', async () => {
    await load(layout, inbox)
    expect(await contentsOf(layout)).toEqual(expected)
    const next = join(work, 'inbox-next')
    cpSync(inbox, next, { recursive: true })
    writeNextExport(next)
    const { feeds, brokenLimits } = await load(layout, next)
    // 34 rows of known bytes, 33 again of which 3 name the person, then 2 of 3 newcomers.
    expect(feeds['his/visits']).toMatchObject({ read: 70, loaded: 1, quarantined: 5 })
    expect(feeds['his/patients']).toMatchObject({ read: 11, loaded: 1, quarantined: 4 })
    expect(brokenLimits).toEqual([])
    expect(await placesNaming(layout)).toEqual([])
    const patients = await query<{ id: string }>(layout, 'select patient_id as id from canon.his_patients order by 1')
    expect(patients.map((row) => row.id)).toEqual(['HIS-KIN-00001', 'HIS-STAY-0001', 'HIS-STAY-0002'])
    // The ids that were new are known from now on, also without the record that told who they are.
    mkdirSync(join(work, 'inbox-late/his'), { recursive: true })
    writeFileSync(
      join(work, 'inbox-late/his/visits.csv'),
      'visit_id,patient_id,visited_at\nV-B9,HIS-BACK-0002,2026-06-28 09:00\n',
    )
    expect((await load(layout, join(work, 'inbox-late'))).feeds['his/visits']).toMatchObject({
      read: 1,
      quarantined: 1,
    })
  })

  test('may be asked for again, and is refused for nobody', async () => {
    expect(await erase(layout, inbox, { kind: 'member', id: 'wmGoneAAAA07' })).toMatchObject({
      rows: {},
      proof: { found: [] },
    })
    await expect(erase(layout, inbox, { kind: 'patient', id: 'HIS-NOBODY' })).rejects.toThrow('none was erased')
  })
})

test('somebody who works for the hospital is refused, and nothing changes', async () => {
  const { layout } = await hospital('staff')
  mkdirSync(join(work, 'inbox-staff/wecom'), { recursive: true })
  writeFileSync(
    join(work, 'inbox-staff/wecom/members.csv'),
    'group_id,member_id,role,joined_at\nG,nurse,staff,2026-01-01\n',
  )
  await load(layout, join(work, 'inbox-staff'))
  await expect(erase(layout, inbox, { kind: 'member', id: 'nurse' })).rejects.toThrow('works for the hospital: 2 rows')
  expect(await (await appState(layout.appState)).$count(tombstones)).toBe(0)
})

test('waits for nobody: while a load holds the lock it is refused', async () => {
  const { layout } = await hospital('locked')
  const lock = await takeLock(layout)
  await expect(erase(layout, inbox)).rejects.toThrow('another run holds')
  await lock.release()
})

/** Runs the command in a process of its own, killed as soon as a stage begins. */
function killedIn(stage: string, layout: DataLayout): Promise<number | null> {
  const start = resolve(import.meta.dirname, '../longrun.mjs')
  const killer = resolve(import.meta.dirname, '../run/kill-in-stage.mjs')
  const args = ['--import', killer, start, 'erase', '--patient', PATIENT.id, '--data', layout.root, '--inbox', inbox]
  const child = spawn(process.execPath, args, { env: { ...process.env, KILL_IN: `${stage}:0` } })
  return new Promise((done) => child.on('close', (code) => done(code)))
}

test.each(['application', 'ledger', 'build', 'publish', 'clean', 'search'])(
  'kill -9 in %s: a load in between refuses the person’s new rows, the next erasure ends it',
  async (stage) => {
    const { layout } = await hospital(`killed-${stage}`)
    expect(await killedIn(stage, layout)).toBeNull()
    await load(layout, inbox)
    const report = await erase(layout, inbox)
    expect(report.proof.found).toEqual([])
    expect(await placesNaming(layout)).toEqual([])
    expect(await contentsOf(layout)).toEqual(expected)
  },
)
