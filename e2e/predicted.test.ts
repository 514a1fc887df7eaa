/** The prediction on the channels page: the API’s figures, its people, and its state where the data are too short. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { formatValue } from '../app/ui/figures/format.ts'
import { zh } from '../app/ui/i18n/messages.ts'
import type { Answer } from '../lib/metrics/metric.ts'
import { numberOf, recordOf, recordsIn, recordsOf } from '../lib/metrics/shared/highlights.ts'
import { launch, openAs } from './browser.ts'

const base = inject('base')
const words = zh.predicted
let browser: Browser

beforeAll(async () => {
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
})

async function openSection(query: string) {
  const { page, complaints } = await openAs(browser, base, { width: 1440, theme: 'light', language: 'zh' })
  await page.goto(`${base}/channels?${query}`, { waitUntil: 'networkidle' })
  const section = page.locator(`section[aria-label="${words.title}"]`)
  await section.waitFor()
  const text = (await section.innerText()).replace(/[,\s\u2009]/g, '')
  return { page, complaints, section, text }
}

async function answer(query: string): Promise<Answer> {
  return (await (await fetch(`${base}/api/metrics/predicted-ltv?${query}`)).json()) as Answer
}

const yuan = (fen: number | null | undefined) => formatValue(fen, 'fen', 'zh').replace(/[,\s\u2009]/g, '')

test.each(['horizon=90', 'horizon=90&disease=diabetes'])(
  'value, method, gates and holdout are the API’s: %s',
  async (query) => {
    const { overall, groups = [] } = await answer(`${query}&by=disease`)
    const { page, text, complaints } = await openSection(query)
    expect(overall.value).not.toBeNull()
    expect(text).toContain(yuan(overall.value))
    expect(text).toContain(`${overall.denominator}人`)
    for (const group of groups) {
      if (group.value !== null && group.state !== 'few') expect(text).toContain(yuan(group.value))
    }
    expect(text).toContain(words.methods[overall.parts?.method === 'bgnbd' ? 'bgnbd' : 'cells'].replace(' ', ''))
    const passed = recordsOf(overall, 'gates').filter((gate) => gate.isPassed === true).length
    expect(text.split('✓').length - 1).toBe(passed)
    for (const score of recordsIn(recordOf(overall, 'holdout'), 'scores')) {
      expect(text).toContain(`¥${Math.round((numberOf(score.net as Record<string, never>, 'mae') ?? 0) / 100)}`)
    }
    expect(complaints).toEqual([])
    await page.context().close()
  },
)

test('the count opens as many people', async () => {
  const { overall } = await answer('horizon=90')
  const { page, section } = await openSection('horizon=90')
  await section.locator('a[href^="/people"]').first().click()
  await page.waitForURL(/\/people/)
  await page.locator('h1').first().waitFor()
  expect((await page.locator('main').innerText()).replace(/[,\s\u2009]/g, '')).toContain(
    `${overall.denominator}人，截止`,
  )
  await page.context().close()
})

test('a horizon for which the data are too short says from when on', async () => {
  const { overall } = await answer('horizon=730')
  expect(overall.state).toBe('immature')
  const { page, text } = await openSection('horizon=730')
  expect(text).toContain(overall.maturesOn)
  expect(text).not.toContain(words.scores.title)
  await page.context().close()
})
