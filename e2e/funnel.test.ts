/** The funnel page and the content section show what the API answers, and their counts open as many people. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { zh as words } from '../app/ui/i18n/messages.ts'
import type { Answer, GroupFigure } from '../lib/metrics/metric.ts'
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

async function open(path: string): Promise<{ page: Page; complaints: string[] }> {
  const { page, complaints } = await openAs(browser, base, DESK)
  await page.goto(base + path, { waitUntil: 'networkidle' })
  return { page, complaints }
}

const plain = (text: string) => text.replace(/[,\s\u2009]/g, '')
const percent = (value: unknown) => `${(Number(value) * 100).toFixed(1)}%`

/** Cells of a table's row by the row's first cell. */
async function rowOf(page: Page, table: string, first: string): Promise<string[]> {
  const rows = await page.locator(`table[aria-label="${table}"] tbody tr`).all()
  for (const row of rows) {
    const cells = (await row.locator('td').allInnerTexts()).map(plain)
    if (cells[0] === plain(first)) return cells
  }
  throw new Error(`no row ${first} in ${table}`)
}

const stepOf = (answer: Answer, key: string): GroupFigure => {
  const step = answer.groups?.find((g) => g.key === key)
  if (!step) throw new Error(`no step ${key}`)
  return step
}

describe('the steps', () => {
  test.each(['', 'disease=diabetes', 'attribution=last&channel=desk'])(
    'under "%s" the table is the API’s strict funnel, with any order beside it',
    async (query) => {
      const [strict, any] = await Promise.all([api(`funnel?${query}`), api(`funnel?strict=false&${query}`)])
      const { page, complaints } = await open(`/funnel?${query}`)
      for (const step of ['active', 'consult', 'book', 'visit', 'repeat'] as const) {
        const figure = stepOf(strict, step)
        const cells = await rowOf(page, words.funnel.table.title, words.funnel.step[step])
        const parts = figure.parts ?? {}
        expect(cells[1], step).toBe(String(figure.numerator))
        if (figure.value !== null) expect(cells[3], step).toContain(percent(figure.value))
        if (typeof parts.stepRate === 'number') expect(cells[2], step).toContain(percent(parts.stepRate))
        expect(cells[5], step).toBe(String(parts.inProgress))
        expect(cells[6], step).toBe(String(parts.dropped))
        expect(cells[7], step).toBe(String(parts.slow))
        expect(cells[8], step).toBe(String(stepOf(any, step).numerator))
      }
      expect(complaints).toEqual([])
      await page.context().close()
    },
  )

  test('events stand above the break as events, and the ratio to people is called one', async () => {
    const answer = await api('funnel')
    const { page } = await open('/funnel')
    const chart = plain(await page.locator('svg[role="img"]').first().innerHTML())
    expect(chart).toContain(`${stepOf(answer, 'exposure').numerator}次`)
    expect(chart).toContain(`${stepOf(answer, 'click').numerator}次`)
    expect(chart).toContain('比值，不是转化率')
    await page.context().close()
  })

  test.each(['dropped', 'in-progress', 'slow'] as const)(
    'the count of people %s at the booking opens as many',
    async (part) => {
      const parts = stepOf(await api('funnel'), 'book').parts ?? {}
      const count = { dropped: parts.dropped, 'in-progress': parts.inProgress, slow: parts.slow }[part]
      const { page } = await open('/funnel')
      const link = page.locator(`table[aria-label="${words.funnel.table.title}"] a[href*="list=book-${part}"]`)
      expect(plain(await link.innerText())).toBe(String(count))
      await link.click()
      await page.waitForURL('**/people?**')
      await page.locator('table').first().waitFor()
      expect(plain(await page.locator('main').innerText())).toContain(`${count}人，截止`)
      expect(await page.locator('h1').innerText()).toContain(words.funnel.step.book)
      const list = await fetch(`${base}/api/metrics/funnel?list=book-${part}`)
      expect(((await list.json()) as { people: unknown[] }).people).toHaveLength(Number(count))
      await page.context().close()
    },
  )

  test('a period in the address chooses people by the day of joining', async () => {
    const period = 'from=2025-07-01&to=2025-12-31'
    const { page } = await open(`/funnel?${period}`)
    const cells = await rowOf(page, words.funnel.table.title, words.funnel.step.join)
    expect(cells[1]).toBe(String(stepOf(await api(`funnel?${period}`), 'join').numerator))
    await page.context().close()
  })
})

test('attribution: people of each channel by first and by last touch', async () => {
  const [first, last] = await Promise.all([api('funnel?by=channel'), api('funnel?by=channel&attribution=last')])
  const { page } = await open('/funnel')
  const peopleOf = (answer: Answer, key: string) => {
    const { steps } = (answer.groups?.find((g) => g.key === key)?.parts ?? {}) as unknown as {
      steps: Record<string, { denominator: number; parts: { inProgress: number } }>
    }
    return (steps.join?.denominator ?? 0) + (steps.join?.parts.inProgress ?? 0)
  }
  const desk = first.groups?.find((g) => g.key === 'desk')
  const cells = await rowOf(page, words.funnel.shift.label, desk?.label ?? '')
  expect(cells.slice(1, 3)).toEqual([peopleOf(first, 'desk'), peopleOf(last, 'desk')].map(String))
  await page.context().close()
})

describe('content and campaigns', () => {
  test('the graveyard is named, the thriving group is not, and its leaves open as many people', async () => {
    const pressure = await api('push-pressure?by=group')
    const flagged = pressure.groups?.filter((g) => g.parts?.level === 'graveyard') ?? []
    expect(flagged.map((g) => g.label)).toEqual(['眼科福利专享'])
    expect(pressure.groups?.find((g) => g.label.startsWith('糖友同行'))?.parts?.level).toBe('none')
    const { page, complaints } = await open('/activity/content')
    expect(await page.locator('h2', { hasText: '眼科福利专享' }).count()).toBe(1)
    const cells = await rowOf(page, words.content.pressure.table, '眼科福利专享')
    expect(cells[5]).toBe(String(flagged[0]?.numerator))
    const list = await fetch(`${base}/api/metrics/push-pressure?list=in&group=${flagged[0]?.key ?? ''}`)
    expect(((await list.json()) as { count: number }).count).toBe(flagged[0]?.numerator)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('the open rate on the card is the API’s over the same weeks', async () => {
    const { asOf, parameters } = await api('push-pressure')
    expect(parameters.from).toBeUndefined()
    const from = new Date(new Date(`${asOf}T00:00:00Z`).getTime() - 83 * 86_400_000).toISOString().slice(0, 10)
    const { overall } = await api(`content?from=${from}&to=${asOf}`)
    const { page } = await open('/activity/content')
    const card = plain(await page.locator(`section[aria-label="${words.content.cards.open}"]`).innerText())
    expect(card).toContain(percent(overall.value))
    expect(card).toContain(`${overall.denominator}人次`)
    await page.context().close()
  })

  test('the tabs keep the filters', async () => {
    const { page } = await open('/activity?disease=diabetes&asOf=2026-06-30')
    await page.locator('a', { hasText: words.activityTabs.content }).click()
    await page.waitForURL('**/activity/content?**')
    expect(new URL(page.url()).searchParams.get('disease')).toBe('diabetes')
    expect(new URL(page.url()).searchParams.get('asOf')).toBe('2026-06-30')
    await page.context().close()
  })
})
