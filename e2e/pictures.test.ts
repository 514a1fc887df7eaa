/** Every chart of every page has a table behind it and leaves as CSV and as a picture; each button is pressed. */
import { readFileSync } from 'node:fs'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { zh as words } from '../app/ui/i18n/messages.ts'
import { contextAs, launch, pageIn, THEMES } from './browser.ts'
import { PAGES } from './paths.ts'

const base = inject('base')
/** A lower drawing is an icon. */
const LOWEST = 24
/** Bars without a drawing: what is as wide as its share. */
const BARS = 'main span[style*="%"]'
/** Pixels that a few words take at least. */
const WORDS = 400
/** Panels with a chart and the table behind it. */
const PANELS = 'main section:has(> header > .no-print > button[aria-pressed])'
const SURFACE = { light: [255, 255, 255], dark: [23, 27, 28] } as const
/** Stands for the first group in an address. */
const GROUP = '<group>'
const PATHS = [
  ...PAGES,
  ...['/?population=both', '/channels?population=both', '/channels?channel=desk'],
  ...['/funnel?split=group', '/funnel?asOf=2025-12-31', `/activity/${GROUP}`],
]
/** The widest table of cells, in pixels of the page. */
const WIDEST = 1600
let browser: Browser
/** As many as tests run at once: of two pages in one window the one behind waits until it is seen. */
let windows: BrowserContext[]
let group: string

beforeAll(async () => {
  browser = await launch()
  const open = () => contextAs(browser, base, { width: 1440, theme: 'light', language: 'zh' }, { as: 'operator' })
  windows = await Promise.all([open(), open()])
  const pool = (await (await fetch(`${base}/api/metrics/pool?by=group`)).json()) as { groups: { key: string }[] }
  group = encodeURIComponent(pool.groups[0]?.key ?? '')
})
afterAll(async () => {
  await browser?.close()
})

/** Titles of the panels that hold a drawing, a heatmap or bars but do not offer their table. */
async function unframed(page: Page): Promise<string[]> {
  const drawings = page.locator(`main svg, main table.heatmap, ${BARS}`)
  return drawings.evaluateAll(
    (all, { lowest, table, bars }) =>
      all
        .filter((drawing) => drawing.matches(bars) || drawing.getBoundingClientRect().height >= lowest)
        .map((drawing) => drawing.closest('section'))
        .filter((panel) => ![...(panel?.querySelectorAll('button') ?? [])].some((b) => b.textContent === table))
        .map((panel) => panel?.getAttribute('aria-label') ?? 'no panel'),
    { lowest: LOWEST, table: words.chart.table, bars: BARS },
  )
}

async function save(page: Page, panel: Locator, item: string): Promise<Buffer> {
  await panel.locator('> header button[aria-haspopup="menu"]', { hasText: words.chart.export }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: item }).click(),
  ])
  return readFileSync(await download.path())
}

interface Look {
  width: number
  height: number
  /** Colour of the upper left corner. */
  corner: number[]
  colours: number
  /** Pixels that are not of that colour, in the head and below it. */
  inHead: number
  inBody: number
}

/** Decodes a picture in the browser and says what is on it. */
async function look(page: Page, picture: Buffer): Promise<Look> {
  return page.evaluate(
    async (source) => {
      const image = new Image()
      image.src = source
      await image.decode()
      const { width, height } = image
      const context = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d')
      if (!context) throw new Error('no canvas')
      context.drawImage(image, 0, 0)
      const { data } = context.getImageData(0, 0, width, height)
      const colourAt = (i: number) => ((data[i] ?? 0) << 16) | ((data[i + 1] ?? 0) << 8) | (data[i + 2] ?? 0)
      const colours = new Set<number>()
      const ink = [0, 0]
      const headEnds = 80 * width * 4
      for (let i = 0; i < data.length; i += 4) {
        colours.add(colourAt(i))
        if (colourAt(i) !== colourAt(0)) ink[i < headEnds ? 0 : 1] = (ink[i < headEnds ? 0 : 1] ?? 0) + 1
      }
      return {
        ...{ width, height, corner: [...data.slice(0, 3)], colours: colours.size },
        inHead: ink[0] ?? 0,
        inBody: ink[1] ?? 0,
      }
    },
    `data:image/png;base64,${picture.toString('base64')}`,
  )
}

describe('no chart without its table, its CSV and its picture, light and dark', () => {
  test.concurrent.each(PATHS)('%s', async (path) => {
    const context = windows.pop()
    if (!context) throw new Error('more tests at once than windows')
    try {
      await pressAll(context, base + path.replace(GROUP, group))
    } finally {
      windows.push(context)
    }
  })
})

async function pressAll(context: BrowserContext, address: string): Promise<void> {
  const { page, complaints } = await pageIn(context, base)
  await page.goto(address, { waitUntil: 'networkidle' })
  expect(await unframed(page)).toEqual([])
  for (const theme of THEMES) {
    await page.locator('html').evaluate((html, name) => html.setAttribute('data-theme', name), theme)
    // All panels are painted by one function: in the dark two of a page tell whether it takes the colours of the screen.
    const panels = (await page.locator(PANELS).all()).slice(0, theme === 'light' ? undefined : 2)
    for (const panel of panels) {
      const name = (await panel.getAttribute('aria-label')) ?? ''
      const found = await look(page, await save(page, panel, words.chart.png))
      const room = await panel.boundingBox()
      expect(found.corner, name).toEqual(SURFACE[theme])
      expect(found.width, name).toBeGreaterThanOrEqual(Math.floor((room?.width ?? 0) * 2))
      expect(found.width, name).toBeLessThan(2 * WIDEST)
      expect(found.colours, name).toBeGreaterThan(8)
      expect(found.inHead, name).toBeGreaterThan(WORDS)
      expect(found.inBody, name).toBeGreaterThan(5 * WORDS)
      if (theme === 'light') await pressTable(page, panel, name)
    }
  }
  expect(complaints).toEqual([])
  await page.close()
}

async function pressTable(page: Page, panel: Locator, name: string): Promise<void> {
  const csv = (await save(page, panel, words.chart.csv)).toString('utf8')
  expect(csv.startsWith('\ufeff'), name).toBe(true)
  expect(csv.trimEnd().split('\r\n').length, name).toBeGreaterThan(1)
  expect(csv, name).not.toMatch(/(^|,)"?[=+@]/m)
  const toggle = panel.locator('> header > .no-print > button[aria-pressed]')
  await toggle.click()
  await panel.locator('table[role="grid"]').first().waitFor()
  await toggle.click()
}
