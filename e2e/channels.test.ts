/** The channels page: its figures are the API's, its total is the whole, an unknown cost is no zero, a cost can be entered. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { zh as words } from '../app/ui/i18n/messages.ts'
import type { Role } from '../lib/access/actor.ts'
import { wholeMonthsBefore } from '../lib/filters/months.ts'
import type { Answer } from '../lib/metrics/metric.ts'
import { incrementalIn, worthIn } from '../lib/metrics/shared/channels.ts'
import { launch, openAs } from './browser.ts'
import { longrun } from './setup.ts'

const base = inject('base')
const data = inject('data')
const DESK = { width: 1440, theme: 'light', language: 'zh' } as const
const t = words.channels
let browser: Browser

beforeAll(async () => {
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
})

async function api(path: string): Promise<Answer> {
  const answer = await fetch(`${base}/api/metrics/${path}`)
  expect(answer.status, path).toBe(200)
  return (await answer.json()) as Answer
}

function plain(text: string): string {
  return text.replace(/[,\s\u2009]/g, '')
}

/** Rows of the channel table by the channel's name, cells by the column's title. */
async function tableOf(page: Page): Promise<Map<string, Record<string, string>>> {
  const grid = page.getByRole('grid', { name: t.table.title })
  const titles = (await grid.locator('thead th').allInnerTexts()).map((text) => plain(text).replace(/[↑↓]/g, ''))
  const rows = await grid.locator('tbody tr, tfoot tr').all()
  const found = new Map<string, Record<string, string>>()
  for (const row of rows) {
    const cells = (await row.locator('td').allInnerTexts()).map(plain)
    found.set(cells[0] ?? '', Object.fromEntries(titles.map((title, i) => [title, cells[i] ?? ''])))
  }
  return found
}

async function open(path: string, as: Role = 'operator'): Promise<Page> {
  const { page } = await openAs(browser, base, DESK, { as })
  await page.goto(base + path, { waitUntil: 'networkidle' })
  return page
}

const yuan = (fen: number | null | undefined) => {
  const value = (fen ?? Number.NaN) / 100
  return value >= 100_000 ? `¥${(value / 10_000).toFixed(1)}万` : `¥${Math.round(value)}`
}
const percent = (value: number | null | undefined) => `${((value ?? Number.NaN) * 100).toFixed(1)}%`.replace('-', '−')

describe('the table', () => {
  test('cost, patients, CAC, gross and net are the API’s, channel by channel and in total', async () => {
    const page = await open('/channels')
    const rows = await tableOf(page)
    const [cac, roi] = [await api('cac?by=channel'), await api('roi?by=channel')]
    const figures = [
      ...(cac.groups ?? []).map((g) => ({ name: g.label === 'unknown' ? words.values.unknown : g.label, g })),
      { name: t.total, g: cac.overall },
    ]
    expect(figures.length).toBeGreaterThan(5)
    for (const { name, g } of figures) {
      const row = rows.get(plain(name))
      expect(row?.[t.columns.cost], name).toBe(yuan(g.numerator))
      expect(row?.[t.columns.patients], name).toBe(String(g.denominator))
      if (g.value !== null) expect(row?.[t.columns.cac], name).toBe(yuan(g.value))
    }
    const total = rows.get(t.total)
    expect(total?.[plain(t.columns.net)]).toBe(percent(roi.overall.value))
    expect(total?.[t.columns.gross]).toBe(Number(roi.overall.parts?.gross).toFixed(2))
    // To the fen: what the channels cost, joined and earned adds up to the figure without a filter.
    const sum = (answer: Answer, read: (g: Answer['overall']) => number) =>
      (answer.groups ?? []).reduce((n, g) => n + read(g), 0)
    expect(sum(cac, (g) => g.numerator ?? 0)).toBe(cac.overall.numerator)
    expect(sum(cac, (g) => g.denominator ?? 0)).toBe(cac.overall.denominator)
    expect(sum(roi, (g) => Number(g.parts?.direct))).toBe(roi.overall.parts?.direct)
    await page.context().close()
  })

  test('a channel with blank days has no cost, nor has the total: 缺成本, never 0; value beside it stands', async () => {
    const page = await open('/channels?period=all')
    const rows = await tableOf(page)
    for (const name of ['小红书', t.total]) {
      expect(rows.get(name)?.[t.columns.cost], name).toBe(t.noCost)
      expect(rows.get(name)?.[t.columns.cac], name).toBe(t.noCost)
      expect(rows.get(name)?.LTV180, name).toMatch(/^¥/)
    }
    expect(rows.get('抖音')?.[t.columns.cost]).toMatch(/^¥/)
    await page.context().close()
  })

  test('an immature LTV says when it matures; an increment is green only if proven and wholly above zero', async () => {
    const page = await open('/channels?period=6')
    const { from, to } = wholeMonthsBefore((await api('roi')).asOf, 6)
    const { overall } = await api(`roi?from=${from}&to=${to}`)
    const { low } = incrementalIn(overall)
    const rows = await tableOf(page)
    expect(rows.get(t.total)?.LTV365).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    const card = page.getByRole('region', { name: /^增量净/ })
    const isProven = overall.parts?.incrementalVerdict === 'significantly_higher' && (low ?? 0) > 0
    expect(await card.locator('.text-good').count()).toBe(isProven ? 1 : 0)
    await page.context().close()
  })

  test('a channel opens its codes, which add up to its joins, and a code its people', async () => {
    const page = await open('/channels?period=all')
    await page.getByRole('grid', { name: t.table.title }).getByRole('link', { name: '抖音', exact: true }).click()
    await page.waitForURL('**channel=douyin**')
    const match = await api('match-rate?channel=douyin&by=state')
    const codes = page.getByRole('grid').filter({ hasText: t.drill.code })
    await codes.first().waitFor()
    const joined = (await codes.first().locator('tbody tr td:nth-child(2)').allInnerTexts()).map((n) =>
      Number(plain(n)),
    )
    expect(joined.reduce((a, b) => a + b, 0)).toBe(match.overall.denominator)
    await codes.first().locator('tbody tr').first().locator('td:nth-child(3) a').click()
    await page.waitForURL('**/people?**')
    const first = match.groups?.[0]
    await page.locator('h1').first().waitFor()
    expect(plain(await page.locator('main').innerText())).toContain(`${first?.numerator}人`)
    await page.context().close()
  })
})

test('two channels are two clicks, stand in the address, and show LTV180 over the cost of a join', async () => {
  const page = await open('/channels?period=24&compare=')
  const panel = page.getByRole('region', { name: t.compare.title })
  for (const name of ['门诊扫码', '公众号']) {
    await panel.getByRole('button', { name }).click()
    await panel.getByRole('button', { name, pressed: true }).waitFor()
  }
  expect(new URL(page.url()).searchParams.get('compare')).toBe('desk,gzh')
  const { from, to } = wholeMonthsBefore((await api('roi')).asOf, 24)
  const roi = await api(`roi?by=channel&from=${from}&to=${to}`)
  for (const key of ['desk', 'gzh']) {
    const group = roi.groups?.find((g) => g.key === key)
    const { value } = worthIn(group)
    const card = panel.getByRole('article', { name: group?.label ?? '' })
    expect(plain(await card.innerText())).toContain(value?.toFixed(2))
  }
  await page.context().close()
})

test('a cost entered on the page waits for the next load, then counts to the fen; deleted, it goes with the one after', async () => {
  const { overall } = await api('cac')
  const before = overall.numerator ?? Number.NaN
  const page = await open('/channels', 'marketer')
  const panel = page.getByRole('region', { name: t.entered.title })
  await panel.getByLabel(t.entered.month).fill(String(overall.parts?.to).slice(0, 7))
  await panel.getByLabel(t.entered.amount).fill('1280.55')
  await panel.getByLabel(t.entered.item).fill('直播间布置')
  await panel.getByRole('button', { name: t.entered.add, exact: true }).click()
  const row = panel.locator('tr', { hasText: '直播间布置' })
  await row.waitFor()
  expect(plain(await row.innerText())).toContain(plain(t.entered.statuses.pending))
  expect((await api('cac')).overall.numerator).toBe(before)

  await load()
  expect((await api('cac')).overall.numerator).toBe(before + 128_055)
  await page.reload({ waitUntil: 'networkidle' })
  expect(plain(await row.innerText())).toContain(plain(t.entered.statuses.counted))

  await row.getByRole('button', { name: t.entered.delete }).click()
  await row.getByRole('button', { name: t.entered.reallyDelete }).click()
  const said = async () => plain(await row.innerText())
  await expect.poll(said, { timeout: 15_000 }).toContain(plain(t.entered.statuses['pending-removal']))
  await load()
  expect((await api('cac')).overall.numerator).toBe(before)
  await page.context().close()
}, 300_000)

/** One more load of the same files, and the server on its snapshot. */
async function load(): Promise<void> {
  const { snapshot } = await api('cac')
  longrun('etl', '--inbox', `${data}/../inbox`, '--data', data)
  await expect.poll(async () => (await api('cac')).snapshot, { timeout: 20_000 }).not.toBe(snapshot)
}

describe('社群 / 非社群', () => {
  const months = async () => wholeMonthsBefore((await api('ltv')).asOf, 12)
  const money = (fen: number | null | undefined) => `¥${Math.round((fen ?? Number.NaN) / 100)}`
  const rowsOf = async (page: Page, title: string) => {
    const lines = await page.getByRole('grid', { name: title }).locator('tbody tr').all()
    const cells = await Promise.all(lines.map(async (line) => (await line.locator('td').allInnerTexts()).map(plain)))
    return new Map(cells.map(([name = '', ...rest]) => [name, rest]))
  }

  test('others: revenue and value are the API’s; what needs a join is said not to apply, and why', async () => {
    const { from, to } = await months()
    const page = await open('/channels?population=others')
    const rows = await rowsOf(page, t.population.title)
    const revenue = (await api(`revenue?population=others&from=${from}&to=${to}`)).overall
    expect(rows.get('ARPU')?.[0]).toBe(money(Number(revenue.parts?.arpu)))
    for (const days of ['30', '180', '730']) {
      const { overall } = await api(`ltv?anchor=visit&population=others&horizon=${days}`)
      expect(rows.get(`LTV${days}`)?.[0], days).toContain(money(overall.value))
    }
    for (const id of ['cac', 'perJoin', 'net', 'incremental', 'payback', 'retention', 'match'] as const) {
      expect(rows.get(plain(t.columns[id])), id).toEqual([plain(t.population.none), plain(t.population.reasons[id])])
    }
    expect(await page.locator('main').innerText()).not.toContain(t.roi.incremental)
    await page.context().close()
  })

  test('both: members and others side by side, members’ channels below; under a filter there is nothing to compare', async () => {
    const { from, to } = await months()
    const page = await open('/channels?population=both')
    const rows = await rowsOf(page, words.compare.title)
    const revenue = async (population: string) =>
      (await api(`revenue?population=${population}&from=${from}&to=${to}`)).overall.parts?.returnVisitRate
    const rate = async (population: string) => `${(Number(await revenue(population)) * 100).toFixed(1)}%`
    expect(rows.get(words.compare.returnVisitRate)?.slice(0, 2)).toEqual([
      await rate('community'),
      await rate('others'),
    ])
    const roi = (await api(`roi?from=${from}&to=${to}`)).overall.value ?? Number.NaN
    expect(rows.get(plain(t.columns.net))?.slice(0, 2)).toEqual([
      `${(roi * 100).toFixed(1)}%`.replace('-', '−'),
      plain(t.population.none),
    ])
    expect((await tableOf(page)).size).toBeGreaterThan(3)
    await page.goto(`${base}/channels?population=both&channel=desk`, { waitUntil: 'networkidle' })
    await page.getByText(words.compare.filtered).waitFor()
    await page.context().close()
  })
})
