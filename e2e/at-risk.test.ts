/** An operator's morning: the lists have as many people as their tiles say, and what is done with them holds at once. */
import { tableFromIPC } from 'apache-arrow'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { zh as words } from '../app/ui/i18n/messages.ts'
import { RULES } from '../lib/metrics/at-risk/rules.ts'
import { type Answer, RISK_RULES } from '../lib/metrics/metric.ts'
import { launch, openAs } from './browser.ts'

const base = inject('base')
const RULE = 'review-overdue-60d'
let browser: Browser
let page: Page

beforeAll(async () => {
  browser = await launch()
  page = (await openAs(browser, base, { width: 1440, theme: 'light', language: 'zh' })).page
})
afterAll(async () => {
  await browser?.close()
})

const plain = (text: string) => text.replace(/[,\s\u2009]/g, '')

async function risk(): Promise<Answer> {
  return (await (await fetch(`${base}/api/metrics/at-risk`)).json()) as Answer
}

async function listOf(rule: string) {
  const answer = await fetch(`${base}/api/risk/list?rule=${rule}`)
  expect(answer.status).toBe(200)
  return tableFromIPC(new Uint8Array(await answer.arrayBuffer()))
}

/** The number behind a status above the list. */
async function statusCount(status: keyof typeof words.atRisk.list.statuses): Promise<number> {
  const button = page.locator('fieldset button', { hasText: words.atRisk.list.statuses[status] }).first()
  return Number(plain(await button.innerText()).replace(/\D/g, ''))
}

async function openRule(rule: string): Promise<void> {
  await page.goto(`${base}/at-risk?rule=${rule}`, { waitUntil: 'networkidle' })
  await page.locator('table[role=grid] tbody input[type=checkbox]').first().waitFor()
}

describe('lists', () => {
  test('each tile shows its rule’s count, and each list holds as many people, names masked', async () => {
    await page.goto(`${base}/at-risk`, { waitUntil: 'networkidle' })
    const { overall, groups = [] } = await risk()
    const tiles = plain(await page.locator(`section[aria-label="${words.atRisk.tiles}"]`).innerText())
    expect(tiles).toContain(`${words.atRisk.anyRule}${overall.value}`)
    for (const rule of RISK_RULES) {
      const group = groups.find((g) => g.key === rule)
      expect(tiles).toContain(`${RULES[rule].title.zh}${group?.value}`)
      const list = await listOf(rule)
      expect(list.numRows, rule).toBe(group?.value)
      for (const name of list.getChild('name') ?? []) expect(String(name)).toMatch(/^(.?\*)?$/u)
    }
    expect((await listOf('any')).numRows).toBe(overall.value)
  })

  test('the statuses above a list add up to its count', async () => {
    await openRule(RULE)
    const parts = await Promise.all(
      (['open', 'booked', 'contacted', 'snoozed', 'heldOut', 'optedOut'] as const).map(statusCount),
    )
    const all = await statusCount('all')
    expect(parts.reduce((sum, n) => sum + n, 0)).toBe(all)
    expect(all).toBe((await risk()).groups?.find((g) => g.key === RULE)?.value)
  })
})

describe('a long list, of which only the rows in sight are drawn', () => {
  const grid = () => page.locator('table[role=grid]').first()
  const lastRow = () => grid().locator('tbody tr[aria-rowindex]').last().getAttribute('aria-rowindex')

  test('every row can be reached, a search keeps those that match, and a column sorts all of them', async () => {
    const list = await listOf('any')
    const rows = list.toArray().filter((row) => row.status === 'open')
    await page.goto(`${base}/at-risk?rule=any`, { waitUntil: 'networkidle' })
    await grid().locator('tbody input[type=checkbox]').first().waitFor()
    expect(await grid().getAttribute('aria-rowcount')).toBe(String(rows.length + 1))
    expect(await grid().locator('tbody tr[aria-rowindex]').count()).toBeLessThan(60)
    const seen = new Set<string>()
    await grid().evaluate((table) => table.parentElement?.scrollTo(0, 0))
    for (let top = 0; top < rows.length * 36 + 600; top += 480) {
      await grid().evaluate((table, y) => table.parentElement?.scrollTo(0, y), top)
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
      const shown = await grid().evaluate((table) =>
        [...table.querySelectorAll('tbody a')].map((link) => link.getAttribute('href') ?? ''),
      )
      for (const href of shown) seen.add(href.split('/')[2]?.split('?')[0] ?? '')
      if ((await lastRow()) === String(rows.length + 1)) break
    }
    expect([...seen].sort()).toEqual(rows.map((row) => String(row.person)).sort())

    const name = String(rows[0]?.name)
    await page.getByRole('searchbox', { name: words.atRisk.list.search }).fill(name)
    const matching = rows.filter((row) => row.name === name).length
    await expect.poll(() => grid().getAttribute('aria-rowcount')).toBe(String(matching + 1))
    await page.getByRole('searchbox', { name: words.atRisk.list.search }).fill('')
    await expect.poll(() => grid().getAttribute('aria-rowcount')).toBe(String(rows.length + 1))

    await grid().getByRole('button', { name: words.atRisk.list.columns.overdue }).click()
    await expect.poll(() => grid().locator('th[aria-sort=descending], th[aria-sort=ascending]').count()).toBe(1)
    await grid().evaluate((table) => table.parentElement?.scrollTo(0, 0))
    const days = rows.map((row) => Number(row.overdueDays)).sort((a, b) => a - b)
    const isUp = (await grid().locator('th[aria-sort=ascending]').count()) === 1
    await expect
      .poll(async () => plain(await grid().locator('tbody tr[aria-rowindex="2"] td').nth(4).innerText()))
      .toBe(String(Math.round(isUp ? (days[0] ?? 0) : (days.at(-1) ?? 0))))
  })
})

describe('working on a list', () => {
  /** Chooses the first people and does something with them. */
  async function act(
    kind: 'contacted' | 'snooze' | 'reopen',
    people: number,
    fill: () => Promise<void> = async () => {},
  ) {
    const boxes = page.locator('table[role=grid] tbody input[type=checkbox]')
    for (let i = 0; i < people; i++) await boxes.nth(i).check()
    const verb = words.atRisk.actions[kind].verb
    await page.getByRole('button', { name: verb, exact: true }).click()
    await fill()
    await page.getByRole('dialog').getByRole('button', { name: verb, exact: true }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.waitForLoadState('load')
  }

  test('two contacted and one snoozed leave the list to contact; reopened, the snoozed one is back', async () => {
    await openRule(RULE)
    const [open, contacted, snoozed] = [
      await statusCount('open'),
      await statusCount('contacted'),
      await statusCount('snoozed'),
    ]
    await act('contacted', 2, () => page.locator('textarea[name=script]').fill('请来复查'))
    await expect.poll(() => statusCount('contacted')).toBe(contacted + 2)
    expect(await statusCount('open')).toBe(open - 2)
    await act('snooze', 1, () => page.locator('input[name=until]').fill('2099-01-01'))
    await expect.poll(() => statusCount('snoozed')).toBe(snoozed + 1)
    expect(await statusCount('open')).toBe(open - 3)
    await page.locator('fieldset button', { hasText: words.atRisk.list.statuses.snoozed }).first().click()
    await act('reopen', 1)
    await expect.poll(() => statusCount('snoozed'), { timeout: 15_000 }).toBe(snoozed)
  })

  test('a saved list holds the chosen people, and no others when it is opened', async () => {
    await openRule(RULE)
    const boxes = page.locator('table[role=grid] tbody input[type=checkbox]')
    for (let i = 0; i < 3; i++) await boxes.nth(i).check()
    const verb = words.atRisk.actions.save.verb
    await page.getByRole('button', { name: verb, exact: true }).click()
    await page.locator('input[name=name]').fill('周一先打')
    await page.getByRole('dialog').getByRole('button', { name: verb, exact: true }).click()
    await page.getByRole('link', { name: '周一先打' }).click()
    await page.getByText('固定名单「周一先打」').waitFor()
    await expect.poll(() => statusCount('all')).toBe(3)
  })

  test('people who are held out cannot be contacted, whoever asks', async () => {
    const list = await listOf(RULE)
    const heldOut = list.toArray().find((row) => row.status === 'heldOut')?.person as string
    expect(heldOut).toBeTruthy()
    const answer = await fetch(`${base}/api/risk/actions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: base },
      body: JSON.stringify({
        rule: RULE,
        people: [heldOut],
        action: { kind: 'contacted', channel: 'phone', script: '' },
      }),
    })
    expect(await answer.json()).toEqual({ done: 0, left: 1 })
  })

  test('a person’s page tells what was written, and the evidence month by month', async () => {
    const list = await listOf(RULE)
    const contacted = list.toArray().find((row) => row.status === 'contacted')?.person as string
    await page.goto(`${base}/people/${contacted}`, { waitUntil: 'networkidle' })
    await page.getByRole('heading', { name: words.person.months }).waitFor()
    const text = plain(await page.locator('main').innerText())
    expect(text).toContain('请来复查')
    expect(text).toContain(plain(words.person.months))
    expect(text).toContain(plain(RULES[RULE].title.zh))
  })
})

test('a wish not to be contacted is written down on the person’s page and holds on the list at once', async () => {
  const row = (await listOf(RULE)).toArray().find((one) => one.status === 'open')
  const person = String(row?.person)
  const statusNow = async () => (await listOf(RULE)).toArray().find((one) => one.person === person)?.status
  await page.goto(`${base}/people/${person}`, { waitUntil: 'networkidle' })
  const panel = page.getByRole('region', { name: words.consents.ofPerson })
  await panel.getByRole('button', { name: words.consents.optOut }).click()
  await panel.getByText(words.consents.out).waitFor()
  expect(await statusNow()).toBe('optedOut')
  await panel.getByRole('button', { name: words.consents.takeBack }).click()
  await panel.getByText(words.consents.in).waitFor()
  expect(await statusNow()).toBe('open')
})

test('a manager sees neither the page nor the list', async () => {
  const { page: other } = await openAs(
    browser,
    base,
    { width: 1440, theme: 'light', language: 'zh' },
    { as: 'manager' },
  )
  await other.goto(`${base}/at-risk`, { waitUntil: 'networkidle' })
  expect(await other.locator('table[role=grid]').count()).toBe(0)
  const answer = await other.request.get(`${base}/api/risk/list?rule=any`)
  expect(answer.status()).toBe(403)
})
