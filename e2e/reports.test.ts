/** A month through its life: shown, frozen, printed, exported, and restated after the data changed. */
import { type ChildProcess, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FrozenHead } from '../lib/app-state/reports.ts'
import type { Answer } from '../lib/metrics/metric.ts'
import type { Entry, Report } from '../lib/reports/report.ts'
import { LANGUAGES, launch, openAs } from './browser.ts'
import { freePort, longrun, startServer, stopServer } from './setup.ts'

/** The first reader of a page may have to wait for all of its figures. */
const PATIENCE = 90_000
const DESK = { width: 1440, theme: 'dark', language: 'zh' } as const
/** Text width of an A4 page in pixels. */
const PAPER = 688
const folder = mkdtempSync(join(tmpdir(), 'longrun-reports-'))
const [inbox, data] = [join(folder, 'inbox'), join(folder, 'data')]
let base: string
let server: ChildProcess
let browser: Browser

beforeAll(async () => {
  longrun('demo-data', '--out', inbox, '--patients', '2000', '--months', '20')
  longrun('etl', '--inbox', inbox, '--data', data, '--lenient')
  const port = await freePort()
  base = `http://127.0.0.1:${port}`
  server = await startServer(data, port)
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await stopServer(server)
  rmSync(folder, { recursive: true, force: true })
})

/** A connection that lay idle during a load may be closed by now: ask again. */
async function json<T>(path: string): Promise<T> {
  const ask = () => fetch(base + path)
  const answer = await ask().catch(ask)
  expect(answer.status, path).toBe(200)
  return (await answer.json()) as T
}

/** The question of an entry, asked over the API. */
function asked({ question, answer }: Entry): Promise<Answer> {
  const query = new URLSearchParams({ asOf: question.asOf, ...question.parameters })
  for (const name of ['by', 'from', 'to'] as const) if (question[name] !== undefined) query.set(name, question[name])
  return json<Answer>(`/api/metrics/${answer.metric}?${query}`)
}

async function opened(path: string): Promise<{ page: Page; complaints: string[] }> {
  const { page, complaints } = await openAs(browser, base, DESK)
  page.setDefaultNavigationTimeout(PATIENCE)
  await page.goto(base + path, { waitUntil: 'networkidle' })
  return { page, complaints }
}

const plain = (text: string) => text.replace(/[,\s\u2009]/g, '')
const yuan = (fen: number) => `¥${Math.round(fen / 100)}`
const heads = () => json<FrozenHead[]>('/api/reports')
const frozen = async () => {
  const [head] = await heads()
  return json<{ head: FrozenHead; report: Report }>(`/api/reports/${head?.id}`)
}
const today = async () => (await json<{ snapshot: string }>('/api/health')).snapshot

test('a month is frozen with one click; every stored answer is the API’s, and the page shows it', async () => {
  const { page, complaints } = await opened('/')
  await page.getByRole('link', { name: '看月报' }).click()
  await page.getByRole('button', { name: '冻结本月' }).click()
  await page.getByText('第 1 版').first().or(page.getByText('第\u20091\u2009版').first()).waitFor()
  expect((await heads()).map(({ revision, filters }) => [revision, filters])).toEqual([[1, '{}']])
  const { report } = await frozen()
  expect(Object.keys(report.entries).length).toBeGreaterThan(25)
  for (const entry of Object.values(report.entries)) expect(await asked(entry), entry.id).toEqual(entry.answer)
  const text = plain(await page.locator('main').innerText())
  const { overall } = report.entries.retention?.answer ?? {}
  expect(text).toContain(
    `${overall?.denominator}人中${overall?.numerator}人（${((overall?.value ?? 0) * 100).toFixed(1)}%`,
  )
  expect(text).toContain(yuan(report.entries.revenue?.answer.overall.value ?? Number.NaN))
  expect(text).toContain('快照没有变')
  expect(complaints).toEqual([])
  await page.context().close()
})

test('each sentence shows its question as a command, and the command gives the same answer', async () => {
  const { page } = await opened('/reports')
  await page.getByRole('button', { name: '来源' }).nth(2).click()
  const command = (await page.locator('code').first().innerText()).trim()
  expect(command).toMatch(/^longrun metric retention --as-of \d{4}-\d\d-\d\d --where months=6 --by cohort$/)
  const told = JSON.parse(longrun(...command.split(' ').slice(1), '--data', data, '--format', 'json')) as Answer
  expect(told).toEqual((await frozen()).report.entries.retention?.answer)
  await page.context().close()
})

const hasPdfToText = !spawnSync('pdftotext', ['-v']).error

test.skipIf(!hasPdfToText)('on paper: light, headed and numbered pages, nothing of the navigation', async () => {
  const { page } = await opened('/reports')
  const file = join(folder, 'report.pdf')
  // The head of each page is named once the page's scripts run.
  await page.waitForFunction(() => document.adoptedStyleSheets.length > 0)
  await page.pdf({ path: file, preferCSSPageSize: true, printBackground: true })
  await page.context().close()
  const read = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
  const pages = read.stdout.split('\f').slice(0, -1)
  expect(pages.length).toBeGreaterThanOrEqual(3)
  expect(pages.length).toBeLessThanOrEqual(6)
  const { report } = await frozen()
  pages.forEach((text, i) => {
    expect(text).toContain(report.snapshot)
    expect(text).toContain(`${report.month.month}`)
    expect(text).toMatch(new RegExp(`\\b${i + 1} ?/ ?${pages.length}\\s*$`))
    expect(plain(text).length).toBeGreaterThan(100)
  })
  expect(pages.join('')).not.toMatch(/打印|导出|冻结本月/)
})

test.each(LANGUAGES)(
  'on paper nothing is wider than the paper, which would make all of it smaller: %s',
  async (language) => {
    const { page } = await openAs(browser, base, { ...DESK, language })
    await page.setViewportSize({ width: PAPER, height: 900 })
    await page.goto(`${base}/reports`, { waitUntil: 'networkidle' })
    await page.emulateMedia({ media: 'print' })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PAPER)
    await page.context().close()
  },
)

test('as a workbook: a cover, one sheet a section, numbers as numbers and days as dates', async () => {
  const { head, report } = await frozen()
  const answer = await fetch(`${base}/api/reports/${head.id}/xlsx`)
  expect(answer.headers.get('content-disposition')).toContain(`longrun-${report.month.month}-r1.xlsx`)
  const file = Buffer.from(await answer.arrayBuffer())
  const cover = new Map((await readSheet(file, '封面')).map(([label, value]) => [label, value]))
  expect(cover.get('截至')).toEqual(new Date(`${report.month.asOf}T00:00:00Z`))
  expect(cover.get('快照')).toBe(report.snapshot)
  expect(cover.get('口径版本')).toContain('retention v1')
  const { overall } = report.entries.retention?.answer ?? {}
  const row = (await readSheet(file, '四检查点')).find(([, value]) => value === overall?.value)
  expect(row?.slice(1, 6)).toEqual([
    overall?.value,
    overall?.low,
    overall?.high,
    overall?.numerator,
    overall?.denominator,
  ])
  const revenue = report.entries.revenue?.answer.overall.value ?? Number.NaN
  expect((await readSheet(file, '本月数字')).map(([, value]) => value)).toContain(revenue / 100)
  for (const name of ['四检查点', '本月数字', '转化漏斗', '渠道', '会员与结局', '名单与跟进', '来源与行数']) {
    const [head = [], ...rows] = await readSheet(file, name)
    for (const column of head.keys()) {
      const kinds = new Set(rows.map((row) => typeof row[column]).filter((_, i) => rows[i]?.[column] !== null))
      expect([...kinds].length, `${name}: ${head[column]}`).toBeLessThanOrEqual(1)
    }
  }
  expect((await readSheet(file, '来源')).length).toBe(Object.keys(report.entries).length + 1)
})

/** One more charge of 88 yuan for each of the month's first charges that has a visit. */
function lateCharges(month: string): number {
  const lines = gunzipSync(readFileSync(join(inbox, 'his', 'charges-demo-1.csv.gz')))
    .toString('utf8')
    .split(/\r?\n/)
  const late = lines.filter((line) => line.includes(`,${month}-1`)).slice(0, 80)
  const rows = late.map((line, i) => [`LATE${i}`, ...line.split(',').slice(1, 4), '88.00', '药费'].join(','))
  const more = join(folder, 'more')
  cpSync(inbox, more, { recursive: true })
  writeFileSync(join(more, 'his', 'charges-late-2.csv'), [lines[0], ...rows].join('\n'))
  longrun('etl', '--inbox', more, '--data', data, '--lenient')
  return rows.length
}

test('after late charges the frozen month stands, what differs today is listed with its reason', async () => {
  const before = await frozen()
  const snapshot = await today()
  const rows = lateCharges(before.report.month.month)
  for (let i = 0; i < 100 && (await today()) === snapshot; i += 1) await new Promise((done) => setTimeout(done, 100))
  expect(await frozen()).toEqual(before)
  const was = before.report.entries.revenue
  if (!was) throw new Error('the report has no revenue')
  const now = await asked(was)
  expect(now.overall.value).not.toBe(was.answer.overall.value)

  const { page } = await opened('/reports')
  expect(plain(await page.locator('main').innerText())).toContain(yuan(was.answer.overall.value ?? Number.NaN))
  const restated = plain(await page.locator('#restated').innerText())
  expect(restated).toContain(`收费记录：1个文件，读入${rows}行，计入${rows}行`)
  const line = [yuan(was.answer.overall.value ?? 0), yuan(now.overall.value ?? 0)].join('')
  expect(restated).toContain(`社群净收入·本月${line}`)
  expect(restated).toContain('有迟到或更正的数据（收费记录）')
  expect(restated).not.toContain('6月在群留存率')
  await page.context().close()
})

test('a second freeze is revision 2 and comes first; the first can still be opened', async () => {
  const { page } = await opened('/reports?show=today')
  await page.getByRole('button', { name: '冻结本月' }).click()
  await page.waitForFunction(() => !location.search.includes('show'))
  await page.locator('#restated', { hasText: '快照没有变' }).waitFor()
  const all = await heads()
  expect(all.map(({ revision }) => revision)).toEqual([2, 1])
  await page.goto(`${base}/reports?show=${all[1]?.id}`, { waitUntil: 'networkidle' })
  expect(plain(await page.locator('#restated').innerText())).toContain('个变了')
  await page.context().close()
})

test('no one writes from elsewhere, and nonsense is refused in one line', async () => {
  const post = (body: unknown, headers: Record<string, string>) =>
    fetch(`${base}/api/reports`, { method: 'POST', body: JSON.stringify(body), headers })
  expect((await post({ asOf: '2026-10-31' }, { origin: 'http://elsewhere.example' })).status).toBe(403)
  for (const body of [
    { asOf: '2026-02-30' },
    { asOf: '2199-01-01' },
    { asOf: '2026-10-31', filters: { shoe: ['9'] } },
  ]) {
    const answer = await post(body, { origin: base })
    expect(answer.status).toBe(400)
    expect(((await answer.json()) as { error: string }).error).not.toMatch(/\n|\bat /)
  }
  expect((await fetch(`${base}/api/reports/nothing/xlsx`)).status).toBe(404)
})
