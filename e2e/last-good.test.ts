/** A file that cannot be read is published while the server runs: what was read before stays, and says that it is old. */
import type { ChildProcess } from 'node:child_process'
import { cpSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
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
  // It complains at length about the file, as it should.
  server = await startServer(data, port, { log: openSync(join(folder, 'server.log'), 'w') })
  browser = await launch()
  page = (await openAs(browser, base, DESK)).page
})
afterAll(async () => {
  await browser?.close()
  await stopServer(server)
  rmSync(folder, { recursive: true, force: true })
})

const figuresOf = async (path: string) => {
  // Not until the network is silent: a page of old figures goes on asking for new ones.
  await page.goto(base + path, { waitUntil: 'load' })
  await page.locator('main .text-figure').first().waitFor()
  return page.locator('main .text-figure').allInnerTexts()
}

/** Bytes before the first block of a DuckDB file, and of a block. */
const [HEADERS, BLOCK] = [3 * 4096, 256 * 1024]

/**
 * The same file with its rows overwritten, as a failing disk would: it opens and says what it is, but what a figure is
 * counted from cannot be read. (Damaging the file that is served proves little: DuckDB goes on from its memory.)
 */
async function damaged(path: string): Promise<Buffer> {
  const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' })
  const connection = await instance.connect()
  const blocksOf = async (query: string) =>
    (await connection.runAndReadAll(query)).getRows().map(([block]) => Number(block))
  const needed = new Set([
    ...(await blocksOf('select block_id from pragma_metadata_info()')),
    ...(await blocksOf(`select block_id from pragma_storage_info('snapshot_info')`)),
  ])
  const [total = 0] = await blocksOf('select total_blocks from pragma_database_size()')
  connection.closeSync()
  instance.closeSync()
  const bytes = readFileSync(path)
  for (let block = 0; block < total; block++)
    if (!needed.has(block)) bytes.fill(0xff, HEADERS + block * BLOCK, HEADERS + (block + 1) * BLOCK)
  return bytes
}

/** Publishes a file as a load does, and waits until the server has noticed. */
async function publish(snapshot: string, bytes: Buffer): Promise<string> {
  const path = join(data, 'warehouse', `${snapshot}.duckdb`)
  writeFileSync(path, bytes)
  const current = join(data, 'warehouse', 'CURRENT')
  const pointer = { ...JSON.parse(readFileSync(current, 'utf8')), snapshot, file: `${snapshot}.duckdb` }
  writeFileSync(`${current}.next`, JSON.stringify(pointer))
  renameSync(`${current}.next`, current)
  await expect.poll(async () => (await health()).snapshot, { timeout: 10_000 }).toBe(snapshot)
  return path
}

const health = async () => (await (await fetch(`${base}/api/health`)).json()) as { snapshot: string | null }

test('what is published cannot be read: pages seen before show their figures, when they are of, an id and a retry', async () => {
  const before = await figuresOf('/')
  expect(before.length).toBeGreaterThan(0)
  const { file } = JSON.parse(readFileSync(join(data, 'warehouse', 'CURRENT'), 'utf8')) as { file: string }
  const path = join(data, 'warehouse', file)
  const good = readFileSync(path)
  const bad = await publish('wh-damaged', await damaged(path))

  expect(await figuresOf('/')).toEqual(before)
  const alert = page.getByRole('alert').filter({ hasText: '上一次成功的结果' })
  expect(await alert.innerText()).toMatch(/数据至\s*\d{4}-\d{2}-\d{2}[\s\S]*编号\s*[0-9a-f]{8}/)

  // Nobody asked this before: there is nothing to show but the error, with an id and a way on.
  await page.goto(`${base}/retention?disease=thyroid`, { waitUntil: 'load' })
  const error = page.locator('main [role=alert]')
  expect(await error.innerText()).toMatch(/这一页没能读出来[\s\S]*编号/)
  // Who watches the server learns of it, although the file could be opened.
  expect(await health()).toMatchObject({ status: 'degraded', problem: { code: 'file-corrupt' } })
  // The API never passes old answers for new ones.
  expect((await fetch(`${base}/api/metrics/retention`)).status).toBe(503)

  writeFileSync(bad, good, { flag: 'r+' })
  await page.goto(base, { waitUntil: 'load' })
  const retry = page.getByRole('button', { name: '重试' })
  if (await retry.isVisible()) await retry.click()
  await page.getByText('上一次成功的结果').waitFor({ state: 'detached' })
  expect(await figuresOf('/')).toEqual(before)
})
