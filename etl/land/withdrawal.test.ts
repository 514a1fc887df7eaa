/** A wish not to be contacted, written down in the application: on the list at once, in the figures with the next load. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { LOCAL_OWNER } from '../../lib/access/actor.ts'
import { openView, type View } from '../../lib/access/gate.ts'
import { consentCounts, consentsOf } from '../../lib/people/consents.ts'
import { actOnList } from '../../lib/risk/actions.ts'
import { riskList, riskQuestion } from '../../lib/risk/list.ts'
import { type DataLayout, layoutOf } from '../../lib/warehouse/layout.ts'
import { startProgress } from '../run/progress.ts'
import { runEtl } from '../run/run.ts'

const AS_OF = '2026-06-30'
const root = mkdtempSync(join(tmpdir(), 'longrun-withdrawal-'))
let layout: DataLayout

const FILES = {
  'wecom/members.csv':
    'group_id,member_id,joined_at\nG,m1,2026-03-10 09:00\nG,m2,2026-03-10 09:00\nG,m3,2026-06-29 09:00\n',
  'community/messages.csv': 'message_id,group_id,member_id,sent_at\nx,G,m3,2026-06-30 09:00\n',
  'community/consents.csv': [
    'member_id,purpose,granted_at,withdrawn_at',
    'm1,care,2026-03-10 09:00,',
    'm1,marketing,2026-03-10 09:00,2026-04-01 09:00',
    'm1,marketing,2026-05-01 09:00,',
    'm3,marketing,2026-06-29 09:00,2026-07-15 09:00',
  ].join('\n'),
}

async function load(): Promise<void> {
  const progress = await startProgress({ isTTY: false, write: () => true } as unknown as NodeJS.WriteStream)
  await runEtl({ layout, inbox: join(root, 'inbox'), lenient: false, zone: 'Asia/Shanghai', progress })
}

beforeAll(async () => {
  for (const [name, content] of Object.entries(FILES)) {
    mkdirSync(join(root, 'inbox', name, '..'), { recursive: true })
    writeFileSync(join(root, 'inbox', name), content)
  }
  vi.stubEnv('LONGRUN_DATA', join(root, 'data'))
  layout = layoutOf()
  await load()
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const asOwner = <T>(work: (view: View) => Promise<T>) => openView(LOCAL_OWNER, work)

async function personOf(view: View, member: string): Promise<string> {
  const [row] = await view.snapshot.engine.query<{ key: string }>(
    sql`select p.person_key as key from person p join canon.wecom_members m using (person_id) where m.member_id = ${member}`,
  )
  return row?.key ?? ''
}

/** Status on the list by person, and the rule's parts. */
async function silent(view: View) {
  const asked = { rule: 'silent-60d' as const, asOf: AS_OF }
  const list = await riskList(view, { filters: {} }, asked)
  const { metric, asOf, parameters } = await riskQuestion(asked)
  const answer = await view.metric({ metric, asOf, where: Object.entries(parameters ?? {}) })
  const parts = answer.groups?.find((group) => group.key === 'silent-60d')?.parts
  return { status: new Map(list.map((row) => [row.person, row.status])), parts }
}

test('consents as they stand: a second grant makes a withdrawal good, a withdrawal of July does not count in June', async () => {
  await asOwner(async (view) => {
    const { engine } = view.snapshot
    expect(await consentsOf(engine, await personOf(view, 'm1'), AS_OF)).toEqual([
      { purpose: 'care', givenOn: '2026-03-10', withdrawnOn: null },
      { purpose: 'marketing', givenOn: '2026-05-01', withdrawnOn: null },
    ])
    expect(await consentsOf(engine, await personOf(view, 'm1'), '2026-04-10')).toMatchObject([
      { purpose: 'care' },
      { purpose: 'marketing', withdrawnOn: '2026-04-01' },
    ])
    // Three members: 1 of 3 agreed to care; 2 of 3 to marketing, m3 until July.
    expect(await consentCounts(engine, AS_OF)).toEqual([
      { purpose: 'care', given: 1, withdrawn: 0, unknown: 2 },
      { purpose: 'marketing', given: 2, withdrawn: 0, unknown: 1 },
    ])
  })
})

test('an opt-out holds back at once on the list, and in the metric with the next load; taken back, the person returns', async () => {
  const person = await asOwner((view) => personOf(view, 'm2'))
  await asOwner(async (view) => {
    expect((await silent(view)).status.get(person)).toBe('open')
    const optOut = { rule: 'silent-60d' as const, people: [person], action: { kind: 'optOut' as const } }
    expect(await actOnList(view, LOCAL_OWNER, optOut)).toEqual({ done: 1, left: 0 })
    const { status, parts } = await silent(view)
    expect(status.get(person)).toBe('optedOut')
    expect(parts).toMatchObject({ hit: 2, heldBack: { optedOut: 0 } })
    const contact = { kind: 'contacted' as const, channel: 'phone' as const, script: '您好' }
    expect(await actOnList(view, LOCAL_OWNER, { rule: 'silent-60d', people: [person], action: contact })).toEqual({
      ...{ done: 0, left: 1 },
    })
  })
  await load()
  await asOwner(async (view) => {
    // Written down today, so it counts as of today; the lists of June stay as they were.
    const today = new Date().toISOString().slice(0, 10)
    const care = (await consentsOf(view.snapshot.engine, person, today)).find((c) => c.purpose === 'care')
    expect(care?.withdrawnOn).toBe(care?.givenOn)
    expect((await silent(view)).status.get(person)).toBe('optedOut')
    const back = { rule: 'any' as const, people: [person], action: { kind: 'reopen' as const } }
    await actOnList(view, LOCAL_OWNER, back)
    expect((await silent(view)).status.get(person)).toBe('open')
  })
})

test('the wish of somebody on no list is written down too; of nobody it is not', async () => {
  await asOwner(async (view) => {
    const person = await personOf(view, 'm3')
    const action = { kind: 'optOut' as const }
    expect(await actOnList(view, LOCAL_OWNER, { rule: 'any', people: [person, 'Pnobody'], action })).toEqual({
      ...{ done: 1, left: 1 },
    })
    const snooze = { kind: 'snooze' as const, until: '2026-07-30' }
    expect(await actOnList(view, LOCAL_OWNER, { rule: 'any', people: [person], action: snooze })).toEqual({
      ...{ done: 0, left: 1 },
    })
  })
})
