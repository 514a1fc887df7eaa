/** The shell: navigation on a phone, saved views, notes, community and others, keys, and a group's own page. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Answer } from '../lib/metrics/metric.ts'
import { launch, openAs, seriousViolations } from './browser.ts'

const base = inject('base')
const DESK = { width: 1440, theme: 'light', language: 'zh' } as const
const PHONE = { width: 390, theme: 'dark', language: 'zh' } as const
let browser: Browser

beforeAll(async () => {
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
})

async function open(
  path: string,
  look: typeof DESK | typeof PHONE = DESK,
): Promise<{ page: Page; complaints: string[] }> {
  const watched = await openAs(browser, base, look)
  await watched.page.goto(base + path, { waitUntil: 'networkidle' })
  return watched
}

const api = async (path: string) => (await (await fetch(`${base}/api/metrics/${path}`)).json()) as Answer
const plain = (text: string) => text.replace(/[,\s\u2009]/g, '')
/** Figures of the strips on the overview. */
const STRIPS = 'section[aria-label="在群与参与"] li, section[aria-label="新增与收入"] li'
const percent = (value: number | null | undefined) => `${((value ?? Number.NaN) * 100).toFixed(1)}%`

test('a phone shows at most four pages and the others in a sheet, which closes on the way there', async () => {
  const { page, complaints } = await open('/?disease=diabetes', PHONE)
  const bar = page.locator('nav ul').first()
  expect(await bar.locator('a').count()).toBeLessThanOrEqual(4)
  await bar.getByRole('button', { name: '更多' }).click()
  const sheet = page.getByRole('dialog')
  expect(await seriousViolations(page)).toEqual([])
  await sheet.getByRole('link', { name: '数据与口径' }).click()
  await page.waitForURL('**/data?disease=diabetes')
  await sheet.waitFor({ state: 'detached' })
  expect(complaints).toEqual([])
  await page.context().close()
})

test('on a phone a tap on what is not applicable tells why, without a swipe', async () => {
  const context = await openAs(browser, base, PHONE, { as: 'manager', hasTouch: true })
  await context.page.goto(`${base}/channels?population=others`, { waitUntil: 'networkidle' })
  const cell = context.page.getByRole('gridcell', { name: '不适用' }).first()
  await cell.scrollIntoViewIfNeeded()
  const room = await cell.boundingBox()
  expect((room?.x ?? 0) + (room?.width ?? 0)).toBeLessThanOrEqual(PHONE.width)
  await cell.tap()
  await context.page.getByRole('dialog').getByText('新患者里').waitFor()
  expect(await seriousViolations(context.page)).toEqual([])
  await context.page.context().close()
})

test('a view keeps page, filters and switches under a name; it is renamed and deleted', async () => {
  const { page, complaints } = await open('/retention?disease=diabetes&grain=week')
  await page.getByRole('button', { name: '我的视图' }).click()
  await page.getByLabel('视图名称').fill('糖尿病周留存')
  await page.getByRole('button', { name: '保存当前' }).click()
  await page.getByRole('link', { name: '糖尿病周留存' }).waitFor()
  expect(await seriousViolations(page)).toEqual([])
  await page.getByRole('button', { name: '给「糖尿病周留存」改名' }).click()
  await page.keyboard.press('End')
  await page.keyboard.type('2')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: '糖尿病周留存2' }).waitFor()

  await page.goto(base, { waitUntil: 'networkidle' })
  await page.getByRole('button', { name: '我的视图' }).click()
  await page.getByRole('link', { name: '糖尿病周留存2' }).click()
  await page.waitForURL('**/retention?disease=diabetes&grain=week')
  await page.getByRole('button', { name: '我的视图' }).click()
  await page.getByRole('button', { name: '删除「糖尿病周留存2」' }).click()
  await page.getByText('还没有存过视图').waitFor()
  expect(complaints).toEqual([])
  await page.context().close()
})

test('views refuse addresses that lead elsewhere and requests that come from elsewhere', async () => {
  const post = (body: object, headers: Record<string, string>) =>
    fetch(`${base}/api/views`, { method: 'POST', body: JSON.stringify(body), headers })
  const own = { 'sec-fetch-site': 'same-origin' }
  for (const address of ['https://example.org/', '//example.org', '/\\example.org', 'data']) {
    expect((await post({ name: 'x', address }, own)).status, address).toBe(400)
  }
  expect((await post({ name: 'x', address: '/' }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
})

test('a note is written once and stands on the time axes, in their tables and on the overview', async () => {
  const { page, complaints } = await open('/activity')
  const { asOf } = await api('pool')
  await page.getByRole('button', { name: '添加记事' }).first().click()
  await page.getByLabel('发生了什么').fill('试行新排班')
  await page.getByLabel('类别').selectOption('other')
  expect(await seriousViolations(page)).toEqual([])
  await page.getByRole('button', { name: '保存', exact: true }).click()
  const flag = page.getByRole('button', { name: `记事: ${asOf} 试行新排班` })
  await flag.first().waitFor()
  await flag.first().focus()
  await page.getByText(`${asOf} 试行新排班 · 其他`).waitFor()
  const daily = page.locator('section', { hasText: '每天有多少成员参与互动' }).last()
  await daily.getByRole('button', { name: '表格' }).click()
  expect(await daily.locator('td', { hasText: '试行新排班' }).count()).toBe(1)

  await page.goto(base, { waitUntil: 'networkidle' })
  await page.getByRole('button', { name: '修改「试行新排班」' }).click()
  await page.getByRole('button', { name: '删除', exact: true }).click()
  await page.getByText('试行新排班').waitFor({ state: 'detached' })
  expect(complaints).toEqual([])
  await page.context().close()
})

test('a note cannot end before it begins, nor lie on a day that does not exist', async () => {
  const post = (fromDay: string, toDay: string) =>
    fetch(`${base}/api/annotations`, {
      method: 'POST',
      body: JSON.stringify({ fromDay, toDay, kind: 'other', text: 'x', isForAll: false }),
      headers: { 'sec-fetch-site': 'same-origin' },
    })
  expect((await post('2026-10-02', '2026-10-01')).status).toBe(400)
  expect((await post('2026-02-30', '2026-03-01')).status).toBe(400)
})

test('社群 / 非社群 / 对比: the figures of others are the API’s, with the caution; members-only figures give none', async () => {
  const { page, complaints } = await open('/')
  await page.getByRole('button', { name: '对比', exact: true }).click()
  const compare = page.locator('section[aria-label="社群与非社群"]')
  await compare.waitFor()
  expect(await page.getByText('差异不是社群的效果').count()).toBe(1)
  const ltv = async (population: string) => (await api(`ltv?anchor=visit&population=${population}`)).overall.value ?? 0
  const row = plain(await compare.getByRole('row', { name: /LTV 180/ }).innerText())
  for (const population of ['community', 'others']) {
    expect(row).toContain(`¥${Math.round((await ltv(population)) / 100)}`)
  }
  expect(await seriousViolations(page)).toEqual([])

  await page.getByRole('button', { name: '非社群', exact: true }).click()
  await compare.waitFor({ state: 'detached' })
  const strip = page.locator(STRIPS)
  expect(await strip.filter({ hasText: '只对成员有定义' }).count()).toBe(7)
  expect((await fetch(`${base}/api/metrics/revenue?population=others&channel=desk`)).status).toBe(400)
  expect(complaints).toEqual([])
  await page.context().close()
})

test('a group’s name opens its own page: its figures, its lists, and who is not listed is said to be so', async () => {
  const { page, complaints } = await open('/activity')
  const groups = (await api('pool?by=group')).groups ?? []
  const biggest = groups.reduce((a, b) => ((b.value ?? 0) > (a.value ?? 0) ? b : a))
  await page.getByRole('grid').getByRole('link', { name: biggest.label }).click()
  await page.waitForURL(`**/activity/${biggest.key}**`)
  expect(plain(await page.locator('h1').innerText())).toBe(plain(biggest.label))
  const retention = await api(`retention?months=6&level=group&group=${biggest.key}`)
  expect(plain(await page.locator('main').innerText())).toContain(percent(retention.overall.value))
  expect(await seriousViolations(page)).toEqual([])
  await page.getByRole('link', { name: '在群名单' }).click()
  await page.waitForURL('**/people?**')
  await page.getByRole('grid').waitFor()
  expect(plain(await page.locator('main').innerText())).toContain(`${biggest.value}人`)
  expect(complaints).toEqual([])

  const unlisted = groups.find((g) => g.key === g.label)
  if (unlisted) {
    await page.goto(`${base}/activity/${unlisted.key}`, { waitUntil: 'networkidle' })
    expect(plain(await page.locator('h1').innerText())).toBe(`未登记的群${unlisted.key}`)
  }
  await page.goto(`${base}/activity/nobody-knows-it`)
  await page.getByText('没有这个页面').waitFor()
  await page.context().close()
})

test('arrows move between the cells of a table and Enter opens the people of one', async () => {
  const { page } = await open('/checkpoints')
  const grid = page.getByRole('grid').first()
  await grid.locator('[data-cell="0:0"]').focus()
  for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key)
  expect(await page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.cell)).toBe('1:3')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/people?**')
  await page.context().close()
})

test('a filter dims the old figures until the new ones come; the page is never blank', async () => {
  const { page } = await open('/')
  await page.route('**/*disease=*', async (route) => {
    await new Promise((done) => setTimeout(done, 600))
    await route.continue()
  })
  await page.getByRole('group', { name: '筛选' }).getByRole('button', { name: '病种' }).click()
  await page.getByRole('dialog').getByRole('checkbox').first().check()
  await page.locator('[aria-busy="true"]').waitFor()
  expect(await page.locator('main .text-figure').count()).toBeGreaterThan(0)
  await page.locator('[aria-busy="false"]').waitFor()
  await page.context().close()
})

test('the strip of the overview: whole months are the API’s', async () => {
  const { page } = await open('/')
  const { asOf } = await api('pool')
  const next = new Date(Date.parse(asOf) + 86_400_000)
  const last = new Date(Date.UTC(next.getUTCFullYear(), next.getUTCMonth(), 0)).toISOString().slice(0, 10)
  const period = `from=${last.slice(0, 8)}01&to=${last}`
  const [booked, revenue, pool] = await Promise.all([
    api(`booked-share?${period}`),
    api(`revenue?${period}`),
    api(`pool?${period}`),
  ])
  const cell = async (name: string) => plain(await page.locator(STRIPS, { hasText: name }).first().innerText())
  expect(await cell('预约占比')).toContain(percent(booked.overall.value))
  expect(await cell('复诊率')).toContain(percent(revenue.overall.parts?.returnVisitRate as number))
  expect(await cell('新增')).toContain(String(pool.overall.parts?.new))
  await page.context().close()
})
