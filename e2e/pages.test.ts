/** Every page as every user sees it: both languages, desk and phone, light and dark. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { LANGUAGES, launch, OWN_PAGES, openAs, PAGES, seriousViolations, THEMES, WIDTHS } from './browser.ts'

const base = inject('base')
let browser: Browser

beforeAll(async () => {
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
})

/** Chinese on every screen in both themes; English, whose words are longer, on the desk in light and the phone in dark. */
const looks = LANGUAGES.flatMap((language) =>
  WIDTHS.flatMap((width) => THEMES.map((theme) => ({ language, width, theme }))),
).filter(({ language, width, theme }) => language === 'zh' || (width === 1440) === (theme === 'light'))

describe.each(looks)('$language, $width px, $theme', (look) => {
  const pages = [...PAGES.map((path) => [path, 'operator'] as const), ...OWN_PAGES]
  test.each(pages)('%s opens for %s, fits, is accessible and silent', async (path, as) => {
    const { page, complaints } = await openAs(browser, base, look, { as })
    const answer = await page.goto(base + path, { waitUntil: 'networkidle' })
    expect(answer?.status()).toBe(200)
    expect(await page.locator('h1').first().innerText()).not.toBe('')
    expect(await page.locator('html').getAttribute('lang')).toBe(look.language === 'zh' ? 'zh-CN' : 'en')
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(overflow, 'the page must not scroll sideways').toBeLessThanOrEqual(0)
    expect(await seriousViolations(page)).toEqual([])
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
