/** What a page shows is what the API answers, and what a count opens is the people that it counts. */
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { zh as words } from '../app/ui/i18n/messages.ts'
import type { Answer } from '../lib/metrics/metric.ts'
import { launch, openAs } from './browser.ts'

const base = inject('base')
const DESK = { width: 1440, theme: 'light', language: 'zh' } as const
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

/** Text of a card, as a user would read it out: without thousands separators and thin spaces. */
async function cardText(url: string, title: string): Promise<string> {
  const { page } = await openAs(browser, base, DESK)
  await page.goto(base + url, { waitUntil: 'networkidle' })
  const text = await (await card(page, title)).innerText()
  await page.context().close()
  return plain(text)
}

/** A card by its title; the page sets thin spaces between Chinese and digits that the dictionary does not have. */
async function card(page: Page, title: string): Promise<Locator> {
  const sections = page.locator('section[aria-label]')
  const labels = await sections.evaluateAll((all) => all.map((s) => s.getAttribute('aria-label') ?? ''))
  const index = labels.findIndex((label) => plain(label) === plain(title))
  expect(index, `a card titled ${title}`).toBeGreaterThanOrEqual(0)
  return sections.nth(index)
}

function plain(text: string): string {
  return text.replace(/[,\s\u2009]/g, '')
}

const percent = (value: number | null | undefined) => `${((value ?? Number.NaN) * 100).toFixed(1)}%`

const filters = ['', 'disease=diabetes', 'channel=desk', 'disease=diabetes&channel=desk&asOf=2026-06-30']

describe('the checkpoint cards of the overview', () => {
  test.each(filters)('activity, retention and brand are the API’s figures under "%s"', async (filter) => {
    for (const [metric, title] of [
      ['activity', words.checks.activity],
      ['retention', words.checks.retention],
    ] as const) {
      const { overall } = await api(`${metric}?${filter}`)
      const text = await cardText(`/?${filter}`, title)
      expect(text).toContain(percent(overall.value))
      expect(text).toContain(`${overall.denominator}人`)
      expect(text).toContain(percent(overall.low).slice(0, -1))
      if (overall.verdict) {
        const verdicts = { met: '达标', met_point: '点估计达标', not_met: '未达标' } as Record<string, string>
        expect(text).toContain(verdicts[overall.verdict])
      }
    }
  })

  test('brand and both lifts', async () => {
    const brand = await api('brand')
    expect(await cardText('/', words.checks.brand)).toContain(percent(brand.overall.value))
    const lifts = await cardText('/', words.checks.lift)
    for (const metric of ['return-lift', 'referral-lift']) {
      const value = (await api(metric)).overall.value ?? Number.NaN
      expect(lifts).toContain(`${value < 0 ? '−' : '+'}${Math.abs(value * 100).toFixed(1)}个百分点`)
    }
  })
})

describe('a count opens the people that it counts', () => {
  test('retention: the link of the card lists exactly the numerator, names masked', async () => {
    const { overall, asOf } = await api('retention')
    const { page, complaints } = await openAs(browser, base, DESK)
    await page.goto(base, { waitUntil: 'networkidle' })
    await (await card(page, words.checks.retention)).locator('a[href*="/people"]').first().click()
    await page.waitForURL('**/people?**')
    await page.locator('h1').first().waitFor()
    expect(plain(await page.locator('main').innerText())).toContain(`${overall.numerator}人，截止${asOf}`)
    const names = await page.locator('tbody tr td:nth-child(2)').allInnerTexts()
    expect(names.length).toBeGreaterThan(5)
    for (const name of names) expect(name.trim()).toMatch(/^(.?\*|—)$/u)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test.each([
    ['retention', 'in', 'months=6'],
    ['retention', 'out', 'months=12&channel=desk'],
    ['retention', 'immature', 'months=24'],
    ['active-retention', 'in', 'day=7&style=rolling'],
    ['match-rate', 'out', ''],
    ['return-lift', 'in', ''],
    ['brand', 'in', ''],
    ['pool', 'in', 'disease=diabetes'],
  ])('API: %s list=%s %s has as many rows as the figure counts', async (metric, list, where) => {
    const { overall } = await api(`${metric}?${where}`)
    const answer = await fetch(`${base}/api/metrics/${metric}?${where}&list=${list}`)
    const { count, people } = (await answer.json()) as { count: number; people: unknown[] }
    const { numerator, denominator, value, parts } = overall
    const want = {
      in: metric === 'pool' ? value : numerator,
      out: (denominator ?? 0) - (numerator ?? 0),
      immature: parts?.immature,
    }[list]
    expect(people).toHaveLength(count)
    expect(count).toBe(want)
  })
})

describe('the API refuses in one line', () => {
  test.each([
    ['nonsense', 400, 'unknown metric'],
    ['retention?months=seven', 400, 'whole number'],
    ['retention?asOf=2026-02-30', 400, 'expected a day'],
    ['retention?by=shoe-size', 400, 'cannot be broken down'],
    ['retention?colour=red', 400, "knows no 'colour'"],
    ['discussion?list=in', 400, 'no lists'],
  ])('%s', async (path, status, line) => {
    const answer = await fetch(`${base}/api/metrics/${path}`)
    expect(answer.status).toBe(status)
    const { error } = (await answer.json()) as { error: string }
    expect(error).toContain(line)
    expect(error).not.toMatch(/\n|\bat /)
  })

  test('an unchanged figure is answered by 304', async () => {
    const first = await fetch(`${base}/api/metrics/retention`)
    const again = await fetch(`${base}/api/metrics/retention`, {
      headers: { 'if-none-match': first.headers.get('etag') ?? '' },
    })
    expect(again.status).toBe(304)
  })
})
