/** The server through its life: nothing published, only one source, new data while it runs, a broken file. */
import type { ChildProcess } from 'node:child_process'
import { cpSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launch, openAs } from './browser.ts'
import { PAGES } from './paths.ts'
import { freePort, longrun, startServer, stopServer } from './setup.ts'

const DESK = { width: 1440, theme: 'light', language: 'zh' } as const
const folder = mkdtempSync(join(tmpdir(), 'longrun-serving-'))
const [full, his, data] = [join(folder, 'full'), join(folder, 'his'), join(folder, 'data')]
const logFile = join(folder, 'server.log')
let base: string
let server: ChildProcess
let browser: Browser

beforeAll(async () => {
  longrun('demo-data', '--out', full, '--patients', '800', '--months', '20')
  cpSync(join(full, 'his'), join(his, 'his'), { recursive: true })
  const port = await freePort()
  base = `http://127.0.0.1:${port}`
  server = await startServer(data, port, { log: openSync(logFile, 'w'), warmUp: true })
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await stopServer(server)
  rmSync(folder, { recursive: true, force: true })
})

async function textOf(path: string): Promise<string> {
  const { page } = await openAs(browser, base, DESK)
  await page.goto(base + path, { waitUntil: 'networkidle' })
  const text = await page.locator('main').innerText()
  await page.context().close()
  return text
}

interface Health {
  status: string
  /** Absent while nothing is served. */
  snapshot?: string
  pages?: { ready: number; of: number }
}

/** A connection that lay idle during a load may be closed by now: ask again. */
async function health(): Promise<Health> {
  const ask = () => fetch(`${base}/api/health`)
  return (await (await ask().catch(ask)).json()) as Health
}

const servedSnapshot = async () => (await health()).snapshot

async function until(check: () => Promise<boolean>, seconds: number): Promise<boolean> {
  for (let i = 0; i < seconds * 10; i += 1) {
    if (await check()) return true
    await new Promise((done) => setTimeout(done, 100))
  }
  return false
}

test('before the first load every page says which command to run, and the API answers 503', async () => {
  for (const path of PAGES) expect(await textOf(path)).toContain('longrun -- etl')
  expect((await fetch(`${base}/api/metrics/retention`)).status).toBe(503)
  // Nothing has gone wrong, so the log shows no stack.
  expect(readFileSync(logFile, 'utf8')).not.toMatch(/^ +at /m)
})

test('a load is noticed within two seconds; without a community source pages name it and show no zeros', async () => {
  longrun('etl', '--inbox', his, '--data', data, '--lenient')
  expect(await until(async () => (await servedSnapshot()) !== undefined, 2)).toBe(true)
  const figure = (await (await fetch(`${base}/api/metrics/retention`)).json()) as { overall: object }
  expect(figure.overall).toMatchObject({ state: 'not_covered', value: null, missing: 'wecom/members' })
  const text = await textOf('/')
  expect(text).toContain('无数据源')
  expect(text).not.toMatch(/(^|\s)0(\.0)?\s?%/)
})

test('the next load replaces it within two seconds, without a restart', async () => {
  const before = await servedSnapshot()
  longrun('etl', '--inbox', full, '--data', data, '--lenient')
  expect(await until(async () => (await servedSnapshot()) !== before, 2)).toBe(true)
  const figure = (await (await fetch(`${base}/api/metrics/retention`)).json()) as { overall: { value: number } }
  expect(figure.overall.value).toBeGreaterThan(0)
})

test('its pages get ready with nobody reading', async () => {
  const areReady = async () => {
    const { pages } = await health()
    return pages !== undefined && pages.of >= PAGES.length && pages.ready === pages.of
  }
  expect(await until(areReady, 100)).toBe(true)
})

test('a corrupt snapshot is refused, said so, and the last good one is served', async () => {
  const before = await servedSnapshot()
  writeFileSync(join(data, 'warehouse', 'wh-broken.duckdb'), 'this is no database')
  const pointer = { snapshot: 'wh-broken', file: 'wh-broken.duckdb', publishedAt: new Date(0).toISOString() }
  writeFileSync(join(data, 'warehouse', 'CURRENT'), JSON.stringify(pointer))
  const isDegraded = async () => (await health()).status === 'degraded'
  expect(await until(isDegraded, 5)).toBe(true)
  expect(await servedSnapshot()).toBe(before)
  expect((await fetch(base)).status).toBe(200)
})
