/** Every page as every user sees it: both languages, desk and phone, light and dark, all eight. */
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Role } from '../lib/access/actor.ts'
import { contextAs, LANGUAGES, launch, OWN_PAGES, pageIn, seriousViolations, THEMES, WIDTHS } from './browser.ts'
import { PAGES } from './paths.ts'

const base = inject('base')
let browser: Browser

beforeAll(async () => {
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
})

/** What a theme can break: its colours. Everything else that axe looks at is the same document. */
const COLOURS = ['color-contrast', 'link-in-text-block']
/** A screen is a load of its own; a theme only repaints, as the switch in the head does, so both are seen on one load. */
const screens = LANGUAGES.flatMap((language) => WIDTHS.map((width) => ({ language, width })))
const pages = [...PAGES.map((path) => [path, 'operator'] as const), ...OWN_PAGES]

describe.each(screens)('$language, $width px', ({ language, width }) => {
  /** One browser for each role, as each user has one. */
  const contexts = new Map<Role | null, Promise<BrowserContext>>()
  const contextOf = (as: Role | null) => {
    const known = contexts.get(as) ?? contextAs(browser, base, { language, width, theme: 'light' }, { as })
    contexts.set(as, known)
    return known
  }
  afterAll(async () => {
    for (const context of contexts.values()) await (await context).close()
  })

  test.concurrent.each(pages)(
    '%s opens for %s; in light and dark it fits, is accessible and silent',
    async (path, as) => {
      const { page, complaints } = await pageIn(await contextOf(as), base)
      const answer = await page.goto(base + path, { waitUntil: 'networkidle' })
      expect(answer?.status()).toBe(200)
      expect(await page.locator('h1').first().innerText()).not.toBe('')
      expect(await page.locator('html').getAttribute('lang')).toBe(language === 'zh' ? 'zh-CN' : 'en')
      expect(await seriousViolations(page, { except: COLOURS })).toEqual([])
      for (const theme of THEMES) {
        await page.locator('html').evaluate((html, name) => html.setAttribute('data-theme', name), theme)
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        expect(overflow, `in ${theme} the page must not scroll sideways`).toBeLessThanOrEqual(0)
        // The colours of a screen are the same in both languages.
        if (language === 'zh') expect(await seriousViolations(page, { only: COLOURS }), theme).toEqual([])
      }
      expect(complaints).toEqual([])
      await page.close()
    },
  )
})
