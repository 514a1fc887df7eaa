/** The published file becomes unreadable while the server runs: what was read before stays, and says that it is old. */
import type { ChildProcess } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { launch, openAs } from './browser.ts'
import { freePort, startServer, stopServer } from './setup.ts'

const DESK = { width: 1440, theme: 'light', language: 'zh' } as const
const folder = mkdtempSync(join(tmpdir(), 'longrun-last-good-'))
const data = join(folder, 'data')
let base: string
let server: ChildProcess
let browser: Browser
let page: Page

beforeAll(async () => {
  cpSync(inject('data'), data, { recursive: true })
  const port = await freePort()
  base = `http://127.0.0.1:${port}`
  server = await startServer(data, port)
  browser = await launch()
  page = (await openAs(browser, base, DESK)).page
})
afterAll(async () => {
  await browser?.close()
  await stopServer(server)
  rmSync(folder, { recursive: true, force: true })
})

const figuresOf = async (path: string) => {
  await page.goto(base + path, { waitUntil: 'networkidle' })
  return page.locator('main .text-figure').allInnerTexts()
}

/**
 * Opens people's timelines, which read the large tables that no figure reads, until the server has found out that its
 * file is gone: what it holds in memory it rightly goes on answering.
 */
async function untilNoticed(people: readonly string[]): Promise<number> {
  for (const person of people) {
    // A connection that lay idle may be closed by now: the next question opens another.
    await fetch(`${base}/people/${person}`).catch(() => null)
    const answer = await fetch(`${base}/api/metrics/retention`).catch(() => null)
    if (answer && answer.status >= 500) return answer.status
  }
  return 200
}

test('the file is overwritten in mid-life: pages seen before show their figures, when they are of, an id and a retry', async () => {
  const before = await figuresOf('/')
  expect(before.length).toBeGreaterThan(0)
  const list = await (await fetch(`${base}/api/metrics/retention?list=in`)).json()
  const people = (list as { people: { person: string }[] }).people.slice(0, 30).map(({ person }) => person)
  const { file } = JSON.parse(readFileSync(join(data, 'warehouse', 'CURRENT'), 'utf8')) as { file: string }
  const path = join(data, 'warehouse', file)
  const good = readFileSync(path)
  writeFileSync(path, Buffer.alloc(statSync(path).size, 0xff), { flag: 'r+' })
  expect(await untilNoticed(people)).toBeGreaterThanOrEqual(500)

  expect(await figuresOf('/')).toEqual(before)
  const alert = page.getByRole('alert').filter({ hasText: '上一次成功的结果' })
  expect(await alert.innerText()).toMatch(/数据至\s*\d{4}-\d{2}-\d{2}[\s\S]*编号\s*[0-9a-f]{8}/)

  // Nobody asked this before: there is nothing to show but the error, with an id and a way on.
  await page.goto(`${base}/retention?disease=thyroid`, { waitUntil: 'networkidle' })
  const error = page.locator('main [role=alert]')
  expect(await error.innerText()).toMatch(/这一页没能读出来[\s\S]*编号/)
  // The API never passes old answers for new ones.
  expect((await fetch(`${base}/api/metrics/retention`)).status).toBe(503)

  writeFileSync(path, good, { flag: 'r+' })
  await page.goto(base, { waitUntil: 'networkidle' })
  const retry = page.getByRole('button', { name: '重试' })
  if (await retry.isVisible()) await retry.click()
  await page.getByText('上一次成功的结果').waitFor({ state: 'detached' })
  expect(await figuresOf('/')).toEqual(before)
})
