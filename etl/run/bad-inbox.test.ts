/** Everything that a hospital may get wrong, in one inbox, from the files to the published snapshot. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { layoutOf } from '../../lib/warehouse/layout.ts'
import { openCurrent } from '../../lib/warehouse/snapshot.ts'
import type { RunReport } from './report.ts'
import { runEtl } from './run.ts'

const root = mkdtempSync(join(tmpdir(), 'longrun-bad-'))
const inbox = join(root, 'inbox')
const layout = layoutOf(join(root, 'data'))
let report: RunReport

const put = (name: string, content: string | Uint8Array) => writeFileSync(join(inbox, name), content)
const rows = (header: string, lines: readonly (string | Buffer)[]) =>
  Buffer.concat([header, ...lines].map((line) => Buffer.concat([Buffer.from(line), Buffer.from('\n')])))

/** Four good visits; the rest must be set aside, each line by itself. */
function putVisits(): void {
  put(
    'his/visits-1.csv',
    rows('visit_id,patient_id,visited_at,department', [
      'good1,p1,2026-03-02 08:00,内科',
      'good2,p2,２０２６-０３-０３ ０９:００,内科',
      'seconds,p1,1772409600,内科',
      'milliseconds,p1,1772409600000,内科',
      'serial,p1,46083.34,内科',
      'feb30,p1,2026-02-30,内科',
      'us-style,p1,03/02/2026,内科',
      '合计,,,5',
      'quote,p1,2026-03-02,"内科',
      'fields,p1,2026-03-02',
      Buffer.from('nul,p1,2026-03-02,\0', 'latin1'),
      Buffer.from('latin,p1,2026-03-02,\xff\xfe', 'latin1'),
      `long,p1,2026-03-02,"${'科'.repeat(3_500_000)}"`,
      'good3,p1,2026-03-04,内科',
    ]),
  )
  const whole = gzipSync(Array.from({ length: 4000 }, (_, i) => `cut${i},p3,2026-03-05\n`).join(''), { level: 0 })
  const header = gzipSync('visit_id,patient_id,visited_at\n')
  put('his/visits-2.csv.gz', Buffer.concat([header, whole.subarray(0, whole.length - 50)]))
  // The later file of two that claim one key is in force.
  put('his/visits-3.csv', 'visit_id,patient_id,visited_at,department\ngood1,p1,2026-03-02 10:00,外科\n')
}

beforeAll(async () => {
  for (const system of ['his', 'wecom', 'community']) mkdirSync(join(inbox, system), { recursive: true })
  putVisits()
  put('his/patients.csv', 'patient_id\np1\np2\np3\n')
  put(
    'his/charges.csv',
    'charge_id,patient_id,charged_at,amount_cny\n1,p1,2026-03-02,"￥1,284.50"\n2,p1,2026-03-03,２３０元\n3,p1,2026-03-04,12.3.4\n合计,,,1514.50\n',
  )
  put('wecom/members.csv', 'group_id,joined_at\nG,2026-03-01\n')
  put('wecom/groups.csv', '')
  put('community/tiers.csv.gz', '')
  mkdirSync(join(inbox, 'his/appointments.csv'))
  writeFileSync(join(root, 'outside.csv'), 'patient_id\nstolen\n')
  symlinkSync(join(root, 'outside.csv'), join(inbox, 'his/patients-linked.csv'))
  const quiet = { stage: () => undefined, advance: () => undefined, end: () => [] }
  report = await runEtl({ layout, inbox, lenient: true, zone: 'Asia/Shanghai', progress: quiet })
}, 120_000)
afterAll(() => rmSync(root, { recursive: true }))

test('it is published, and every row of every file is accounted for', () => {
  expect(report.snapshot).not.toBeNull()
  expect(report.feeds['his/patients']).toEqual({ read: 3, loaded: 3, duplicate: 0, superseded: 0, quarantined: 0 })
  expect(report.feeds['his/charges']).toEqual({ read: 4, loaded: 2, duplicate: 0, superseded: 0, quarantined: 2 })
  expect(report.feeds['wecom/members']).toEqual({ read: 1, loaded: 0, duplicate: 0, superseded: 0, quarantined: 1 })
  expect(report.feeds['wecom/groups']).toEqual({ read: 0, loaded: 0, duplicate: 0, superseded: 0, quarantined: 0 })
  const visits = report.feeds['his/visits']
  expect(visits?.read).toBe((visits?.loaded ?? 0) + (visits?.superseded ?? 0) + (visits?.quarantined ?? 0))
  expect(visits?.superseded).toBe(1)
})

test('each bad line has its reason, the good ones around it are loaded', async () => {
  const snapshot = await openCurrent(layout)
  try {
    const bad = await snapshot.engine.query<{ line: number; reason: string }>(
      sql`select line, reason from quarantine where file = 'his/visits-1.csv' order by line`,
    )
    expect(bad.map(({ line, reason }) => [line, reason])).toEqual([
      [4, 'time-unreadable'],
      [5, 'time-unreadable'],
      [6, 'time-unreadable'],
      [7, 'time-unreadable'],
      [8, 'time-unreadable'],
      [9, 'required-missing'],
      [10, 'quote-broken'],
      [11, 'field-count'],
      [12, 'nul-byte'],
      [13, 'encoding-invalid'],
    ])
    const loaded = await snapshot.engine.query<{ visit_id: string; at: string; department: string }>(
      sql`select visit_id, cast(visited_at as text) as at, left(department, 2) as department from canon.his_visits
        where visit_id not like 'cut%' order by visit_id`,
    )
    expect(loaded.map((row) => Object.values(row).join(' '))).toEqual([
      'good1 2026-03-02 10:00:00 外科',
      'good2 2026-03-03 09:00:00 内科',
      'good3 2026-03-04 00:00:00 内科',
      'long 2026-03-02 00:00:00 科科',
    ])
    const [cut] = await snapshot.engine.query<{ n: number; reasons: string }>(
      sql`select count(*) as n, min(reason) as reasons from quarantine where file = 'his/visits-2.csv.gz'`,
    )
    expect(cut).toEqual({ n: 1, reasons: 'gzip-truncated' })
  } finally {
    await snapshot.close()
  }
})

test('a folder named like a file and a link out of the inbox are named and left alone', () => {
  expect(report.ignored.map(({ name }) => name).sort()).toEqual(['his/appointments.csv', 'his/patients-linked.csv'])
})
