import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { layoutOf } from '../../lib/warehouse/layout.ts'
import { type OpenedSnapshot, openCurrent } from '../../lib/warehouse/snapshot.ts'
import type { RunReport } from '../run/report.ts'
import { runEtl } from '../run/run.ts'
import { FEEDS } from '../sources/catalog.ts'
import { type GeneratedFile, generateHospital } from './generate.ts'

const SMALL = { seed: 7, patients: 300, months: 30, end: '2026-10-31' }
const root = mkdtempSync(join(tmpdir(), 'longrun-demo-'))

afterAll(() => rmSync(root, { recursive: true, force: true }))

/** Digest of every file below a folder, by its path in it. */
function digests(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)))
  const paths = entries.filter((path) => statSync(path).isFile()).sort()
  return Object.fromEntries(
    paths.map((path) => [relative(folder, path), createHash('sha256').update(readFileSync(path)).digest('hex')]),
  )
}

describe('the same arguments', () => {
  test('give the same bytes, another seed gives others', async () => {
    const [first, second, other] = ['first', 'second', 'other'].map((name) => join(root, name))
    await generateHospital({ ...SMALL, out: first ?? '' })
    await generateHospital({ ...SMALL, out: second ?? '' })
    await generateHospital({ ...SMALL, out: other ?? '', seed: 8 })
    expect(digests(second ?? '')).toEqual(digests(first ?? ''))
    expect(digests(other ?? '')).not.toEqual(digests(first ?? ''))
  })

  test('into the same folder replace the demo files and leave the files of others alone', async () => {
    const out = join(root, 'again')
    await generateHospital({ ...SMALL, out, months: 6 })
    writeFileSync(join(out, 'his', 'visits-2026.csv'), 'visit_id,patient_id,visited_at\n')
    writeFileSync(join(out, 'his', 'visits-demo-7.csv'), 'of an older version')
    await generateHospital({ ...SMALL, out, months: 6 })
    expect(existsSync(join(out, 'his', 'visits-2026.csv'))).toBe(true)
    expect(existsSync(join(out, 'his', 'visits-demo-7.csv'))).toBe(false)
  })

  test('that make no sense are refused in one line', async () => {
    const out = join(root, 'refused')
    await expect(generateHospital({ out, end: '2026-02-30' })).rejects.toThrow('--end 2026-02-30 is no day')
    await expect(generateHospital({ out, patients: 1.5 })).rejects.toThrow('--patients must be a whole number')
    await expect(generateHospital({ out, months: 0 })).rejects.toThrow('--months must be a whole number')
  })
})

describe('a hospital of 1,500 patients', () => {
  let files: GeneratedFile[]
  let report: RunReport
  let snapshot: OpenedSnapshot

  beforeAll(async () => {
    const inbox = join(root, 'inbox')
    const layout = layoutOf(join(root, 'data'))
    files = await generateHospital({ ...SMALL, out: inbox, patients: 1_500 })
    const progress = { stage: () => {}, advance: () => {}, end: () => [] }
    report = await runEtl({ layout, inbox, lenient: false, zone: 'Asia/Shanghai', progress })
    snapshot = await openCurrent(layout)
  })

  afterAll(() => snapshot.close())

  const count = async (query: string): Promise<number> => {
    const [row] = await snapshot.engine.query<{ n: number }>(sql.raw(query))
    return Number(row?.n ?? 0)
  }

  test('has a file with rows for every feed of the contract, in several formats', () => {
    const filled = new Set(files.filter((file) => file.rows > 0).map((file) => file.feed))
    expect([...filled].sort()).toEqual(FEEDS.map((feed) => feed.id).sort())
    const formats = new Set(files.map((file) => file.path.replace(/^.*?\.(?=[a-z.]+$)/, '')))
    expect([...formats].sort()).toEqual(['csv', 'csv.gz', 'jsonl', 'jsonl.gz', 'ndjson', 'xlsx'])
  })

  test.each(FEEDS.map((feed) => feed.id))('%s: a load makes of every row what was planned', (feed) => {
    const own = files.filter((file) => file.feed === feed)
    const sum = (pick: (file: GeneratedFile) => number) => own.reduce((total, file) => total + pick(file), 0)
    const read = sum((file) => file.rows)
    const duplicate = sum((file) => file.duplicate)
    const superseded = sum((file) => file.correction)
    const quarantined = sum((file) => file.bad)
    const loaded = read - duplicate - superseded - quarantined
    expect(report.feeds[feed]).toEqual({ read, loaded, duplicate, superseded, quarantined })
    expect(quarantined).toBeLessThan(read * 0.01)
  })

  test('ends on the day that was asked for', () => {
    expect(report.dataThrough).toBe('2026-10-31')
  })

  test.each([
    ['a young community', "select count(*) as n from community_group where start_day > date '2026-08-01'"],
    ['a dismissed community', 'select count(*) as n from community_group where dismissed_at is not null'],
    ['a community that nobody listed', 'select count(*) as n from community_group where not is_listed'],
    ['re-joins', 'select count(*) - count(distinct person_id) as n from stay'],
    ['people in several groups', 'select count(*) - count(distinct person_id) as n from spell where end_at is null'],
    ['staff', 'select count(*) as n from person where staff_from is not null'],
    ['test patients', 'select count(*) as n from person where is_test'],
    ['the dead', 'select count(*) as n from person where deceased_on is not null'],
    ['matches by link', "select count(*) as n from person where match_method = 'link'"],
    ['matches by mobile', "select count(*) as n from person where match_method = 'mobile'"],
    [
      'members who are no patients',
      'select count(*) as n from person where first_join_at is not null and not is_patient',
    ],
    ['people of an unknown channel', "select count(*) as n from person where channel_first = 'unknown'"],
    ['brand answers after 24 months', "select count(*) as n from survey_answer where question = 'recall'"],
    ['refunds', 'select count(*) as n from revenue_day where amount_fen < 0'],
    ['merged records', 'select count(*) as n from canon.his_patients where merged_into is not null'],
    ['days whose cost nobody knows', 'select count(*) as n from canon.marketing_channel_daily where cost_fen is null'],
    ['withdrawn consents', 'select count(*) as n from canon.community_consents where withdrawn_at is not null'],
    ['calls held back for comparison', "select count(*) as n from canon.community_outreach where arm = 'holdout'"],
    ['enum values of nobody’s list', 'select count(*) as n from unknown_value'],
  ])('shows %s', async (_, query) => {
    expect(await count(query)).toBeGreaterThan(0)
  })

  test('names no phone and no id number that could be somebody’s', () => {
    for (const name of ['patients-demo-1.csv', 'patients-demo-2-late.jsonl']) {
      const bytes = readFileSync(join(root, 'inbox', 'his', name))
      const text = new TextDecoder(name.endsWith('.csv') ? 'gb18030' : 'utf-8').decode(bytes)
      const ids = text.match(/(?<!\d)\d{17}[\dXx]/g) ?? []
      const phones = text.match(/(?<!\d)(?:\+86 )?1\d{2}[- ]?\d{4}[- ]?\d{4}(?!\d)/g) ?? []
      expect(phones.filter((phone) => !/^(\+86 )?100/.test(phone))).toEqual([])
      expect(ids.filter((id) => !id.startsWith('99'))).toEqual([])
      if (name.endsWith('.csv')) expect(Math.min(ids.length, phones.length)).toBeGreaterThan(1_000)
    }
  })
})
