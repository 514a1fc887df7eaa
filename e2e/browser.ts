/** A real Chromium, and a page that remembers every complaint of the console. */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, type BrowserContext, chromium, type Page, type Response } from 'playwright-core'
import { inject } from 'vitest'
import type { Role } from '../lib/access/actor.ts'
import { accountsOf, sessionOf } from './signed-in.ts'

/** Pages that need no data, and who opens them. */
export const OWN_PAGES = [
  ['/account', 'operator'],
  ['/exports', 'operator'],
  ['/exports', 'manager'],
  ['/admin', 'admin'],
  ['/admin?tab=trail', 'admin'],
  ['/admin?tab=rules', 'admin'],
  ['/admin?tab=costs', 'admin'],
  ['/admin?tab=goals', 'admin'],
  ['/admin?tab=exports', 'admin'],
  ['/admin', 'manager'],
  ['/sign-in', null],
] as const
export const WIDTHS = [1440, 390] as const
export const THEMES = ['light', 'dark'] as const
export const LANGUAGES = ['zh', 'en'] as const

export interface Look {
  width: (typeof WIDTHS)[number]
  theme: (typeof THEMES)[number]
  language: (typeof LANGUAGES)[number]
}

export interface Watched {
  page: Page
  /** Console errors, page errors and failed requests so far. */
  complaints: string[]
}

export async function launch(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM || '/usr/bin/chromium'
  if (!existsSync(executablePath)) throw new Error('No Chromium: install it (apt-get install chromium) or set CHROMIUM')
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/**
 * Opens a page as a user with this screen, theme and language would see it: signed in as the operator, who sees every
 * figure and the people behind it, or with another role; null is somebody who is not signed in.
 */
export async function openAs(
  browser: Browser,
  base: string,
  look: Look,
  { as = 'operator', hasTouch = false }: { as?: Role | null; hasTouch?: boolean } = {},
): Promise<Watched> {
  return pageIn(await contextAs(browser, base, look, { as, hasTouch }), base)
}

/** Somebody's browser: pages opened in it after the first have the scripts at hand. */
export async function contextAs(
  browser: Browser,
  base: string,
  look: Look,
  { as, hasTouch = false }: { as: Role | null; hasTouch?: boolean },
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: look.width, height: 900 }, hasTouch })
  await context.addCookies([
    { name: 'longrun-theme', value: look.theme, url: base },
    { name: 'longrun-lang', value: look.language, url: base },
    ...(as ? [await cookieOf(base, accountsOf.get(base) ?? inject('data'), as)] : []),
  ])
  return context
}

/**
 * A new page whose complaints are kept. An address is open once React has taken the page over: what is pressed before
 * its scripts run is lost, and on a busy machine they may run after the network has fallen silent.
 */
export async function pageIn(context: BrowserContext, base: string): Promise<Watched> {
  const page = await context.newPage()
  const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)]
  page.goto = async (url, options) => takenOver(page, await goto(url, options))
  page.reload = async (options) => takenOver(page, await reload(options))
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`page: ${error.message}`))
  page.on('requestfailed', (request) => {
    // A prefetch that the user's next click makes needless is cancelled by the browser itself.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') complaints.push(`request: ${request.url()}`)
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(base) && !/^(data|blob):/.test(request.url())) {
      complaints.push(`leaves the machine: ${request.url()}`)
    }
  })
  return { page, complaints }
}

async function takenOver(page: Page, answer: Response | null): Promise<Response | null> {
  if (answer?.headers()['content-type']?.startsWith('text/html'))
    await page.waitForFunction(() => {
      const first = document.querySelector('main section button') ?? document.body
      return Object.keys(first).some((key) => key.startsWith('__reactProps'))
    })
  return answer
}

async function cookieOf(base: string, data: string, role: Role) {
  const session = await sessionOf(base, data, role)
  const at = session.indexOf('=')
  return { name: session.slice(0, at), value: session.slice(at + 1), url: base }
}

interface AxeViolation {
  id: string
  impact: string | null
  nodes: { target: string[]; failureSummary?: string }[]
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * Serious and critical accessibility violations, one line each.
 * @param rules axe's names of the only rules to ask for, or of those to leave out; all of them by default
 */
export async function seriousViolations(
  page: Page,
  { only, except = [] }: { only?: readonly string[]; except?: readonly string[] } = {},
): Promise<string[]> {
  await page.evaluate(AXE)
  const rules = Object.fromEntries(except.map((id) => [id, { enabled: false }]))
  const options = JSON.stringify({ resultTypes: ['violations'], ...(only ? { runOnly: only } : { rules }) })
  const run = `axe.run(document, ${options}).then((r) => r.violations)`
  const violations = (await page.evaluate(run)) as AxeViolation[]
  return violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(' | ')}`.slice(0, 400))
}
