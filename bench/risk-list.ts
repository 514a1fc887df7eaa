/**
 * tsx bench/risk-list.ts DATA [--rule any] [--rows 100000]: the longest risk list of a loaded hospital in a real Chromium: from the
 * address to the first row, a letter in the search field, sorting, choosing everybody, and scrolling from top to bottom,
 * frame by frame. Needs a production build and Chromium. With --rows the browser gets the list padded to that length, so
 * that the demo hospital will do; without, DATA must have a long list of its own:
 *
 *   tsx bench/big-inbox.ts OUT --gigabytes 0.3 && node etl/longrun.mjs etl --inbox OUT --data DATA
 *
 * The browser draws without a graphics card; the idle row says what a frame of this machine costs with nothing to do.
 */
import { parseArgs } from 'node:util'
import { type CDPSession, chromium, type Page } from 'playwright-core'
import { freePort, startServer } from '../e2e/setup.ts'
import { sessionOf } from '../e2e/signed-in.ts'
import { paddedList } from './padded-list.ts'
import { IN_PAGE, type Measured } from './risk-list-page.ts'

const FAST = 6000
const SLOW = 120
const SLOW_FRAMES = 300

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rule: { type: 'string', default: 'any' }, rows: { type: 'string' } },
})
const [data] = positionals
if (!data) {
  console.error('say: tsx bench/risk-list.ts DATA [--rule any] [--rows 100000]')
  process.exit(2)
}
const port = await freePort()
const base = `http://127.0.0.1:${port}`
const server = await startServer(data, port, { warmUp: true })
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--js-flags=--expose-gc'],
})
try {
  await measure()
} finally {
  await browser.close()
  server.kill('SIGTERM')
}

async function measure(): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const session = await sessionOf(base, data as string, 'operator')
  const at = session.indexOf('=')
  await context.addCookies([{ name: session.slice(0, at), value: session.slice(at + 1), url: base }])
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await page.addInitScript(IN_PAGE)
  const list = await warmUp(session)
  if (values.rows) {
    const body = Buffer.from(paddedList(list, Number(values.rows)))
    await page.route('**/api/risk/list?*', (route) => route.fulfill({ body }))
  }
  for (const turn of ['first visit', 'second visit']) await open(page, turn)
  const bench = (call: string) => page.evaluate(`window.bench.${call}`) as Promise<Measured>
  say('idle', await bench(`frames(0, ${SLOW_FRAMES})`))
  for (const letter of '张*a') await type(page, letter)
  await clear(page)
  await page.locator('fieldset button').last().click()
  say('show all statuses', await bench('settled()'))
  for (const column of [1, 2, 4, 6, 1])
    say(`sort by column ${column}`, await bench(`clicked('thead th:nth-child(${column + 1}) button')`))
  say('choose everybody', await bench(`clicked('section button[type=button]:not([aria-pressed])')`))
  say('one row less', await bench(`clicked('table[role=grid] tbody input[type=checkbox]')`))
  say(`scroll ${SLOW} px a frame`, await bench(`frames(${SLOW}, ${SLOW_FRAMES})`))
  say(`scroll ${FAST} px a frame to the end`, await bench(`frames(${FAST}, Infinity)`))
  await heap(cdp)
}

/** A server that has just started asks every page's questions once, which on a large hospital keeps it busy. */
async function warmUp(cookie: string): Promise<Uint8Array> {
  const started = performance.now()
  for (let tries = 0; tries < 30; tries++) {
    const answer = await fetch(`${base}/api/risk/list?rule=${values.rule}`, { headers: { cookie } })
    const body = new Uint8Array(await answer.arrayBuffer())
    if (answer.status === 200) {
      console.log(`the server was warm after ${ms(performance.now() - started)}`)
      return body
    }
    await new Promise((done) => setTimeout(done, 2000))
  }
  throw new Error('the list does not answer')
}

async function open(page: Page, turn: string): Promise<void> {
  await page.goto(`${base}/at-risk?rule=${values.rule}`, { waitUntil: 'commit' })
  await page.locator('table[role=grid] tbody input[type=checkbox]').first().waitFor({ timeout: 120_000 })
  const { first, answer, bytes } = (await page.evaluate('window.bench.loaded()')) as Record<string, number>
  const text = await page.locator('table[role=grid]').first().getAttribute('aria-rowcount')
  console.log(
    `${turn}: first row after ${ms(first)}; the list answered in ${ms(answer)}, ${Math.round((bytes ?? 0) / 1e5) / 10} MB, ${text} rows in sight of the filter`,
  )
}

async function type(page: Page, letter: string): Promise<void> {
  await page.locator('section:has(> div > fieldset) input[type=search]').focus()
  await page.evaluate('window.bench.arm()')
  await page.keyboard.type(letter)
  say(`letter ${letter}`, (await page.evaluate('window.bench.typed')) as Measured)
}

async function clear(page: Page): Promise<void> {
  await page.evaluate('window.bench.arm()')
  await page.keyboard.press('Control+A')
  await page.keyboard.press('Delete')
  say('search emptied', (await page.evaluate('window.bench.typed')) as Measured)
}

async function heap(cdp: CDPSession): Promise<void> {
  await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  console.log(`heap after all that: ${Math.round(usedSize / 1e6)} MB`)
}

function say(what: string, { took, longest, p95, blank, frames }: Measured): void {
  const scrolled = blank === undefined ? '' : `, ${blank} of ${frames} frames without rows`
  console.log(`${what}: ${ms(took)}, longest frame ${ms(longest)}, 95 % under ${ms(p95)}${scrolled}`)
}

function ms(value = 0): string {
  return `${Math.round(value)} ms`
}
