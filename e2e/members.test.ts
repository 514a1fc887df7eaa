/** The page of members and outcomes shows what the API answers, and its counts open the people that they count. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { zh as words } from '../app/ui/i18n/messages.ts'
import type { Answer, Figure } from '../lib/metrics/metric.ts'
import { launch, openAs } from './browser.ts'

const base = inject('base')
let browser: Browser
let page: Page

beforeAll(async () => {
  browser = await launch()
  page = (await openAs(browser, base, { width: 1440, theme: 'light', language: 'zh' })).page
  await page.goto(`${base}/members`, { waitUntil: 'networkidle' })
})
afterAll(async () => {
  await browser?.close()
})

async function api(path: string): Promise<Answer> {
  const answer = await fetch(`${base}/api/metrics/${path}`)
  expect(answer.status, path).toBe(200)
  return (await answer.json()) as Answer
}

/** Text as a user would read it out: without thousands separators and spaces. */
const plain = (text: string) => text.replace(/[,\s\u2009]/g, '')
const percent = (value: number | null | undefined) => `${((value ?? Number.NaN) * 100).toFixed(1)}%`
const part = (figure: Figure, name: string) => Number(figure.parts?.[name])

/** The text of the panel whose title begins like this. */
async function panel(title: string): Promise<string> {
  const sections = page.locator('section[aria-label]')
  const labels = await sections.evaluateAll((all) => all.map((s) => s.getAttribute('aria-label') ?? ''))
  const index = labels.findLastIndex((label) => plain(label).startsWith(plain(title)))
  expect(index, `a panel titled ${title}`).toBeGreaterThanOrEqual(0)
  return plain(await sections.nth(index).innerText())
}

/** A title with its values put in. */
const filled = (message: string, values: Record<string, string | number>) =>
  message.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))

describe('figures on the page are the API’s', () => {
  test('tiers: share in the title; each tier with people, share and interval', async () => {
    const { overall, groups = [] } = await api('members?by=tier')
    const text = await panel(filled(words.tierTable.title, { share: percent(overall.value) }))
    for (const group of groups) {
      const name = group.key === 'unknown' ? words.values.none : (words.values as Record<string, string>)[group.key]
      expect(text).toContain(`${name ?? group.key}${group.numerator}${percent(group.value)}`)
      expect(text).toContain(percent(group.high))
    }
  })

  test('moves, points, coupons, high value', async () => {
    const flow = (await api('tier-flow?by=flow')).overall
    const moves = { up: part(flow, 'up'), down: part(flow, 'down'), left: part(flow, 'left'), months: 6 }
    await panel(filled(words.tierFlow.title, moves))
    const { asOf } = await api('points')
    const year = `${Number(asOf.slice(0, 4)) - (asOf.slice(5, 7) === '12' ? 0 : 1)}`
    const month = String((Number(asOf.slice(5, 7)) % 12) + 1).padStart(2, '0')
    const points = (await api(`points?from=${year}-${month}-01&to=${asOf}`)).overall
    const sums = { issued: part(points, 'issued'), spent: part(points, 'spent'), balance: points.value ?? 0 }
    expect(await panel(filled(words.points.title, sums))).toContain(`${part(points, 'holders')}人持有积分`)
    const coupons = (await api('coupons')).overall
    await panel(filled(words.coupons.title, { granted: coupons.denominator ?? 0, share: percent(coupons.value) }))
    const rich = (await api('high-value')).overall
    await panel(filled(words.highValue.title, { people: part(rich, 'people'), share: percent(rich.value) }))
  })

  test('return interval, planned returns, readings, NPS', async () => {
    const interval = (await api('return-interval')).overall
    expect(await panel(`一半成员在${interval.value}天内再来`)).toContain(`${part(interval, 'open')}人到截止日还没再来`)
    const followUp = (await api('follow-up')).overall
    const kept = await panel(filled(words.followUp.title, { share: percent(followUp.value) }))
    expect(kept).toContain(`${followUp.denominator}个复诊计划中${followUp.numerator}个`)
    expect(kept).toContain(plain(words.followUp.complications))
    const health = (await api('health')).overall
    const change = `−${Math.abs(health.value ?? 0).toFixed(2)}`
    expect(await panel(`${part(health, 'n')}人的糖化血红蛋白平均变化`)).toContain(change)
    const nps = (await api('nps')).overall
    const score = Math.round((nps.value ?? 0) * 100)
    expect(await panel(`${String(nps.parts?.wave)}期净推荐值`)).toContain(
      `${score > 0 ? '+' : ''}${score}`.replace('-', '−'),
    )
  })
})

describe('counts open the people that they count', () => {
  test('each tier of the table', async () => {
    const { groups = [] } = await api('members?by=tier')
    const table = page.getByRole('grid', { name: /是会员/ })
    const links = await table.locator('a').evaluateAll((all) => all.map((a) => [a.textContent, a.getAttribute('href')]))
    expect(links).toHaveLength(groups.length)
    for (const [count, href] of links) {
      const list = await openAs(browser, base, { width: 1440, theme: 'light', language: 'zh' })
      await list.page.goto(base + (href ?? ''), { waitUntil: 'networkidle' })
      expect(plain(await list.page.locator('header').last().innerText())).toContain(`${plain(count ?? '')}人，截止`)
      await list.page.context().close()
    }
  })

  test.each([
    ['tier-flow', 'in', 'move=left'],
    ['tier-flow', 'out', ''],
    ['coupons', 'in', ''],
    ['coupons', 'out', ''],
    ['follow-up', 'in', ''],
    ['follow-up', 'out', 'disease=diabetes'],
    ['follow-up', 'immature', ''],
    ['referral', 'in', ''],
    ['referral', 'in', 'side=members'],
    ['return-interval', 'in', 'disease=diabetes'],
    ['return-interval', 'out', ''],
    ['health', 'in', ''],
    ['health', 'out', ''],
    ['high-value', 'in', ''],
    ['points', 'in', ''],
  ])('API: %s list=%s %s has as many rows as the figure counts', async (metric, list, where) => {
    const { overall } = await api(`${metric}?${where}`)
    const answer = await fetch(`${base}/api/metrics/${metric}?${where}&list=${list}`)
    const { count, people } = (await answer.json()) as { count: number; people: unknown[] }
    const { numerator, denominator } = overall
    const counts: Record<string, number> = {
      'high-value in': part(overall, 'people'),
      'points in': part(overall, 'holders'),
      'health in': part(overall, 'n'),
      'health out': part(overall, 'missing'),
    }
    const usual = { in: numerator, out: (denominator ?? 0) - (numerator ?? 0), immature: part(overall, 'immature') }
    expect(people).toHaveLength(count)
    expect(count).toBe(counts[`${metric} ${list}`] ?? usual[list as keyof typeof usual])
    expect(count).toBeGreaterThan(0)
  })
})

test('a filter reaches every panel: the share of tiers under a disease is the API’s', async () => {
  const { overall } = await api('members?disease=diabetes')
  await page.goto(`${base}/members?disease=diabetes`, { waitUntil: 'networkidle' })
  await panel(filled(words.tierTable.title, { share: percent(overall.value) }))
  const followUp = (await api('follow-up?disease=diabetes')).overall
  await panel(filled(words.followUp.title, { share: percent(followUp.value) }))
})
