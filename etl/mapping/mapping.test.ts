import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { account, TestHospital } from '../ledger/load.fixture.ts'
import { compileMapping } from './compile.ts'
import { loadMapping, parseMapping } from './load.ts'
import type { MappingFile } from './schema.ts'
import { isTimeFormat, timeReader } from './time-formats.ts'

let hospital: TestHospital
beforeEach(() => {
  hospital = new TestHospital()
})
afterEach(() => hospital.dispose())

const error = (files: unknown) => {
  try {
    parseMapping(JSON.stringify({ version: 1, about: 'test', files }), 'm.json')
  } catch (caught) {
    return caught instanceof Error ? caught.message : caught
  }
  return null
}
const CHANNEL = { match: 'c.csv', feed: 'marketing/channels', columns: { channel: 'C' } }

describe('a mapping file with a mistake is refused in one line that names the place', () => {
  test.each([
    [[{ ...CHANNEL, feed: 'his/visit' }], /^mapping m\.json: files\[0\]\.feed: /],
    [[CHANNEL, { ...CHANNEL, columns: { channel: 5 } }], /files\[1\]\.columns\.channel: /],
    [
      [{ ...CHANNEL, columns: { channel: 'C', colour: 'X' } }],
      /files\[0\]\.columns\.colour: is no column of marketing\/channels/,
    ],
    [[{ ...CHANNEL, columns: {} }], /files\[0\]\.columns: lacks channel, which marketing\/channels requires/],
    [[{ ...CHANNEL, columns: { channel: { from: 'a', constant: 'b' } } }], /files\[0\]\.columns\.channel/],
    [
      [{ ...CHANNEL, keep: [{ column: 'a', matches: '(' }] }],
      /files\[0\]\.keep\[0\]\.matches: is not a regular expression/,
    ],
    [[{ ...CHANNEL, refund: { style: 'signed' } }], /files\[0\]\.refund: belongs to his\/charges only/],
    [[{ ...CHANNEL, colums: {} }], /files\[0\]: .*colums/],
    [[], /files: /],
  ])('%j', (files, expected) => {
    expect(error(files)).toMatch(expected)
    expect(String(error(files))).not.toContain('\n')
  })

  test('no JSON, no file', () => {
    expect(() => parseMapping('{', 'm.json')).toThrow(/^mapping m\.json is not JSON/)
    expect(() => loadMapping('/nowhere/m.json')).toThrow(/cannot read the mapping .* check --mapping/)
  })
})

describe('time formats', () => {
  test.each([
    ['yyyy/M/d H:mm', '2026/3/2 9:41', '2026-03-02 09:41:00'],
    ['yyyyMMdd', '20260303', '2026-03-03 00:00:00'],
    ['yyyyMMddHHmmss', '20260302081245', '2026-03-02 08:12:45'],
    ['yyyy年M月d日', '2026年3月4日', '2026-03-04 00:00:00'],
    ['d.M.yyyy', '4.3.2026', '2026-03-04 00:00:00'],
    ['yyyy-MM-dd HH:mm:ss.SSS', '2026-03-02 08:12:45.5', '2026-03-02 08:12:45.5'],
  ])('%s reads %s', (format, text, iso) => expect(timeReader(format)(text)).toBe(iso))

  test('days that do not exist and other shapes are refused; a year needs four digits', () => {
    expect(timeReader('yyyy/M/d')('2026/2/30')).toBeNull()
    expect(timeReader('yyyyMMdd')('1735689600')).toBeNull()
    expect(timeReader('d.M.yyyy')('4x3x2026')).toBeNull()
    for (const format of ['yy/M/d', 'yyyy/M', 'd', 'yyyy M d d', 'HH:mm']) expect(isTimeFormat(format)).toBe(false)
  })
})

const REGISTRATION = `某某医院挂号明细表
统计时间：2026年3月,,
就诊流水号,病人ID,姓名,性别,出生日期,联系电话,身份证号,科室名称,医生,挂号时间,就诊状态,退号标志,挂号费,诊疗费
R1,0000000101,赵一,2,1961-05-06,13900010001,990101196105060021,内分泌科门诊,孙医生,2026-03-02 08:12:45,完成接诊,1,1.00,49.00
R1,0000000101,赵一,2,1961-05-06,13900010001,990101196105060021,内分泌科门诊,孙医生,2026-03-02 09:40:02,已退号,2,1.00,49.00
R2,101,赵　一 ,女,1961/5/6,+86 139-0001-0001,99010119610506002X,内分泌门诊,孙医生,2026/3/2 9:41,完成接诊,1,０,"25.00"
R3,0000000900,测试病人,1,1900-01-01,11111111111,,内分泌科门诊,测试医生,20260303,完成接诊,1,0,25
R4,0000000102,钱二,M,48岁,138****5678,-,糖尿病专病门诊,李医生,2026年3月4日,未接诊,1,--,30
R5,0000000103,孙三,F,1970-01-01,,,眼科,周医生,03/04/2026,完成接诊,1,0,30
合计,,,,,,,,,,,,2.00,229.00
`
const SETTLEMENT = `结算流水号,就诊流水号,病人ID,结算时间,收退标志,原结算流水号,总金额
S1,R2,0000000101,2026-03-02 10:22:31,3,-,"1,284.50"
S2,R2,0000000101,2026-03-02 11:05:10,2,S1,"-1,284.50"
S3,R2,0000000101,2026-03-02 11:05:41,1,-,964.20
`

describe('docs/mappings/his-cn.json', () => {
  const mapping = loadMapping(resolve('docs/mappings/his-cn.json'))

  test('one registration file feeds patients, visits and charges; every row of it is in each account', async () => {
    const { feeds, rows } = await hospital.load(
      { '挂号-2026-03.csv': REGISTRATION, '结算-2026-03.csv': SETTLEMENT },
      mapping,
    )
    // Patients: R1 twice is a duplicate, R2 replaces it (another id card); R5 is a patient although its visit has no readable time.
    expect(feeds['his/patients']).toEqual(account(7, { loaded: 4, duplicate: 1, superseded: 1, quarantined: 1 }))
    // Visits: the cancelled R1 replaces the registered one; R5 has no time; the total row is none.
    expect(feeds['his/visits']).toEqual(account(7, { loaded: 4, superseded: 1, quarantined: 2 }))
    expect(feeds['his/charges']).toEqual(account(10, { loaded: 8, quarantined: 2 }))
    expect(await rows('select feed, line::integer as line, reason from stage.quarantine order by 1, 2')).toEqual([
      { feed: 'his/charges', line: 9, reason: 'time-unreadable' },
      { feed: 'his/charges', line: 10, reason: 'total-row' },
      { feed: 'his/patients', line: 10, reason: 'total-row' },
      { feed: 'his/visits', line: 9, reason: 'time-unreadable' },
      { feed: 'his/visits', line: 10, reason: 'total-row' },
    ])
    expect(
      await rows('select patient_id as p, name, sex, birth_date as born, is_test from stage.his_patients order by 1'),
    ).toEqual([
      { p: '0000000101', name: '赵一', sex: 'F', born: '1961-05-06', is_test: null },
      { p: '0000000102', name: '钱二', sex: 'M', born: null, is_test: null },
      { p: '0000000103', name: '孙三', sex: 'F', born: '1970-01-01', is_test: null },
      { p: '0000000900', name: '测试病人', sex: 'M', born: null, is_test: true },
    ])
    const visits = `select visit_id as v, visited_at at time zone 'Asia/Shanghai' as t, status, department as d, disease from stage.his_visits order by 1`
    expect(await rows(visits)).toEqual([
      { v: 'R1', t: '2026-03-02 09:40:02', status: 'cancelled', d: '内分泌科', disease: null },
      { v: 'R2', t: '2026-03-02 09:41:00', status: 'attended', d: '内分泌科', disease: null },
      { v: 'R3', t: '2026-03-03 00:00:00', status: 'attended', d: '内分泌科', disease: null },
      { v: 'R4', t: '2026-03-04 00:00:00', status: 'registered', d: '内分泌科', disease: 'diabetes' },
    ])
  })

  test('net of the registrations: R1 50 − 50, R2 25, R3 25, R4 30 = 80 yuan; of the settled visit: 1284.50 − 1284.50 + 964.20', async () => {
    const { rows } = await hospital.load({ '挂号-2026-03.csv': REGISTRATION, '结算-2026-03.csv': SETTLEMENT }, mapping)
    expect(
      await rows('select category, sum(amount_cny)::integer as fen from stage.his_charges group by 1 order by 1'),
    ).toEqual([
      { category: '挂号诊疗费', fen: 8000 },
      { category: '结算', fen: 96420 },
    ])
  })

  test('no name, phone or id card of any row is in the quarantine of any feed', async () => {
    const { rows } = await hospital.load({ '挂号.csv': REGISTRATION.replaceAll('2026-03-02 08', '今天') }, mapping)
    const raw = JSON.stringify(await rows('select raw from stage.quarantine'))
    for (const secret of ['赵一', '孙三', '13900010001', '139-0001-0001', '990101196105060021'])
      expect(raw).not.toContain(secret)
  })

  test('the same bytes under changed rules are read again; under the same rules they are not', async () => {
    await hospital.load({ '结算.csv': SETTLEMENT }, mapping)
    const again = await hospital.load({}, mapping)
    expect(again.feeds['his/charges']).toEqual(account(3, { duplicate: 3 }))
    expect(again.pending.repeats).toHaveLength(1)
  })
})

describe('refunds in three styles give one net amount: 100 paid, refunded, 30 paid', () => {
  const base = {
    charge_id: 'id',
    patient_id: 'p',
    visit_id: 'v',
    charged_at: 'at',
    amount_cny: 'yuan',
  }
  const charges = (refund: MappingFile['files'][number]['refund']) =>
    compileMapping(
      parseMapping(
        JSON.stringify({
          version: 1,
          about: '',
          files: [{ match: 'fees*', feed: 'his/charges', refund, columns: base }],
        }),
        'test',
      ),
    )
  const list = `select charge_id as id, amount_cny::integer as fen from stage.his_charges order by 1`

  test('signed', async () => {
    const file = 'id,p,v,at,yuan\na,P,V,2026-03-01,100\nb,P,V,2026-03-02,-100\nc,P,V,2026-03-03,30\n'
    const { rows } = await hospital.load({ 'fees.csv': file }, charges({ style: 'signed' }))
    expect(await rows(list)).toEqual([
      { id: 'a', fen: 10000 },
      { id: 'b', fen: -10000 },
      { id: 'c', fen: 3000 },
    ])
  })

  test('flag-positive', async () => {
    const file = 'id,p,v,at,yuan,flag\na,P,V,2026-03-01,100,1\nb,P,V,2026-03-02,100,2\nc,P,V,2026-03-03,30,1\n'
    const rule = charges({ style: 'flag-positive', column: 'flag', values: ['2'] })
    const { rows } = await hospital.load({ 'fees.csv': file }, rule)
    expect(await rows(list)).toEqual([
      { id: 'a', fen: 10000 },
      { id: 'b', fen: -10000 },
      { id: 'c', fen: 3000 },
    ])
  })

  test('flag-on-original with a date: the payment stays, its refund stands on the day of the refund', async () => {
    const file = 'id,p,v,at,yuan,flag,back\na,P,V,2026-03-01,100,1,2026-03-02\nc,P,V,2026-03-03,30,0,\n'
    const rule = charges({ style: 'flag-on-original', column: 'flag', values: ['1'], refundedAt: 'back' })
    const { rows, feeds } = await hospital.load({ 'fees.csv': file }, rule)
    expect(await rows(list)).toEqual([
      { id: 'a', fen: 10000 },
      { id: 'a-refund', fen: -10000 },
      { id: 'c', fen: 3000 },
    ])
    // The file is read twice, as payments and as refunds: c has none.
    expect(feeds['his/charges']).toEqual(account(4, { loaded: 3, quarantined: 1 }))
  })

  test('flag-on-original without a date: the payment is set aside', async () => {
    const file = 'id,p,v,at,yuan,flag\na,P,V,2026-03-01,100,1\nc,P,V,2026-03-03,30,0\n'
    const rule = charges({ style: 'flag-on-original', column: 'flag', values: ['1'] })
    const { rows, feeds } = await hospital.load({ 'fees.csv': file }, rule)
    expect(await rows(list)).toEqual([{ id: 'c', fen: 3000 }])
    expect(feeds['his/charges']).toEqual(account(2, { loaded: 1, quarantined: 1 }))
  })
})

describe('composite keys, constants, units', () => {
  test('VISIT_NO starts anew every day: the key is day and number; CHAR padding is stripped; gz by name', async () => {
    const mapping = compileMapping(
      parseMapping(
        JSON.stringify({
          version: 1,
          about: 'a view over Oracle',
          files: [
            {
              match: 'exports/CLINIC_*.csv*',
              feed: 'his/visits',
              columns: {
                visit_id: { from: ['VISIT_DATE', 'VISIT_NO'], join: '#' },
                patient_id: 'PATIENT_ID',
                visited_at: 'REGISTERING_DATE',
                department: { from: 'VISIT_DEPT', strip: true, codes: { '0307': '内分泌科' } },
                status: { from: 'RETURNED_DATE', nullWhen: '^$', codes: {}, otherwise: 'cancelled' },
              },
            },
          ],
        }),
        'test',
      ),
    )
    const file =
      'VISIT_DATE,VISIT_NO,PATIENT_ID,VISIT_DEPT,REGISTERING_DATE,RETURNED_DATE\n' +
      '2026-03-02,117,0000451230,0307    ,2026-03-02 08:12:45,2026-03-02 09:40:02\n' +
      '2026-03-03,117,0000461877,0307    ,2026-03-03 08:01:00,\n'
    const { rows } = await hospital.load({ 'exports/CLINIC_MASTER.csv.gz': gzipSync(file) }, mapping)
    expect(
      await rows('select visit_id as v, patient_id as p, department as d, status from stage.his_visits order by 1'),
    ).toEqual([
      { v: '2026-03-02#117', p: '0000451230', d: '内分泌科', status: 'cancelled' },
      { v: '2026-03-03#117', p: '0000461877', d: '内分泌科', status: null },
    ])
  })
})

const SYNTHEA = resolve('../shared/data/synthea_csv_27')

describe.skipIf(!existsSync(SYNTHEA))('docs/mappings/synthea.json (skipped where ../shared/data is absent)', () => {
  test('27 patients, 604 encounters, 1,545 charges of 5,228 transactions, 98 readings of 990 observations', async () => {
    const { cpSync } = await import('node:fs')
    cpSync(SYNTHEA, hospital.inbox, { recursive: true })
    const { feeds, rows } = await hospital.load({}, loadMapping(resolve('docs/mappings/synthea.json')))
    expect(feeds).toEqual({
      'his/patients': account(27, { loaded: 27 }),
      'his/visits': account(604, { loaded: 604 }),
      'his/charges': account(5228, { loaded: 1545, quarantined: 3683 }),
      'community/readings': account(990, { loaded: 98, quarantined: 892 }),
    })
    expect(await rows('select distinct reason from stage.quarantine')).toEqual([{ reason: 'filtered-by-mapping' }])
    expect(
      await rows('select metric, count(*)::integer as n from stage.community_readings group by 1 order by 1'),
    ).toEqual([
      { metric: 'dbp', n: 27 },
      { metric: 'glucose', n: 10 },
      { metric: 'hba1c', n: 7 },
      { metric: 'sbp', n: 27 },
      { metric: 'weight', n: 27 },
    ])
  })
})
