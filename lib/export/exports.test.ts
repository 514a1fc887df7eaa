/** Exports on a real app state and real marts, through the same functions as the routes. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Actor, actorOf } from '../access/actor.ts'
import { checkAudit, readAudit } from '../access/audit.ts'
import { type View, viewOn } from '../access/gate.ts'
import { ALL_ROWS, NO_ROWS, type Scope } from '../access/scope.ts'
import { appState } from '../app-state/database.ts'
import { planErasure } from '../app-state/erasure.ts'
import { setExportLimit } from '../app-state/export-limits.ts'
import { findExport } from '../app-state/exports.ts'
import { changeCases } from '../app-state/risk.ts'
import { openWorld } from '../metrics/shared/test-world.ts'
import { optOut } from '../warehouse/schema.ts'
import type { Snapshot } from '../warehouse/snapshot.ts'
import type { TestMarts } from '../warehouse/test-marts.ts'
import { decideExport, decisionsOf } from './decide.ts'
import { type ExportContent, fetchExport, ownExports } from './fetch.ts'
import { findTrace } from './find-trace.ts'
import type { LeftOut, Purpose } from './purposes.ts'
import { type AskedExport, FETCHABLE, requestExport, WAITS } from './request.ts'
import { traceCode } from './trace.ts'

const account = (username: string, role: 'operator' | 'manager' | 'marketer' | 'admin', scope: Scope = ALL_ROWS) =>
  actorOf({ username, name: username, role, scope })
const nurse = account('nurse', 'operator')
const head = account('head', 'manager')

/** Twenty people in a group: P01 to P20. P02 opted out by tag, P03 died, P04 is nine, P05 withdrew and granted again. */
const PEOPLE = Array.from({ length: 20 }, (_, i) => `P${String(i + 1).padStart(2, '0')}`)
let marts: TestMarts
let view: (actor: Actor) => View

beforeEach(async () => {
  process.env.LONGRUN_DATA = mkdtempSync(join(tmpdir(), 'longrun-exports-'))
  marts = await openWorld({
    spells: PEOPLE.map((who) => [who, 'G1', '2025-01-01 09:00:00'] as const),
    people: { P03: { deceasedOn: '2025-06-20' }, P04: { birthDate: '2016-03-01' }, P01: { nameMasked: '=张*' } },
  })
  await marts.insert(optOut, [
    { personId: 2, reason: 'tag', fromAt: '2025-02-01 10:00:00', untilAt: null },
    { personId: 5, reason: 'care', fromAt: '2025-02-01 10:00:00', untilAt: '2025-03-01 10:00:00' },
  ])
  const snapshot: Snapshot = {
    ...{ name: 'wh-1', engine: marts.engine, publishedAt: '2025-07-01T06:00:00+08:00' },
    ...{ dataThrough: '2025-06-30', file: 'wh-1.duckdb' },
  }
  view = (actor) => viewOn(actor, snapshot)
})
afterEach(() => marts.close())

const LIST: AskedExport = { query: 'metric=pool&list=in', purpose: 'follow-up', note: '', format: 'csv' }
const ask = (change: Partial<AskedExport> = {}, actor = nurse, now?: number) =>
  requestExport(view(actor), actor, { ...LIST, ...change }, now)
const fetched = (no: string, actor = nurse, now?: number): Promise<ExportContent> =>
  fetchExport(view(actor), actor, no, async (content) => content, now)
const trail = async (action: string) => (await readAudit(await appState(), { action }, { limit: 100 })).rows
const limit = async (name: 'approveAbove' | 'perDay', value: number) =>
  setExportLimit(await appState(), head, name, value)

describe('who is in the file', () => {
  test.each<[Purpose, number, Partial<Record<LeftOut, number>>]>([
    ['follow-up', 17, { optedOut: 1, deceased: 1, minor: 1 }],
    ['reminder', 17, { optedOut: 1, deceased: 1, minor: 1 }],
    ['other', 17, { optedOut: 1, deceased: 1, minor: 1 }],
    ['quality', 19, { minor: 1 }],
    ['research', 19, { minor: 1 }],
  ])('%s: %i rows of 20, the others counted by reason', async (purpose, rows, leftOut) => {
    const row = await ask({ purpose, note: 'as agreed' })
    expect({ ...row, leftOut: JSON.parse(row.leftOut) }).toMatchObject({ asked: 20, rows, leftOut, state: 'ready' })
    const content = await fetched(row.no)
    expect(content.people).toHaveLength(rows)
    expect(content.leftOut).toEqual(leftOut)
    expect(rows + Object.values(leftOut).reduce((sum, n) => sum + n, 0)).toBe(20)
  })

  test('an operator’s opt-out between the request and the download counts at once', async () => {
    const row = await ask()
    await changeCases([{ person: 'P07', memberId: 'm7' }], { isOptedOut: true }, 'nurse')
    const { people, leftOut } = await fetched(row.no)
    expect(people.map((one) => one.person)).not.toContain('P07')
    expect([people.length, leftOut.optedOut]).toEqual([16, 2])
  })

  test('only those chosen, and of them only those on the list', async () => {
    const row = await ask({ people: ['P01', 'P06', 'P02', 'somebody-else'] })
    expect([row.asked, row.rows]).toEqual([3, 2])
    expect((await fetched(row.no)).people.map((one) => one.person).sort()).toEqual(['P01', 'P06'])
  })

  test('the people are those of the request: who joins the list later is not in the file, who leaves it is counted', async () => {
    const row = await ask({ people: PEOPLE.slice(9) })
    const smaller = account('nurse', 'operator', NO_ROWS)
    const content = await fetched(row.no, smaller)
    expect([content.people.length, content.leftOut]).toEqual([0, { gone: 11 }])
  })

  test('an empty list is no file', async () => {
    await expect(ask({ people: ['somebody-else'] })).rejects.toMatchObject({ name: 'ExportError', rule: 'nobody' })
  })
})

describe('who may have it', () => {
  test.each(['manager', 'marketer', 'admin'] as const)('a %s cannot ask for one', async (role) => {
    await expect(ask({}, account('x', role))).rejects.toMatchObject({ name: 'AccessDenied' })
  })

  test('a foreign export is not there; the own one is there once', async () => {
    const { no } = await ask()
    await expect(fetched(no, account('other', 'operator'))).rejects.toMatchObject({ name: 'NotFound' })
    await fetched(no)
    await expect(fetched(no)).rejects.toMatchObject({ rule: 'used' })
    expect((await ownExports(nurse)).map((row) => row.no)).toEqual([no])
    expect(await ownExports(account('other', 'operator'))).toEqual([])
  })

  test('ten downloads at once give one file and one audit row', async () => {
    const { no } = await ask()
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => fetched(no)))
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1)
    expect(await trail('export-people')).toHaveLength(1)
  })

  test('after 24 hours it has expired', async () => {
    const now = Date.now()
    const { no } = await ask({}, nurse, now)
    await expect(fetched(no, nurse, now + FETCHABLE)).rejects.toMatchObject({ rule: 'expired' })
    await fetched(no, nurse, now + FETCHABLE - 1)
  })

  test('a file that could not be made can be fetched again', async () => {
    const { no } = await ask()
    const broken = fetchExport(view(nurse), nurse, no, () => Promise.reject(new Error('disk full')))
    await expect(broken).rejects.toThrow('disk full')
    expect((await fetched(no)).people).toHaveLength(17)
  })

  test('five files an account and day, also when asked for at once; refused ones do not count', async () => {
    const results = await Promise.allSettled(Array.from({ length: 12 }, () => ask()))
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(5)
    await expect(ask()).rejects.toMatchObject({ rule: 'perDay' })
    expect((await ask({}, account('other', 'operator'))).state).toBe('ready')
    await limit('perDay', 6)
    await limit('approveAbove', 10)
    const { no } = await ask()
    await decideExport(head, no, 'refuse')
    expect((await ask()).state).toBe('waiting')
  })
})

describe('a second person', () => {
  beforeEach(() => limit('approveAbove', 10))

  test('above the limit nothing can be fetched before somebody else approves; the 24 hours begin then', async () => {
    const now = Date.now()
    const row = await ask({}, nurse, now)
    expect(row.state).toBe('waiting')
    await expect(fetched(row.no)).rejects.toMatchObject({ rule: 'waiting' })
    const later = now + FETCHABLE + 1000
    await decideExport(head, row.no, 'approve', later)
    expect((await fetched(row.no, nurse, later + 1)).people).toHaveLength(17)
  })

  test('at the limit nobody has to', async () => {
    expect((await ask({ people: ['P01', ...PEOPLE.slice(9, 18)] })).state).toBe('ready')
  })

  test('never the requester, whatever rights the account has', async () => {
    const both: Actor = { ...nurse, rights: new Set([...nurse.rights, ...head.rights]) }
    const { no } = await ask({}, both)
    await expect(decideExport(both, no, 'approve')).rejects.toMatchObject({ name: 'AccessDenied' })
    await expect(decideExport(account('other', 'operator'), no, 'approve')).rejects.toMatchObject({
      name: 'AccessDenied',
    })
    expect((await findExport(await appState(), no))?.state).toBe('waiting')
  })

  test('not a manager of other rows: the request is not there', async () => {
    const { no } = await ask()
    const elsewhere = account('elsewhere', 'manager', { ...ALL_ROWS, hospital: ['东院'] })
    await expect(decideExport(elsewhere, no, 'approve')).rejects.toMatchObject({ name: 'NotFound' })
    expect(await decisionsOf(elsewhere)).toEqual([])
    expect((await decisionsOf(head)).map((row) => row.no)).toEqual([no])
  })

  test('refused stays refused; of two decisions at once one holds', async () => {
    const { no } = await ask()
    const both = await Promise.allSettled([decideExport(head, no, 'refuse'), decideExport(head, no, 'approve')])
    expect(both.map((r) => r.status)).toEqual(['fulfilled', 'rejected'])
    await expect(fetched(no)).rejects.toMatchObject({ rule: 'refused' })
    expect(await trail('export-approve')).toEqual([])
  })

  test('a request that nobody decides on expires after seven days', async () => {
    const now = Date.now()
    const { no } = await ask({}, nurse, now)
    await expect(decideExport(head, no, 'approve', now + WAITS)).rejects.toMatchObject({ rule: 'decided' })
  })
})

describe('the trail', () => {
  test('request, approval and download each name the people; who exported a person is answered by it', async () => {
    await limit('approveAbove', 10)
    const row = await ask({ purpose: 'other', note: '随访电话核对' })
    await decideExport(head, row.no, 'approve')
    await fetched(row.no)
    const [[asked], [approved], [taken]] = await Promise.all([
      trail('export-request'),
      trail('export-approve'),
      trail('export-people'),
    ])
    expect([asked?.rows, approved?.rows, taken?.rows]).toEqual([20, 17, 17])
    for (const one of [asked, approved, taken]) {
      expect(one).toMatchObject({ target: 'pool/in', purpose: 'other: 随访电话核对' })
      expect(JSON.parse(one?.detail ?? '')).toMatchObject({ export: row.no })
    }
    const of = async (person: string) =>
      (await readAudit(await appState(), { person }, { limit: 10 })).rows.map((one) => one.action)
    expect(await of('P01')).toEqual(['export-people', 'export-approve', 'export-request'])
    // P02 has opted out: asked for, never taken.
    expect(await of('P02')).toEqual(['export-approve', 'export-request'])
    expect((await checkAudit(await appState())).brokenAt).toBeNull()
  })

  test('the mark of a row names export, account and person, and the export still where the person was erased', async () => {
    const [key, { no }] = ['a key that only the hospital has', await ask()]
    const code = traceCode(key, no, 'P07')
    expect(await findTrace(await appState(), key, code)).toMatchObject({
      person: 'P07',
      row: { no, requester: 'nurse' },
    })
    expect(await findTrace(await appState(), key, traceCode(key, 'EX00000000', 'P07'))).toBeNull()
    expect(await findTrace(await appState(), 'another key', code)).toBeNull()
    const { changes } = await planErasure(await appState(), { persons: ['P07'], members: [] }, [])
    for (const change of changes) await change
    expect(await findTrace(await appState(), key, code)).toMatchObject({ person: null, row: { no } })
    const { people, leftOut } = await fetched(no)
    expect([people.some((one) => one.person === 'P07'), leftOut.gone]).toEqual([false, 1])
  })
})
