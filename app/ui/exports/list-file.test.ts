/** What is in a file of people, in each format, down to the cell. */
import { tableFromIPC } from 'apache-arrow'
import { parse } from 'csv-parse/sync'
import { readSheet } from 'read-excel-file/node'
import { describe, expect, test } from 'vitest'
import yauzl from 'yauzl'
import type { ExportContent } from '../../../lib/export/fetch.ts'
import type { Format, Purpose } from '../../../lib/export/purposes.ts'
import { exportNoOf } from '../../../lib/export/trace.ts'
import type { PersonRow } from '../../../lib/metrics/metric.ts'
import { zh } from '../i18n/messages.ts'
import { coverOf } from './cover.ts'
import { listFile } from './list-file.ts'

const KEY = 'a key of forty-eight random bytes, in a real hospital'

/** Messages of a namespace, as the translator gives them. */
function words(messages: unknown) {
  const find = (key: string): unknown =>
    key.split('.').reduce((at: unknown, part) => (at as Record<string, unknown> | undefined)?.[part], messages)
  const say = (key: string, values: Record<string, string | number> = {}) =>
    Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, String(value)), String(find(key)))
  return Object.assign(say, { has: (key: string) => typeof find(key) === 'string' })
}

const ROWS: PersonRow[] = [
  {
    ...{ person: 'P0000000001', name: '=张*', disease: 'diabetes', group: 'g1', channel: 'desk' },
    dates: {
      joinedAt: '2025-12-18 20:21:40',
      lastVisit: '2026-04-13',
      revenueFen: 128_450,
      hours: 2.5,
      rules: 'silent-60d',
    },
  },
  {
    ...{ person: 'P0000000002', name: '＝李*', disease: null, group: 'unknown-group', channel: '@evil' },
    dates: { joinedAt: null, lastVisit: '13800138000', revenueFen: null, hours: 3, rules: '+cmd|calc' },
  },
]

function content(format: Format, purpose: Purpose): ExportContent {
  const question = { metric: 'pool', asOf: '2026-06-30', where: [] }
  const kept = { question, list: 'in', parameters: {}, filters: {}, version: 3 }
  return {
    people: ROWS,
    leftOut: { optedOut: 2, minor: 1 },
    snapshot: 'wh-2',
    row: {
      ...{ no: 'EX0123ABCD', requester: 'nurse', scope: '{}', purpose, note: '', format, people: '', state: 'fetched' },
      ...{
        question: JSON.stringify(kept),
        asked: 5,
        rows: 2,
        leftOut: '{}',
        snapshot: 'wh-1',
        askedAt: 0,
        expiresAt: 0,
      },
      ...{ decidedBy: 'head', decidedAt: 0, fetchedAt: 0 },
    },
  }
}

async function made(format: Format, purpose: Purpose = 'follow-up'): Promise<Buffer> {
  const of = content(format, purpose)
  const t = words(zh.exports)
  const cover = coverOf({
    content: of,
    t,
    title: '在群人数',
    conditions: ['病种: 糖尿病'],
    exportedAt: '2026-07-01T02:00:00Z',
  })
  const marks = { export_no: '导出编号', exporter: '导出人', trace: '追踪码' }
  const table = { t: words(zh.people), values: words(zh.values), names: { g1: '糖友同行' } }
  const { bytes } = await listFile({ content: of, key: KEY, zone: 'Asia/Shanghai', cover, words: table, marks })
  return Buffer.from(await bytes.arrayBuffer())
}

describe('CSV', () => {
  test('marked as UTF-8, masked, numbers as numbers, nothing that runs, every row marked', async () => {
    const text = (await made('csv')).toString('utf8')
    expect(text.startsWith('\ufeff编号,姓名,病种,社群,渠道,')).toBe(true)
    const [head = [], first = [], second = []] = parse(text, { bom: true }) as string[][]
    expect(head.slice(-3)).toEqual(['导出编号', '导出人', '追踪码'])
    expect(first.slice(0, -1)).toEqual([
      ...['P0000000001', "'=张*", '糖尿病', '糖友同行', 'desk'],
      ...['2025-12-18 20:21', '2026-04-13', '1284.5', '2.5', '长期静默', 'EX0123ABCD', 'nurse'],
    ])
    expect(second.slice(1, 5)).toEqual(["'＝李*", '', 'unknown-group', "'@evil"])
    expect([second[5], second[7], second[9]]).toEqual(['', '', "'+cmd|calc"])
    for (const row of [first, second]) expect(exportNoOf(KEY, row.at(-1) ?? '')).toBe('EX0123ABCD')
    expect(first.at(-1)).not.toBe(second.at(-1))
  })

  test('for research there is neither name nor pseudonym, but still the mark', async () => {
    const text = (await made('csv', 'research')).toString('utf8')
    expect(text).not.toMatch(/P000000000|张|李/)
    const [head = [], first = []] = parse(text, { bom: true }) as string[][]
    expect(head[0]).toBe('病种')
    expect(exportNoOf(KEY, first.at(-1) ?? '')).toBe('EX0123ABCD')
  })
})

describe('XLSX', () => {
  test('typed: dates are dates, money is yuan, a phone and a formula are text', async () => {
    const [, first = [], second = []] = await readSheet(await made('xlsx'), '在群人数')
    expect(first.slice(0, 2)).toEqual(['P0000000001', '=张*'])
    expect(first.slice(5, 9)).toEqual([new Date('2025-12-18T20:21:00Z'), new Date('2026-04-13T00:00:00Z'), 1284.5, 2.5])
    expect(second.slice(5, 9)).toEqual([null, '13800138000', null, 3])
  })

  test('the cover says what, what for, as of when, from what, by whom, and adds up: 2 rows + 2 + 1 left out = 5', async () => {
    const cover = new Map((await readSheet(await made('xlsx'), '封面')).map((row) => [row[0], row[1]]))
    expect(Object.fromEntries(cover)).toMatchObject({
      ...{
        导出编号: 'EX0123ABCD',
        用途: '随访关怀',
        筛选: '病种: 糖尿病',
        数据快照: 'wh-1 → wh-2',
        口径版本: 'pool v3',
      },
      ...{ 导出人: 'nurse', 批准人: 'head', 页面上的行数: 5, 已退订: 2, '未满 14 岁': 1, 本文件的行数: 2 },
    })
    expect(cover.get('截止')).toEqual(new Date('2026-06-30T00:00:00Z'))
  })

  test('every printed page carries the number and the account, is as wide as the sheet, and has its headings', async () => {
    const sheets = await partsOf(await made('xlsx'), /^xl\/worksheets\/sheet\d+\.xml$/)
    expect(sheets).toHaveLength(2)
    for (const xml of sheets) {
      expect(xml).toMatch(/<headerFooter><oddHeader>[^<]*EX0123ABCD · nurse[^<]*<\/oddHeader><oddFooter>/)
      expect(xml.indexOf('<headerFooter>')).toBeGreaterThan(xml.indexOf('<pageSetup '))
      expect(xml).toContain('<pageSetUpPr fitToPage="1"/>')
      expect(xml).toMatch(/<pageSetup fitToWidth="1" fitToHeight="0" paperSize="9" orientation="landscape"\/>/)
    }
    const [book] = await partsOf(await made('xlsx'), /^xl\/workbook\.xml$/)
    expect(book).toContain('<definedName name="_xlnm.Print_Titles" localSheetId="1">')
    expect(book).toContain("'在群人数'!$1:$1")
  })
})

test('Arrow: one row a person, numbers as doubles, every row marked', async () => {
  const table = tableFromIPC(await made('arrow'))
  expect(table.numRows).toBe(2)
  expect(table.get(0)?.toJSON()).toMatchObject({
    person: 'P0000000001',
    name: '=张*',
    revenueFen: 1284.5,
    export_no: 'EX0123ABCD',
  })
  expect(table.getChild('revenueFen')?.get(1)).toBeNull()
})

/** Texts of the files of an archive whose names match. */
function partsOf(archive: Buffer, name: RegExp): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const found: string[] = []
    yauzl.fromBuffer(archive, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error)
      zip.on('entry', (entry: yauzl.Entry) => {
        if (!name.test(entry.fileName)) return zip.readEntry()
        zip.openReadStream(entry, async (problem, stream) => {
          if (problem) return reject(problem)
          const chunks: Buffer[] = []
          for await (const chunk of stream) chunks.push(chunk as Buffer)
          found.push(Buffer.concat(chunks).toString('utf8'))
          zip.readEntry()
        })
      })
      zip.on('end', () => resolve(found))
      zip.readEntry()
    })
  })
}
