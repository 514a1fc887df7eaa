/** What people write in the application, from its database through a load to the figures. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readAudit } from '../../lib/access/audit.ts'
import { addEntry, changeEntry, type Entry, listEntered, removeEntry, statusOf } from '../../lib/app-state/costs.ts'
import { type AppState, appState } from '../../lib/app-state/database.ts'
import { outreachEntry, riskCase } from '../../lib/app-state/schema/risk.ts'
import { answerMetric } from '../../lib/metrics/answer.ts'
import type { Answer } from '../../lib/metrics/metric.ts'
import { type DataLayout, layoutOf } from '../../lib/warehouse/layout.ts'
import { openCurrent } from '../../lib/warehouse/snapshot.ts'
import { startProgress } from '../run/progress.ts'
import type { RunReport } from '../run/report.ts'
import { runEtl } from '../run/run.ts'

const FILES = {
  'wecom/members.csv': 'group_id,member_id,joined_at,state\nG,m1,2026-05-10 09:00,dy\n',
  'his/patients.csv': 'patient_id,name\np1,张三\n',
  'his/visits.csv': 'visit_id,patient_id,visited_at\nv1,p1,2026-06-30 09:00\n',
  'his/charges.csv': 'charge_id,patient_id,visit_id,charged_at,amount_cny\nc1,p1,v1,2026-06-30 10:00,100\n',
  'community/messages.csv': 'message_id,group_id,member_id,sent_at\nx,G,m1,2026-06-30 09:00\n',
  'community/activities.csv': 'event_id,member_id,group_id,at,kind\ne,m1,G,2026-06-30 09:00,click\n',
  'marketing/channels.csv': 'channel,name,states\ndouyin,抖音,dy\n',
  'marketing/channel_daily.csv': 'date,channel,exposures,clicks,cost_cny\n2026-05-01,douyin,100,10,200\n',
  'marketing/costs.csv': 'month,category,amount_cny,channel,group_id,item\n2026-05,labour,300,douyin,,人力\n',
}

const a = { id: 'a', role: 'marketer' }
const b = { id: 'b', role: 'manager' }

let root: string
let layout: DataLayout
let database: AppState
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'longrun-entered-'))
  layout = layoutOf(join(root, 'data'))
  for (const [name, content] of Object.entries(FILES)) {
    mkdirSync(join(root, 'inbox', name, '..'), { recursive: true })
    writeFileSync(join(root, 'inbox', name), content)
  }
  database = await appState(layout.appState)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const ALL = { from: '2026-05-01', to: '2026-05-31' }

async function load(): Promise<{ report: RunReport; cac: Answer; roi: Answer }> {
  const progress = await startProgress({ isTTY: false, write: () => true } as unknown as NodeJS.WriteStream)
  const report = await runEtl({ layout, inbox: join(root, 'inbox'), lenient: false, zone: 'Asia/Shanghai', progress })
  const snapshot = await openCurrent(layout)
  const ask = (metric: string, where: [string, string][] = []) =>
    answerMetric(snapshot.engine, snapshot.name, { metric, asOf: '2026-06-30', ...ALL, by: 'channel', where })
  try {
    return { report, cac: await ask('cac'), roi: await ask('roi', [['benefits', 'on']]) }
  } finally {
    await snapshot.close()
  }
}

const cost = (more: Partial<Entry> = {}): Entry =>
  ({
    ...{ kind: 'cost', month: '2026-05', category: 'labour', channel: 'douyin', group: null, item: '人力' },
    ...{ amountFen: 12_345 },
    ...more,
  }) as Entry
const benefit = (amountFen: number): Entry => ({
  ...{ kind: 'benefit', month: '2026-05', name: '品牌曝光', amountFen, assumption: '每千次 20 元' },
})
const costOf = (answer: Answer, channel: string) => answer.groups?.find((g) => g.key === channel)?.numerator

describe('what was entered on the page', () => {
  test('adds to the files, changes and goes with the next load: 500.00 + 123.45, then + 200.00, then 500.00', async () => {
    const id = await addEntry(database, cost(), a)
    const one = await load()
    // The same month, category, channel and item as the file's row: added, not replaced.
    expect(one.cac.overall.numerator).toBe(50_000 + 12_345)
    expect(costOf(one.cac, 'douyin')).toBe(50_000 + 12_345)
    expect(one.report.feeds['marketing/costs']).toEqual({
      ...{ read: 2, loaded: 2, duplicate: 0, superseded: 0, quarantined: 0 },
    })

    await changeEntry(database, id, cost({ amountFen: 20_000, channel: null } as Partial<Entry>), a)
    const two = await load()
    expect(two.cac.overall.numerator).toBe(50_000 + 20_000)
    expect(two.cac.overall.parts).toMatchObject({ direct: 30_000, shared: 20_000 })

    await removeEntry(database, 'cost', id, a)
    const three = await load()
    expect(three.cac.overall.numerator).toBe(50_000)
    expect(three.report.brokenLimits).toEqual([])
    const { rows } = await readAudit(database, { action: 'costs' }, { limit: 10 })
    const amounts = rows.reverse().map((row) => JSON.parse(row.detail) as Record<string, { amountFen: number } | null>)
    expect(amounts.map(({ before, after }) => [before?.amountFen, after?.amountFen])).toEqual([
      [undefined, 12_345],
      [12_345, 20_000],
      [20_000, undefined],
    ])
  })

  test('without a change the next load reads nothing anew and figures stay; back to a former amount counts again', async () => {
    const id = await addEntry(database, cost(), a)
    await load()
    const again = await load()
    expect(again.report.feeds['marketing/costs']).toMatchObject({ read: 2, loaded: 0, duplicate: 2 })
    expect(again.cac.overall.numerator).toBe(62_345)
    await changeEntry(database, id, cost({ amountFen: 1 }), a)
    expect((await load()).cac.overall.numerator).toBe(50_001)
    await changeEntry(database, id, cost(), a)
    expect((await load()).cac.overall.numerator).toBe(62_345)
  })

  test('benefits count with their assumption, two of one name in a month too', async () => {
    await addEntry(database, benefit(10_000), a)
    await addEntry(database, benefit(2500), a)
    const { roi } = await load()
    expect(roi.overall.parts?.indirect).toBe(12_500)
    expect(roi.overall.parts?.claims).toEqual([
      { name: '品牌曝光（页面录入 2）', assumption: '每千次 20 元', amount: expect.any(Number) },
      { name: '品牌曝光（页面录入）', assumption: '每千次 20 元', amount: expect.any(Number) },
    ])
  })

  test('waits for a load that begins later; a row that was counted and deleted waits to be taken out', async () => {
    const day = Date.UTC(2026, 6, 1)
    const row = { enteredAt: day, changedAt: day, deletedAt: null }
    const [before, after] = ['wh-20260630T235959Z-aaaa', 'wh-20260701T000001Z-aaaa']
    expect(statusOf(row, before)).toBe('pending')
    expect(statusOf(row, after)).toBe('counted')
    const deleted = { ...row, changedAt: day + 5000, deletedAt: day + 5000 }
    expect(statusOf(deleted, after)).toBe('pending-removal')
    expect(statusOf(deleted, before)).toBe(null)
    expect(statusOf(deleted, 'wh-20260701T000006Z-aaaa')).toBe(null)
  })

  test('a deleted row cannot be changed or deleted again', async () => {
    const id = await addEntry(database, cost(), a)
    await removeEntry(database, 'cost', id, b)
    await expect(changeEntry(database, id, cost(), a)).rejects.toThrow('does not exist any more')
    await expect(removeEntry(database, 'cost', id, a)).rejects.toThrow('does not exist any more')
    expect((await listEntered(database)).costs).toMatchObject([{ id, enteredBy: 'a', changedBy: 'b' }])
  })
})

describe('outreach', () => {
  const at = Date.UTC(2026, 5, 25, 2)
  const silent = async () => {
    await load()
    const snapshot = await openCurrent(layout)
    const question = { metric: 'at-risk', asOf: '2026-06-30', where: [['silentDays', '1']] as [string, string][] }
    try {
      return (await answerMetric(snapshot.engine, snapshot.name, question)).groups?.find((g) => g.key === 'silent-60d')
    } finally {
      await snapshot.close()
    }
  }

  test('a contact of 06-25 holds back for a week; an opt-out does until it is taken back', async () => {
    // m2 was never active, so it is silent; m1 clicked on the last day.
    writeFileSync(join(root, 'inbox/wecom/members.csv'), `${FILES['wecom/members.csv']}G,m2,2026-05-10 09:00,dy\n`)
    expect((await silent())?.parts).toMatchObject({ hit: 1 })
    await database.insert(outreachEntry).values({
      ...{ id: 'o1', person: 'P1', memberId: 'm2', rule: 'silent-60d', arm: 'contacted' as const },
      ...{ day: '2026-06-25', at, by: 'a' },
    })
    expect((await silent())?.parts).toMatchObject({ hit: 0, pending: 1, heldBack: { contacted: 1, optedOut: 0 } })
    const stopped = { person: 'P1', memberId: 'm2', isOptedOut: true, changedBy: 'a', changedAt: at }
    await database.insert(riskCase).values(stopped)
    expect((await silent())?.parts).toMatchObject({ heldBack: { contacted: 0, optedOut: 1 } })
    await database.update(riskCase).set({ isOptedOut: false })
    expect((await silent())?.parts).toMatchObject({ heldBack: { contacted: 1, optedOut: 0 } })
  })
})
