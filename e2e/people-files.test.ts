/** People leave as a file by 名单导出 only: nothing that a page saves by itself names one, and no address saves a list. */
import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { zh } from '../app/ui/i18n/messages.ts'
import { launch, openAs } from './browser.ts'
import { PAGES } from './paths.ts'
import { longrun } from './setup.ts'

const [base, data] = [inject('base'), inject('data')]
/** A pseudonym, or a masked name in a cell of its own. */
const PERSON = /P[0-9a-f]{10}|(^|[,"\n])\p{Script=Han}\*/u
const LISTS = ['/api/risk/list?rule=any', '/api/metrics/pool?list=in']
let browser: Browser
let page: Page

beforeAll(async () => {
  browser = await launch()
  page = (await openAs(browser, base, { width: 1440, theme: 'light', language: 'zh' })).page
})
afterAll(async () => {
  await browser?.close()
})

test('every table that a page saves holds totals: no pseudonym, no name', async () => {
  let files = 0
  for (const path of PAGES) {
    // Pages stream: their panels are all there when nothing comes any more.
    await page.goto(base + path, { waitUntil: 'networkidle' })
    const menus = page.locator('main').getByRole('button', { name: zh.chart.export, exact: true })
    for (let i = 0; i < (await menus.count()); i++) {
      await menus.nth(i).click()
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: zh.chart.csv, exact: true }).click(),
      ])
      const text = readFileSync(await file.path(), 'utf8')
      expect(text.length, `${path} ${file.suggestedFilename()}`).toBeGreaterThan(3)
      expect(PERSON.exec(text)?.[0], `${path} ${file.suggestedFilename()}`).toBeUndefined()
      files++
    }
  }
  process.stdout.write(`files saved by pages: ${files}, none with a person\n`)
  expect(files).toBeGreaterThan(40)
}, 300_000)

test('tables of people have no button that saves them', async () => {
  const panels = [
    ['/people?metric=pool&list=in', 'main'],
    ['/at-risk?rule=review-overdue-60d', `section[aria-label="${zh.atRisk.list.title}"]`],
  ] as const
  for (const [path, where] of panels) {
    await page.goto(base + path, { waitUntil: 'networkidle' })
    const panel = page.locator(where)
    await panel.locator('table[role=grid] tbody tr').nth(3).waitFor()
    expect(await panel.getByRole('button', { name: zh.chart.export, exact: true }).count()).toBe(0)
    expect(await panel.locator('a[download]').count()).toBe(0)
  }
})

test('a list opened by its address is refused, and nobody is written down as seen; the page itself gets it', async () => {
  const seen = () => longrun('audit', '--action', 'view-people', '--json', '--last', '100000', '--data', data).length
  const before = seen()
  for (const path of LISTS) {
    const answer = await page.goto(base + path)
    expect(answer?.status(), path).toBe(403)
    expect(await page.content()).not.toMatch(/P[0-9a-f]{10}/)
    await page.goto(`${base}/account`, { waitUntil: 'networkidle' })
    // A link that saves is a download all the same.
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.evaluate((href) => Object.assign(document.createElement('a'), { href, download: 'x' }).click(), path),
    ])
    const saved = await file.path().then(
      (name) => readFileSync(name, 'latin1'),
      () => '',
    )
    expect(saved).not.toMatch(/P[0-9a-f]{10}/)
  }
  expect(seen()).toBe(before)
  const status = await page.evaluate(async (address) => (await fetch(address)).status, LISTS[0] ?? '')
  expect(status).toBe(200)
  expect(seen()).toBeGreaterThan(before)
})
