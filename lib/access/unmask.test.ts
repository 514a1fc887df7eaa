/** Looking behind a mask, on a small hospital that went through a real load. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { erasePerson } from '../../etl/erase/erase.ts'
import { startProgress } from '../../etl/run/progress.ts'
import { runEtl } from '../../etl/run/run.ts'
import { appState } from '../app-state/database.ts'
import { changeCases } from '../app-state/risk.ts'
import { audit } from '../app-state/schema/audit.ts'
import { LOOKS_A_DAY, type LookPurpose } from '../people/looks.ts'
import { layoutOf } from '../warehouse/layout.ts'
import { type OpenedSnapshot, openCurrent } from '../warehouse/snapshot.ts'
import { type Actor, actorOf, ROLES, type Role } from './actor.ts'
import { checkAudit, readAudit, record } from './audit.ts'
import { viewOn } from './gate.ts'
import { ALL_ROWS, NO_ROWS, type Scope } from './scope.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })
const work = mkdtempSync(join(tmpdir(), 'longrun-unmask-'))
vi.stubEnv('LONGRUN_DATA', join(work, 'data'))
const layout = layoutOf()
const inbox = join(work, 'inbox')

const PEOPLE = ['ASKED', 'MERGED', 'KID', 'OUT', 'DEAD', 'EAST', 'NONE', 'GONE']
const FILES: Readonly<Record<string, readonly string[]>> = {
  'his/patients-1.csv': [
    'patient_id,name,birth_date,merged_into,deceased_on',
    'ASKED,赵旧名,1960-01-01,,',
    // The merged record has a smaller id, but the other one speaks.
    'AMERGED,钱旧号,1960-01-01,MERGED,',
    'MERGED,钱新号,1960-01-01,,',
    'KID,孙小宝,2020-01-01,,',
    'OUT,李退订,1960-01-01,,',
    'DEAD,周已故,1960-01-01,,2026-06-20',
    'EAST,吴东院,1960-01-01,,',
    'NONE,,1960-01-01,,',
    'GONE,王离开,1960-01-01,,',
  ],
  'his/patients-2.csv': ['patient_id,name,birth_date', 'ASKED,赵新名,1960-01-01'],
  'his/visits.csv': [
    'visit_id,patient_id,visited_at',
    ...PEOPLE.flatMap((id) =>
      Array.from({ length: 8 }, (_, i) => `V${id}${i},${id},2026-06-${String(10 + i).padStart(2, '0')} 09:00`),
    ),
  ],
  'wecom/groups.csv': ['group_id,name,hospital', 'G1,糖友,西院', 'G2,甲友,东院'],
  'wecom/contacts.csv': [
    'external_userid,staff_id,added_at,name',
    'wmOnly,nurse,2026-01-05 09:00,郑群里',
    'wmASKED,nurse,2026-01-05 09:00,微信昵称',
  ],
  'wecom/members.csv': [
    'group_id,member_id,joined_at',
    ...PEOPLE.map((id) => `${id === 'EAST' ? 'G2' : 'G1'},wm${id},2026-01-06 09:00`),
    'G1,wmOnly,2026-01-06 09:00',
  ],
  'identity/links.csv': ['member_id,patient_id', ...PEOPLE.map((id) => `wm${id},${id}`)],
  'community/consents.csv': [
    'member_id,purpose,granted_at,withdrawn_at',
    'wmOUT,care,2026-01-06 09:00,2026-06-01 09:00',
  ],
}
const CLEAR = [
  '赵旧名',
  '赵新名',
  '钱旧号',
  '钱新号',
  '孙小宝',
  '李退订',
  '周已故',
  '吴东院',
  '王离开',
  '郑群里',
  '微信昵称',
]

const quiet = () => startProgress({ isTTY: false, write: () => true } as unknown as NodeJS.WriteStream)
const account = (role: Role, scope: Scope = ALL_ROWS, username = `${role}-1`): Actor =>
  actorOf({ username, name: username, role, scope })
const nurse = account('operator')
let snapshot: OpenedSnapshot
let keys: Map<string, string>

beforeAll(async () => {
  for (const [name, lines] of Object.entries(FILES)) {
    mkdirSync(dirname(join(inbox, name)), { recursive: true })
    writeFileSync(join(inbox, name), `${lines.join('\n')}\n`)
  }
  await runEtl({ layout, inbox, lenient: true, zone: 'Asia/Shanghai', progress: await quiet() })
  snapshot = await openCurrent(layout)
  const rows = await snapshot.engine.query<{ id: string; person: string }>(sql`
    select m.member_id as id, p.person_key as person from canon.wecom_members m join person p using (person_id)`)
  keys = new Map(rows.map(({ id, person }) => [id.slice(2), person]))
})
afterAll(async () => {
  await snapshot?.close()
  rmSync(work, { recursive: true, force: true })
})

const key = (who: string) => keys.get(who) ?? ''
const look = (who: string, purpose: LookPurpose = 'identify', actor = nurse, reason = '到窗口核对身份') =>
  viewOn(actor, snapshot).clearName(key(who), { purpose, reason })
const looks = async (who?: string) =>
  (await readAudit(await appState(), { action: 'unmask', ...(who && { person: key(who) }) }, { limit: 100 })).rows

describe('the name', () => {
  test('is the newest one of the record in force, and of the contact where there is no record', async () => {
    expect(await look('ASKED')).toBe('赵新名')
    expect(await look('MERGED')).toBe('钱新号')
    expect(await look('Only')).toBe('郑群里')
  })

  test('is not there where no source has one, and the look stays written down', async () => {
    await expect(look('NONE')).rejects.toMatchObject({ rule: 'noName' })
    expect(await looks('NONE')).toHaveLength(1)
  })
})

describe('the trail', () => {
  test('has who, at whom, what for and why; never the name', async () => {
    await look('ASKED', 'request', account('operator', ALL_ROWS, 'desk'), '本人要求更正电话')
    const [row] = await looks('ASKED')
    expect(row).toMatchObject({
      ...{ actor: 'desk', role: 'operator', target: 'person/name', purpose: 'request: 本人要求更正电话', rows: 1 },
    })
    const file = readFileSync(join(layout.appState, 'app.sqlite'))
    expect(CLEAR.filter((name) => file.includes(name))).toEqual([])
    expect(await checkAudit(await appState())).toMatchObject({ brokenAt: null })
  })

  test('is written first: where it cannot be, nothing is read', async () => {
    const database = await appState()
    await database.run(sql`create trigger no_more before insert on audit begin select raise(abort, 'disk full'); end`)
    await expect(look('ASKED')).rejects.toThrow()
    await database.run(sql`drop trigger no_more`)
    // The other way round: what cannot be read was a look all the same.
    const before = (await looks('ASKED')).length
    const text = readFileSync(layout.manifest, 'utf8')
    writeFileSync(layout.manifest, text.replaceAll('his_patients-', 'his_missing-'))
    await expect(look('ASKED')).rejects.toThrow()
    writeFileSync(layout.manifest, text)
    expect(await looks('ASKED')).toHaveLength(before + 1)
  })
})

describe('who may look', () => {
  test.each(ROLES.filter((role) => role !== 'operator'))('%s may not', async (role) => {
    await expect(look('ASKED', 'identify', account(role))).rejects.toMatchObject({ name: 'AccessDenied' })
  })

  test('an operator sees nobody outside the own rows, and nobody without rows', async () => {
    const west = account('operator', { ...ALL_ROWS, hospital: ['西院'] }, 'west')
    expect(await look('ASKED', 'identify', west)).toBe('赵新名')
    const before = (await looks()).length
    await expect(look('EAST', 'identify', west)).rejects.toMatchObject({ name: 'NotFound' })
    await expect(look('ASKED', 'identify', account('operator', NO_ROWS, 'none'))).rejects.toMatchObject({
      name: 'NotFound',
    })
    await expect(
      viewOn(nurse, snapshot).clearName("P' or 1=1 --", { purpose: 'identify', reason: '到窗口核对身份' }),
    ).rejects.toMatchObject({ name: 'NotFound' })
    expect(await looks()).toHaveLength(before)
  })
})

describe('consent and age', () => {
  const CASES: readonly [who: string, purpose: LookPurpose, rule: string | null][] = [
    ['KID', 'contact', 'minor'],
    ['KID', 'request', 'minor'],
    ['OUT', 'contact', 'optedOut'],
    ['OUT', 'other', 'optedOut'],
    ['OUT', 'request', null],
    ['DEAD', 'contact', 'deceased'],
    ['DEAD', 'identify', null],
  ]
  test.each(CASES)('%s for %s: %s', async (who, purpose, rule) => {
    const asked = look(who, purpose, account('operator', ALL_ROWS, 'ward'))
    if (rule === null) expect(CLEAR).toContain(await asked)
    else await expect(asked).rejects.toMatchObject({ name: 'LookError', rule })
  })

  test('an operator’s entry that somebody does not want to be contacted counts at once', async () => {
    await changeCases([{ person: key('MERGED'), memberId: 'wmMERGED' }], { isOptedOut: true }, 'nurse')
    await expect(look('MERGED', 'contact')).rejects.toMatchObject({ rule: 'optedOut' })
    expect(await look('MERGED', 'request')).toBe('钱新号')
  })
})

describe('the day’s number', () => {
  beforeEach(async () => {
    const database = await appState()
    await database.run(sql`drop trigger if exists audit_no_delete`)
    await database.delete(audit)
  })

  test('looks at the same moment cannot pass it together, and others are not counted', async () => {
    const busy = account('operator', ALL_ROWS, 'busy')
    for (let i = 0; i < 3; i++)
      await record(await appState(), { actor: { id: 'busy-2', role: 'operator' }, action: 'unmask' })
    const answers = await Promise.allSettled(
      Array.from({ length: LOOKS_A_DAY + 5 }, () => look('ASKED', 'identify', busy)),
    )
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(LOOKS_A_DAY)
    for (const answer of answers)
      if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ rule: 'perDay' })
    expect(await looks('ASKED')).toHaveLength(LOOKS_A_DAY)
  })
})

test('somebody erased has no name, even for those who still read the snapshot from before', async () => {
  expect(await look('GONE')).toBe('王离开')
  await erasePerson({ layout, inbox, asked: { kind: 'patient', id: 'GONE' }, progress: await quiet() })
  await expect(look('GONE')).rejects.toMatchObject({ name: 'NotFound' })
  // The others still have theirs, from the segments that were written anew.
  expect(await look('ASKED')).toBe('赵新名')
})
