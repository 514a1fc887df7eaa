/** What hospitals really send: every row is loaded or in quarantine with its line and reason, and nothing crashes. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { account, type Loaded, TestHospital } from '../ledger/load.fixture.ts'
import { workbook, zip } from './workbook.fixture.ts'

let hospital: TestHospital
beforeEach(() => {
  hospital = new TestHospital()
})
afterEach(() => hospital.dispose())

const VISITS = 'visit_id,patient_id,visited_at\n'
const reasons = async (loaded: Loaded) =>
  (await loaded.rows('select line, "column", reason from stage.quarantine order by feed, file, line')).map((row) => [
    Number(row.line),
    row.column,
    row.reason,
  ])

describe('rows', () => {
  test('times that are none: impossible days, epoch seconds and milliseconds, Excel serials, words', async () => {
    const times = [
      '2026-02-30',
      '1735689600',
      '1735689600000',
      '46083.34',
      '昨天',
      '2026-03-02 25:00',
      '2026-03-02 08:00',
    ]
    const rows = times.map((time, i) => `v${i},p,${time}\n`).join('')
    const loaded = await hospital.load({ 'his/visits.csv': VISITS + rows })
    expect(loaded.feeds['his/visits']).toEqual(account(7, { loaded: 1, quarantined: 6 }))
    expect(await reasons(loaded)).toEqual([2, 3, 4, 5, 6, 7].map((line) => [line, 'visited_at', 'time-unreadable']))
  })

  test('amounts with commas, ￥, brackets and full-width digits; broken ones are named', async () => {
    const loaded = await hospital.load({
      'his/charges.csv':
        'charge_id,patient_id,charged_at,amount_cny\n' +
        '1,p,2026-03-02,"1,284.50"\n2,p,2026-03-02,￥230\n3,p,2026-03-02,２３０元\n4,p,2026-03-02,(50.00)\n' +
        '5,p,2026-03-02,12.3.4\n6,p,2026-03-02,abc\n7,p,2026-03-02,\n8,p,2026-03-02,"1,28"\n',
    })
    expect(
      await loaded.rows('select charge_id as id, amount_cny::integer as fen from stage.his_charges order by 1'),
    ).toEqual([
      { id: '1', fen: 128450 },
      { id: '2', fen: 23000 },
      { id: '3', fen: 23000 },
      { id: '4', fen: -5000 },
    ])
    expect(await reasons(loaded)).toEqual([
      [6, 'amount_cny', 'number-unreadable'],
      [7, 'amount_cny', 'number-unreadable'],
      [8, 'amount_cny', 'required-missing'],
      [9, 'amount_cny', 'number-unreadable'],
    ])
  })

  test('left before joined, ended before visited, a reading of nobody', async () => {
    const loaded = await hospital.load({
      'wecom/members.csv':
        'group_id,member_id,joined_at,left_at\ng,m,2026-03-02,2026-03-01\ng,n,2026-03-02,2026-03-02\n',
      'his/visits.csv': 'visit_id,patient_id,visited_at,ended_at\nv,p,2026-03-02T10:00Z,2026-03-02 17:59\n',
      'community/readings.csv': 'reading_id,metric,value,measured_at,member_id\nr,sbp,120,2026-03-02,\n',
    })
    expect(await reasons(loaded)).toEqual([
      [2, 'member_id', 'member-or-patient-missing'],
      [2, 'ended_at', 'order-broken'],
      [2, 'left_at', 'order-broken'],
    ])
  })

  test('missing columns: every row lacks what the contract requires', async () => {
    const loaded = await hospital.load({ 'his/visits.csv': 'visit_id,patient_id\n1,p\n2,p\n' })
    expect(loaded.feeds['his/visits']).toEqual(account(2, { quarantined: 2 }))
    expect(await reasons(loaded)).toEqual([
      [2, 'visited_at', 'required-missing'],
      [3, 'visited_at', 'required-missing'],
    ])
  })

  test('extra columns are kept, but for what looks like a secret', async () => {
    const { pending, rows } = await hospital.load({
      'marketing/channels.csv': 'channel,地推组,联系电话,备注\nc,东区,13800001234,call 13800001234\nd,,,\n',
    })
    const [segment] = pending.manifest.segments
    const path = join(hospital.layout.segments, segment?.name ?? '')
    expect(await rows(`select channel, _extra from '${path}' order by 1`)).toEqual([
      { channel: 'c', _extra: '{"地推组":"东区","联系电话":"***","备注":"call ***"}' },
      { channel: 'd', _extra: null },
    ])
  })

  test('no clear phone or identity number reaches the disk, from good rows nor from bad ones', async () => {
    const phone = '13811112222'
    const id = '99010119900307001X'
    const loaded = await hospital.load({
      'his/patients.csv':
        `patient_id,name,sex,birth_date,id_no,phone\n1,王芳,F,1990-03-07,${id},${phone}\n` +
        `2,李明,M,1990-02-30,${id},+86 138-1111-2222\n3,${phone},${id},x\n4,"${phone},M,,${id},\n`,
      'his/patients.jsonl': `{"patient_id":"5","phone":"${phone}","birth_date":"never"}\n{"phone": "${phone}", "id_no": "${id}"\n`,
    })
    expect(loaded.feeds['his/patients']).toEqual(account(6, { loaded: 1, quarantined: 5 }))
    const stored = JSON.stringify(
      await loaded.rows('select * from stage.his_patients union all by name select raw from stage.quarantine'),
    )
    for (const secret of [phone, '138-1111-2222', id, id.slice(0, 17), '李明']) expect(stored).not.toContain(secret)
  })
})

describe('files', () => {
  test('broken quotes cost their rows and no others', async () => {
    const loaded = await hospital.load({
      'his/visits.csv': `${VISITS}1,p,"2026-03-01\n2,p,2026-03-02\n3,"p"q,2026-03-03\n4,p,2026-03-04\n`,
    })
    expect(loaded.feeds['his/visits']).toEqual(account(4, { loaded: 2, quarantined: 2 }))
    expect(await reasons(loaded)).toEqual([
      [2, null, 'quote-broken'],
      [4, null, 'quote-broken'],
    ])
  })

  test('a truncated gz: what can be read is loaded, the cut row is set aside, the account closes', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => `v${i},p${(i * 7919) % 10007},2026-03-02 08:00:00\n`).join('')
    const packed = gzipSync(VISITS + rows)
    const loaded = await hospital.load({ 'his/visits.csv.gz': packed.subarray(0, Math.floor(packed.length / 2)) })
    const { read = 0, loaded: good, quarantined } = loaded.feeds['his/visits'] ?? account(0, {})
    expect(quarantined).toBe(1)
    expect(good).toBe(read - 1)
    expect(good).toBeGreaterThan(500)
    expect((await reasons(loaded))[0]?.[2]).toBe('gzip-truncated')
    const garbage = await hospital.load({ 'his/charges.csv.gz': 'not gzip at all' })
    expect(garbage.feeds['his/charges']).toEqual(account(1, { quarantined: 1 }))
  })

  test('empty files have no rows and still have an account', async () => {
    const loaded = await hospital.load({
      'his/visits.csv': '',
      'his/charges.jsonl': '',
      'his/patients.csv.gz': gzipSync(''),
      'his/appointments.csv': 'appointment_id\n',
    })
    for (const feed of ['his/visits', 'his/charges', 'his/patients', 'his/appointments']) {
      expect(loaded.feeds[feed]).toEqual(account(0, {}))
    }
  })

  test('folders named like files, links out of the inbox, strangers: named and left alone', async () => {
    const outside = join(hospital.root, 'secret.csv')
    writeFileSync(outside, `${VISITS}1,p,2026-03-02\n`)
    mkdirSync(join(hospital.inbox, 'his/visits.csv'), { recursive: true })
    mkdirSync(join(hospital.root, 'elsewhere'))
    symlinkSync(outside, join(hospital.inbox, 'his/visits-link.csv'))
    symlinkSync(join(hospital.root, 'elsewhere'), join(hospital.inbox, 'wecom'))
    const { pending, feeds } = await hospital.load({
      'his/notes.csv': 'a\n1\n',
      'README.md': '#',
      'his/visits-1.csv': `${VISITS}1,p,2026-03-02\n`,
    })
    expect(feeds).toEqual({ 'his/visits': account(1, { loaded: 1 }) })
    expect(pending.ignored).toEqual([
      { name: 'README.md', reason: 'unknown-extension' },
      { name: 'his/visits-link.csv', reason: 'symlink' },
      { name: 'his/visits.csv', reason: 'not-a-file' },
      { name: 'wecom', reason: 'symlink' },
      { name: 'his/notes.csv', reason: 'unknown-feed' },
    ])
  })

  test('the longest feed name wins: content_events is not contents', async () => {
    const { feeds } = await hospital.load({
      'community/content_events-1.csv': 'event_id,kind,at\ne,open,2026-03-02\n',
      'community/contents-1.csv': 'content_id\nc\n',
    })
    expect(Object.keys(feeds)).toEqual(['community/contents', 'community/content_events'])
  })

  test('an inbox that is not there is one line that says what to do', async () => {
    await expect(hospital.land()).rejects.toThrow(/is not a folder: create it or name another with --inbox/)
  })

  test('two files that claim one key: the later name wins', async () => {
    const { feeds, rows } = await hospital.load({
      'his/visits-a.csv': `${VISITS}1,p,2026-03-02\n`,
      'his/visits-b.jsonl': '{"visit_id":"1","patient_id":"q","visited_at":"2026-03-02"}\n',
    })
    expect(feeds['his/visits']).toEqual(account(2, { loaded: 1, superseded: 1 }))
    expect(await rows('select patient_id from stage.his_visits')).toEqual([{ patient_id: 'q' }])
  })
})

describe('workbooks', () => {
  test('ids as text, dates as wall time, line = row number; a serial without a date format is refused', async () => {
    const loaded = await hospital.load({
      'his/visits.xlsx': workbook([
        ['visit_id', 'patient_id', 'visited_at'],
        ['0001', 451230, { serial: 46083.34027777778 }],
        [],
        ['0002', 'p', 46083.34],
        ['0003', 4.5123e17, { serial: 46083 }],
        ['0004', 'p', '2026-03-02 09:00'],
      ]),
    })
    expect(
      await loaded.rows(
        `select visit_id as v, patient_id as p, visited_at at time zone 'UTC' as t from stage.his_visits order by 1`,
      ),
    ).toEqual([
      { v: '0001', p: '451230', t: '2026-03-02 00:10:00' },
      { v: '0004', p: 'p', t: '2026-03-02 01:00:00' },
    ])
    expect(await reasons(loaded)).toEqual([
      [4, 'visited_at', 'time-unreadable'],
      [5, 'patient_id', 'id-unreadable'],
    ])
  })

  test('a bomb, too many parts, and no workbook at all are set aside unopened', async () => {
    const { feeds, rows } = await hospital.load({
      'his/visits-bomb.xlsx': zip({ 'xl/worksheets/sheet1.xml': Buffer.alloc(110 * 1024 * 1024) }),
      'his/visits-many.xlsx': zip(Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`${i}.xml`, 'x']))),
      'his/visits-none.xlsx': 'PK but no workbook',
    })
    expect(feeds['his/visits']).toEqual(account(3, { quarantined: 3 }))
    expect(await rows('select distinct reason from stage.quarantine')).toEqual([{ reason: 'file-unreadable' }])
  })
})

describe('Parquet', () => {
  test('timestamps without zone are wall time, with zone instants; line = ordinal; names mean nothing to the reader', async () => {
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    mkdirSync(join(hospital.inbox, 'his'), { recursive: true })
    const draft = join(hospital.root, 'draft.parquet')
    await connection.run(`copy (
      select 'a' as visit_id, 7::bigint as patient_id, timestamp '2026-03-02 08:00:00.5' as visited_at, date '2026-04-01' as planned_return_on
      union all select 'b', null, timestamp '2026-03-02 09:00:00', null
    ) to '${draft}' (format parquet)`)
    await connection.run(`copy (
      select 'c' as visit_id, 'p' as patient_id, timestamptz '2026-03-02 00:00:00+00' as visited_at
    ) to '${join(hospital.root, 'tz.parquet')}' (format parquet)`)
    connection.closeSync()
    instance.closeSync()
    const { readFileSync } = await import('node:fs')
    const loaded = await hospital.load({
      "his/visits-[x]*'.parquet": readFileSync(draft),
      'his/visits-tz.parquet': readFileSync(join(hospital.root, 'tz.parquet')),
      'his/visits-zz.parquet': 'PAR1 broken',
    })
    expect(loaded.feeds['his/visits']).toEqual(account(4, { loaded: 2, quarantined: 2 }))
    expect(
      await loaded.rows(
        `select visit_id as v, patient_id as p, visited_at at time zone 'Asia/Shanghai' as t, planned_return_on as r
         from stage.his_visits order by 1`,
      ),
    ).toEqual([
      { v: 'a', p: '7', t: '2026-03-02 08:00:00.5', r: '2026-04-01' },
      { v: 'c', p: 'p', t: '2026-03-02 08:00:00', r: null },
    ])
    expect(await reasons(loaded)).toEqual([
      [2, 'patient_id', 'required-missing'],
      [1, null, 'file-unreadable'],
    ])
  })
})
