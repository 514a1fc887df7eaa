/** The command line as a user meets it: a process, its exit code, what it writes where. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { METRIC_IDS } from '../lib/metrics/catalog.ts'

const START = resolve(import.meta.dirname, 'longrun.mjs')
vi.setConfig({ testTimeout: 300_000 })

const work = mkdtempSync(join(tmpdir(), 'longrun-cli-'))
const data = join(work, 'data')
const inbox = join(work, 'inbox')

function longrun(...args: string[]) {
  return spawnSync(process.execPath, [START, ...args], { encoding: 'utf8', cwd: work })
}

beforeAll(() => {
  for (const system of ['his', 'wecom', 'community']) mkdirSync(join(inbox, system), { recursive: true })
  const put = (name: string, lines: string[]) => writeFileSync(join(inbox, name), `${lines.join('\n')}\n`)
  put('his/patients.csv', ['patient_id,name,phone', 'P1,张三丰,13800138000'])
  put('his/visits.csv', ['visit_id,patient_id,visited_at', 'V1,P1,2026-06-01 09:00:00', 'V2,P1,2026-06-30 09:00:00'])
  put('wecom/members.csv', [
    'group_id,member_id,role,joined_at,left_at',
    'G1,M1,,2025-01-05 08:00:00,',
    'G1,M2,,2025-02-05 08:00:00,2025-03-01',
    'G1,S1,staff,2026-06-30 08:00:00,',
  ])
  put('wecom/groups.csv', ['group_id,name,disease', 'G1,=1+1,diabetes'])
  put('community/messages.csv', ['message_id,group_id,member_id,sent_at', 'T1,G1,M1,2026-06-30 10:00:00'])
  put('his/notes.txt', ['not for us'])
})
afterAll(() => rmSync(work, { recursive: true }))

describe('before anything is loaded', () => {
  test.each([
    ['metric', 'retention', '--data', data],
    ['status', '--data', data],
    ['rollback', '--data', data],
  ])('%s: exit 1, one line that says what to do', (...args) => {
    const run = longrun(...args)
    expect(run).toMatchObject({ status: 1, stdout: '' })
    expect(run.stderr).toMatch(/^longrun: nothing is published in [^\n]*\n$/)
  })
})

describe('a load and its questions', () => {
  test('the report: accounts of the feeds with a file, what was not read, stages, snapshot', () => {
    const run = longrun('etl', '--inbox', inbox, '--data', data, '--json')
    expect(run.status).toBe(0)
    const report = JSON.parse(run.stdout)
    expect(report.feeds['his/visits']).toEqual({ read: 2, loaded: 2, duplicate: 0, superseded: 0, quarantined: 0 })
    expect(Object.keys(report.feeds)).toHaveLength(5)
    expect(report).toMatchObject({
      ignored: [{ name: 'his/notes.txt', reason: 'unknown-extension' }],
      lenient: false,
      brokenLimits: [],
      dataThrough: '2026-06-30',
      matchRate: { numerator: 0, denominator: 2 },
    })
    expect(report.stages.map((s: { name: string }) => s.name)).toEqual([
      'land',
      'stage',
      'build',
      'checkpoint',
      'verify',
      'publish',
    ])
    expect(run.stderr).toBe('land …\nstage …\nbuild …\ncheckpoint …\nverify …\npublish …\n')
    const [kept] = readdirSync(join(data, 'warehouse/runs'))
    expect(JSON.parse(readFileSync(join(data, 'warehouse/runs', kept ?? ''), 'utf8'))).toEqual(report)
  })

  test('a metric: as of the last loaded day unless told otherwise; 1 of 2 joiners stays at month 6', () => {
    const answer = JSON.parse(longrun('metric', 'retention', '--data', data).stdout)
    expect(answer).toMatchObject({ metric: 'retention', asOf: '2026-06-30', overall: { numerator: 1, denominator: 2 } })
    const early = JSON.parse(longrun('metric', 'retention', '--as-of', '2025-06-30', '--data', data).stdout)
    expect(early.overall.state).toBe('immature')
  })

  test('CSV: marked as UTF-8, and a group named like a formula is text', () => {
    const { stdout } = longrun('metric', 'retention', '--by', 'group', '--format', 'csv', '--data', data)
    expect(stdout.startsWith('\ufeffscope,key,label,state,')).toBe(true)
    expect(stdout).toContain("\r\ngroup,G1,'=1+1,few,")
  })

  test('a list has as many people as the count, with masked names', () => {
    const args = ['--where', 'months=3', '--as-of', '2026-06-01', '--data', data]
    const list = JSON.parse(longrun('metric', 'retention', '--list', 'out', ...args).stdout)
    expect(list).toMatchObject({ metric: 'retention', asOf: '2026-06-01', list: 'out', count: 1 })
    expect(list.people).toHaveLength(1)
  })

  test('a list that leaves stands in the trail with its people, and with what it was for', () => {
    const list = [
      'metric',
      'retention',
      '--list',
      'out',
      '--where',
      'months=3',
      '--as-of',
      '2026-06-01',
      '--data',
      data,
    ]
    const taken = longrun(...list, '--format', 'csv', '--purpose', '核对退群名单').stdout
    const person = taken.match(/P[0-9a-f]{10}/)?.[0] ?? ''
    longrun(...list, '--format', 'table')
    const rows = longrun('audit', '--person', person, '--json', '--data', data)
      .stdout.trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { action: string; actor: string; purpose: string; rows: number })
    expect(rows).toContainEqual(
      expect.objectContaining({
        action: 'export-people',
        actor: 'local-owner',
        purpose: 'other: 核对退群名单',
        rows: 1,
      }),
    )
    expect(rows.filter(({ action }) => action === 'view-people')).toHaveLength(1)
  })

  test('status: freshness, accounts, match rate and checks; nobody’s name or number in clear', () => {
    const status = JSON.parse(longrun('status', '--json', '--data', data).stdout)
    expect(status).toMatchObject({
      dataThrough: '2026-06-30',
      lenient: false,
      matchRate: { numerator: 0, denominator: 2 },
    })
    expect(status.feeds.find((f: { feed: string }) => f.feed === 'his/visits')).toMatchObject({
      rows: 2,
      lastDay: '2026-06-30',
    })
    expect(status.checks.every((c: { ok: boolean }) => c.ok)).toBe(true)
    const text = longrun('status', '--data', data).stdout
    expect(text).toContain('data through  2026-06-30')
    const [file] = readdirSync(join(data, 'warehouse')).filter((name) => name.startsWith('wh-'))
    const bytes = readFileSync(join(data, 'warehouse', file ?? ''))
    for (const clear of ['张三丰', '13800138000']) {
      expect(bytes.includes(clear)).toBe(false)
      expect(text).not.toContain(clear)
    }
  })

  test('rollback: none after one load, back to the first after two', () => {
    const alone = longrun('rollback', '--data', data)
    expect(alone).toMatchObject({ status: 1, stdout: '' })
    expect(alone.stderr).toMatch(/^longrun: wh-\S+ is the only snapshot[^\n]*\n$/)
    expect(longrun('etl', '--inbox', inbox, '--data', data).status).toBe(0)
    expect(longrun('rollback', '--data', data)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^rolled back from wh-/),
    })
  })
})

test('the catalog lists every metric', () => {
  const catalog: { id: string }[] = JSON.parse(longrun('metrics', '--json').stdout)
  expect(catalog.map((d) => d.id)).toEqual(METRIC_IDS)
})

test.each([
  ['an unknown command', ['frobnicate'], /unknown command/],
  ['an unknown metric', ['metric', 'nope'], /unknown metric 'nope'; known: activity/],
  ['an unknown option', ['metric', 'retention', '--nope'], /unknown option/],
  ['a --where that is no pair', ['metric', 'retention', '--where', 'x'], /expected key=value/],
  [
    'an unknown parameter',
    ['metric', 'retention', '--where', 'x=y', '--as-of', '2026-06-30', '--data', data],
    /knows no 'x'/,
  ],
  ['a day that does not exist', ['metric', 'retention', '--as-of', '2026-02-30', '--data', data], /2026-02-30/],
  ['an unknown list', ['metric', 'retention', '--list', 'x', '--data', data], /no list 'x'/],
  ['an unknown format', ['metric', 'retention', '--format', 'xml'], /Allowed choices/],
  ['an inbox that is not there', ['etl', '--inbox', join(work, 'nowhere'), '--data', data], /not a folder/],
  [
    'a mapping that is not there',
    ['etl', '--inbox', inbox, '--data', data, '--mapping', 'nowhere.json'],
    /nowhere\.json/,
  ],
  ['an erasure of nobody in particular', ['erase', '--data', data], /--patient ID or --member ID/],
  ['demo data of no size', ['demo-data', '--out', join(work, 'demo'), '--patients', '-3'], /whole number/],
])('%s: exit 2, one line without a stack', (_, args, words) => {
  const run = longrun(...args)
  expect(run).toMatchObject({ status: 2, stdout: '' })
  expect(run.stderr).toMatch(words)
  expect(run.stderr).toMatch(/^longrun: [^\n]+\n$/)
})

test('--verbose adds the stack', () => {
  expect(longrun('metric', 'nope', '--verbose').stderr).toMatch(/\n\s+at /)
})

test('help on the whole and on each command: exit 0, on stdout', () => {
  for (const command of [[], ['etl'], ['metric'], ['metrics'], ['status'], ['rollback'], ['erase'], ['demo-data']]) {
    const run = longrun(...command, '--help')
    expect(run).toMatchObject({ status: 0, stderr: '' })
    expect(run.stdout).toContain('Usage: longrun')
  }
})

test('erase: says what it searched and where the person still stands; nobody by that id: exit 1', () => {
  const gone = longrun('erase', '--member', 'M2', '--data', data, '--inbox', inbox)
  expect(gone.status, gone.stderr).toBe(0)
  expect(gone.stdout).toMatch(/looked for {3}1 ids/)
  expect(gone.stdout).toMatch(/every byte of \d+ files .* every text value of \d+ segments and \d+ tables/)
  expect(gone.stdout).toMatch(/found {8}0\n/)
  expect(gone.stdout).toMatch(/wecom\/members\.csv \(1 rows\)/)
  const nobody = longrun('erase', '--patient', 'P404', '--data', data)
  expect(nobody).toMatchObject({ status: 1, stdout: '' })
  expect(nobody.stderr).toMatch(/longrun: no patient P404 is loaded, and none was erased/)
})
