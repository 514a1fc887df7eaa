/** The page of settings as administrator and manager: each setting is changed, and what goes by it follows. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { zh } from '../app/ui/i18n/messages.ts'
import type { Role } from '../lib/access/actor.ts'
import { rightsOf, settingsTabs } from '../lib/access/matrix.ts'
import type { Answer } from '../lib/metrics/metric.ts'
import { launch, openAs, seriousViolations } from './browser.ts'
import { sessionOf } from './signed-in.ts'

const [base, data] = [inject('base'), inject('data')]
const DESK = { width: 1440, theme: 'light', language: 'zh' } as const
const rules = zh.atRisk.thresholds
const costs = zh.channels.entered
let browser: Browser

beforeAll(async () => {
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
})

/** The cores are shared: a page may take its time. */
const SLOW = { timeout: 15_000 }
const plain = (text: string) => text.replace(/[,\s\u2009]/g, '')

async function open(path: string, as: Role): Promise<Page> {
  const { page, complaints } = await openAs(browser, base, DESK, { as })
  await page.goto(base + path, { waitUntil: 'networkidle' })
  page.once('close', () => expect(complaints).toEqual([]))
  return page
}

async function api(path: string, role: Role = 'operator'): Promise<Answer> {
  const answer = await fetch(`${base}/api/metrics/${path}`, { headers: { cookie: await sessionOf(base, data, role) } })
  return (await answer.json()) as Answer
}

test.each(['admin', 'manager'] as const)(
  '%s has the tabs of the matrix, and neither people nor filters on them',
  async (role) => {
    for (const tab of settingsTabs(rightsOf(role))) {
      const page = await open(`/admin?tab=${tab}`, role)
      const tabs = page.getByRole('group', { name: zh.admin.tabs.label })
      expect(await tabs.getByRole('button').allInnerTexts()).toEqual(
        settingsTabs(rightsOf(role)).map((one) => zh.admin.tabs[one]),
      )
      expect(await tabs.getByRole('button', { pressed: true }).innerText()).toBe(zh.admin.tabs[tab])
      expect(await page.locator('a[href^="/people"]').count()).toBe(0)
      expect(await page.getByRole('group', { name: zh.filters.label }).count()).toBe(0)
      expect(await page.getByRole('group', { name: zh.population.label }).count()).toBe(0)
      expect(await seriousViolations(page)).toEqual([])
      await page.context().close()
    }
  },
)

test('who may not change a setting is refused by its route, whatever the page shows', async () => {
  const put = async (role: Role, method: string, path: string, body: unknown) => {
    const headers = { cookie: await sessionOf(base, data, role), origin: base, 'content-type': 'application/json' }
    return (await fetch(base + path, { method, headers, body: JSON.stringify(body) })).status
  }
  const limit = { limit: 'perDay', value: 9 }
  expect(await put('manager', 'POST', '/api/admin/export-limits', limit)).toBe(403)
  expect(await put('marketer', 'POST', '/api/admin/settings', { metric: 'retention', goal: 0.1 })).toBe(403)
  expect(await put('marketer', 'PUT', '/api/risk/thresholds', { rule: 'silent-60d', disease: '*', value: 1 })).toBe(403)
  expect(await put('operator', 'POST', '/api/costs', {})).toBe(403)
})

describe.each(['admin', 'manager'] as const)('%s changes', (role) => {
  test('a goal, and the verdict follows', async () => {
    const page = await open('/admin?tab=goals', role)
    const field = page.locator('#goal-retention')
    const form = page.locator('form', { has: field })
    await field.fill('99')
    await form.getByRole('button', { name: zh.admin.goals.save }).click()
    await expect.poll(async () => (await api('retention', 'marketer')).overall.target?.above, SLOW).toBe(0.99)
    expect((await api('retention', 'marketer')).overall.verdict).toBe('not_met')
    await form.getByRole('button', { name: /^恢复为/ }).click()
    await expect.poll(async () => (await api('retention', 'marketer')).overall.target?.above, SLOW).toBe(0.6)
    await page.context().close()
  })

  test('a threshold, and the list of the operator follows; for one disease, then back', async () => {
    const page = await open('/admin?tab=rules', role)
    const tile = async () => {
      const operator = await open('/at-risk', 'operator')
      const text = await operator.getByRole('link', { name: '长期静默' }).first().innerText()
      await operator.context().close()
      return Number(plain(text).match(/静默(\d+)/)?.[1])
    }
    const asked = async (query = '') => (await api(`at-risk?rule=silent-60d${query}`)).groups?.[0]?.value
    const before = await tile()
    expect(before).toBe(await asked())
    await page.getByRole('region', { name: rules.title }).locator('select').first().selectOption('silent-60d')
    await page.getByLabel('界限（').fill('20')
    await page.getByRole('button', { name: rules.save, exact: true }).click()
    const row = page.getByRole('row', { name: /长期静默/ })
    await expect.poll(async () => plain(await row.innerText()), SLOW).toContain('20天')
    const after = await tile()
    expect(after).toBe(await asked('&silentDays=20'))
    expect(after).toBeGreaterThan(before)
    await row.getByRole('button', { name: rules.reset }).click()
    await expect.poll(async () => plain(await row.innerText()), SLOW).toContain('60天')
    expect(await tile()).toBe(before)
    await page.context().close()
  })

  // That it counts from the next load on is told by the page of channels, which has the same form.
  test('a cost, which waits for the next load; taken back, it is gone', async () => {
    const { overall } = await api('cac')
    const page = await open('/admin?tab=costs', role)
    await page.getByLabel(costs.month).fill(String(overall.parts?.to).slice(0, 7))
    await page.getByLabel(costs.amount).fill('77.07')
    await page.getByLabel(costs.item).fill(`设置页 ${role}`)
    await page.getByRole('button', { name: costs.add, exact: true }).click()
    const row = page.locator('tr', { hasText: `设置页 ${role}` })
    await expect.poll(async () => plain(await row.innerText()), SLOW).toContain(plain(costs.statuses.pending))
    await row.getByRole('button', { name: costs.delete }).click()
    await row.getByRole('button', { name: costs.reallyDelete }).click()
    await expect.poll(() => row.count(), SLOW).toBe(0)
    expect((await api('cac')).overall.numerator).toBe(overall.numerator)
    await page.context().close()
  })
})

test('the limit of exports: set by the administrator, read by the manager, to whom the next request counts in the navigation', async () => {
  const admin = await open('/admin?tab=exports', 'admin')
  const set = async (rows: string) => {
    const form = admin.locator('form', { has: admin.locator('#limit-approveAbove') })
    await form.locator('input').fill(rows)
    await form.getByRole('button', { name: zh.exports.limits.save }).click()
    await form.getByText(zh.exports.limits.saved).waitFor()
  }
  await set('7')
  const manager = await open('/admin?tab=exports', 'manager')
  const panel = manager.getByRole('region', { name: zh.exports.limits.title })
  expect(plain(await panel.innerText())).toContain(`${zh.exports.limits.approveAbove}7`)
  expect(await panel.getByRole('button').count()).toBe(0)
  const link = manager.getByRole('navigation', { name: zh.nav.label }).getByRole('link', { name: zh.nav.exports })
  expect(await link.getByRole('img').count()).toBe(0)

  const headers = { cookie: await sessionOf(base, data, 'operator'), origin: base, 'content-type': 'application/json' }
  const body = { query: 'metric=pool&list=in', purpose: 'follow-up', format: 'csv' }
  const asked = await fetch(`${base}/api/exports`, { method: 'POST', headers, body: JSON.stringify(body) })
  expect(await asked.json()).toMatchObject({ state: 'waiting' })
  await manager.reload({ waitUntil: 'networkidle' })
  expect(await link.getByRole('img').getAttribute('aria-label')).toContain('待审批')
  await link.click()
  await manager.getByRole('button', { name: zh.exports.refuse }).click()
  await expect.poll(() => link.getByRole('img').count(), SLOW).toBe(0)
  await set('500')
  for (const page of [admin, manager]) await page.context().close()
})

test('every change stands in the trail with what it was and what it became, in the reader’s words', async () => {
  const page = await open('/admin?tab=trail&action=settings', 'admin')
  const text = plain(await page.getByRole('grid').innerText())
  for (const words of [
    '目标：',
    '规则界限：长期静默，全部病种',
    '改前60·改后20',
    '改前60.0%·改后99.0%',
    zh.exports.limits.approveAbove,
  ])
    expect(text).toContain(words)
  await page.goto(`${base}/admin?tab=trail&action=costs`, { waitUntil: 'networkidle' })
  expect(plain(await page.getByRole('grid').innerText())).toContain('改前无·改后：')
  await page.context().close()
})
