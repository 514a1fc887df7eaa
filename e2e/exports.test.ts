/** What a chart's export gives: a file that a spreadsheet opens rightly, and a picture that can be read. */
import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { launch, openAs } from './browser.ts'

const base = inject('base')
const DARK = { width: 1440, theme: 'dark', language: 'zh' } as const
let browser: Browser

beforeAll(async () => {
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
})

/** Path of what an entry of the export menu of the n-th chart downloads. */
async function exported(page: Page, chart: number, entry: 'CSV' | 'PNG' | 'XLSX'): Promise<string> {
  await page.locator('main button[aria-haspopup="menu"]', { hasText: '导出' }).nth(chart).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('[role=menuitem]', { hasText: entry }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(new RegExp(`^longrun-.*\\.${entry.toLowerCase()}$`))
  return download.path()
}

interface Painted {
  width: number
  height: number
  corner: string
  /** Share of the picture that is not background. */
  ink: number
  /** Colours, seven bits of each part left out. */
  colours: number
}

/** Reads a picture as a browser shows it. */
function painted(page: Page, file: string): Promise<Painted> {
  const source = `data:image/png;base64,${readFileSync(file).toString('base64')}`
  return page.evaluate(async (address) => {
    const image = new Image()
    image.src = address
    await image.decode()
    const canvas = document.createElement('canvas')
    const { width, height } = image
    Object.assign(canvas, { width, height })
    const context = canvas.getContext('2d')
    context?.drawImage(image, 0, 0)
    const pixels = context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray()
    const at = (i: number) => `${pixels[i]},${pixels[i + 1]},${pixels[i + 2]}`
    const corner = at(0)
    const colours = new Set<string>()
    let inked = 0
    for (let i = 0; i < pixels.length; i += 4) {
      if (at(i) !== corner) inked += 1
      colours.add([0, 1, 2].map((part) => Math.floor((pixels[i + part] ?? 0) / 32)).join())
    }
    return { width, height, corner, ink: inked / (width * height), colours: colours.size }
  }, source)
}

describe('in dark mode a picture has the colours of the page, its title and its legend', () => {
  test.each([
    ['/checkpoints', 2, 'a line with its band'],
    ['/retention', 0, 'a heatmap of cells'],
    ['/retention', 3, 'stacked bars, not their legend'],
  ])('%s, chart %i: %s', async (path, chart) => {
    const { page, complaints } = await openAs(browser, base, DARK)
    await page.goto(base + path, { waitUntil: 'networkidle' })
    const picture = await painted(page, await exported(page, chart, 'PNG'))
    expect(picture.corner).toBe('23,27,28')
    expect(picture.width).toBeGreaterThan(800)
    expect(picture.height).toBeGreaterThan(400)
    expect(picture.ink).toBeGreaterThan(0.02)
    expect(picture.colours).toBeGreaterThan(4)
    expect(complaints).toEqual([])
    await page.context().close()
  })
})

test('CSV: marked as UTF-8, Chinese headings, raw numbers, no cell that runs', async () => {
  const { page } = await openAs(browser, base, DARK)
  await page.goto(`${base}/checkpoints`, { waitUntil: 'networkidle' })
  const lift = readFileSync(await exported(page, 1, 'CSV'), 'utf8')
  expect(lift.startsWith('\ufeff结局,')).toBe(true)
  const cells = lift.slice(1).split(/[\r\n,]+/)
  expect(cells.filter((cell) => /^[=+@]/.test(cell))).toEqual([])
  const answer = await fetch(`${base}/api/metrics/return-lift`)
  const { overall } = (await answer.json()) as { overall: { value: number } }
  expect(cells).toContain(String(overall.value))
  await page.context().close()
})

test('XLSX: a cover that says what it is, then numbers as numbers', async () => {
  const { page } = await openAs(browser, base, DARK)
  await page.goto(`${base}/checkpoints`, { waitUntil: 'networkidle' })
  const file = await exported(page, 2, 'XLSX')
  const cover = await readSheet(file, '封面')
  expect(cover.flat()).toContain(`${base}/checkpoints`)
  expect(cover.flat()).toContain('未筛选')
  const [, first] = await readSheet(file, 2)
  expect(typeof first?.[1]).toBe('number')
  await page.context().close()
})
