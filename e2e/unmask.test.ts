/** Looking behind a mask in a real browser, and every way around its conditions. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { zh } from '../app/ui/i18n/messages.ts'
import { maskName } from '../lib/access/mask.ts'
import { ALL_ROWS, NO_ROWS } from '../lib/access/scope.ts'
import { newAccount } from './accounts.ts'
import { launch, openAs, seriousViolations } from './browser.ts'
import { longrun } from './setup.ts'
import { sessionOf } from './signed-in.ts'

const [base, data] = [inject('base'), inject('data')]
const DESK = { width: 1440, theme: 'light', language: 'zh' } as const
const words = zh.unmask
const REASON = '复查逾期两个月，电话提醒'
type Listed = { person: string; name: string | null; group: string | null }
let browser: Browser
let page: Page
let people: Listed[]
let person: Listed

beforeAll(async () => {
  browser = await launch()
  page = (await openAs(browser, base, DESK)).page
  const list = await fetch(`${base}/api/metrics/pool?list=in`)
  people = ((await list.json()) as { people: Listed[] }).people.filter(({ name }) => name && name.length > 1)
  // Somebody who may be looked at for a contact.
  for (const one of people) {
    const answer = await look(one.person, { cookie: await trier(), body: { purpose: 'contact', reason: REASON } })
    if (answer.status === 200) {
      person = one
      break
    }
  }
})
afterAll(async () => {
  await browser?.close()
})

let trying: Promise<string> | null = null
function trier(): Promise<string> {
  trying ??= newAccount({ base, data }, { username: 'look-trier', role: 'operator', scope: ALL_ROWS })
  return trying
}

interface Look {
  cookie: string
  body?: unknown
  headers?: Record<string, string>
  method?: string
}

async function look(who: string, { cookie, body, headers = { origin: base }, method = 'POST' }: Look) {
  const answer = await fetch(`${base}/api/people/${who}/name`, {
    method,
    headers: { cookie, 'content-type': 'application/json', ...headers },
    ...(method !== 'GET' && { body: JSON.stringify(body ?? { purpose: 'identify', reason: REASON }) }),
  })
  const text = await answer.text()
  return { status: answer.status, text, cache: answer.headers.get('cache-control') }
}

const trail = (...filter: string[]) =>
  longrun('audit', '--json', '--action', 'unmask', ...filter, '--data', data)
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { actor: string; purpose: string; rows: number })

describe('on the person’s page', () => {
  let clear: string

  test('masked until a purpose and a reason are given; then the name, for a minute at most', async () => {
    await page.goto(`${base}/people/${person.person}`, { waitUntil: 'load' })
    await page.getByRole('button', { name: words.look }).click()
    const dialog = page.getByRole('dialog')
    expect(await seriousViolations(page)).toEqual([])
    await dialog.getByRole('button', { name: words.look }).click()
    // Nothing was asked: the field says that a reason is missing.
    expect(await dialog.locator('textarea').evaluate((field: HTMLTextAreaElement) => field.validity.valid)).toBe(false)
    await dialog.locator('select').selectOption({ label: words.purposes.contact })
    await dialog.locator('textarea').fill(REASON)
    await dialog.getByRole('button', { name: words.look }).click()
    clear = (await page.locator('[data-clear-name]').innerText()).trim()
    expect(clear.length).toBeGreaterThan(1)
    expect(clear).not.toContain('*')
    expect(maskName(clear)).toBe(person.name)
    expect(await seriousViolations(page)).toEqual([])
  })

  test('not on paper, not in the address, not in what the server sends of the page', async () => {
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('main').innerText()).not.toContain(clear)
    await page.emulateMedia({ media: 'screen' })
    expect(decodeURIComponent(page.url())).not.toContain(clear)
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.title]))
    expect(kept).not.toContain(clear)
    for (const headers of [{}, { rsc: '1' }] as Record<string, string>[]) {
      const answer = await fetch(`${base}/people/${person.person}`, { headers })
      expect(await answer.text()).not.toContain(clear)
    }
  })

  test('masked again by a click, by leaving the page, and by the clock', async () => {
    await page.getByRole('button', { name: words.mask }).click()
    expect(await page.locator('main').innerText()).not.toContain(clear)
    await page.clock.install()
    await page.goto(`${base}/people/${person.person}`, { waitUntil: 'load' })
    expect(await page.locator('main').innerText()).not.toContain(clear)
    await page.getByRole('button', { name: words.look }).click()
    await page.getByRole('dialog').locator('textarea').fill(REASON)
    await page.getByRole('dialog').getByRole('button', { name: words.look }).click()
    await page.locator('[data-clear-name]').waitFor()
    await page.clock.fastForward(58_000)
    expect(await page.locator('[data-clear-name]').count()).toBe(1)
    await page.clock.fastForward(5_000)
    await page.locator('[data-clear-name]').waitFor({ state: 'detached' })
  })

  test('“who saw this person” has both looks with purpose and reason, at the command line and for the administrator', async () => {
    const rows = trail('--person', person.person).filter(({ actor }) => actor === 'operator')
    expect(rows).toHaveLength(2)
    for (const row of rows) expect(row).toMatchObject({ purpose: `contact: ${REASON}`, rows: 1 })
    const admin = (await openAs(browser, base, DESK, { as: 'admin' })).page
    await admin.goto(`${base}/admin?tab=trail&person=${person.person}`, { waitUntil: 'load' })
    const shown = await admin.locator('main').innerText()
    expect(shown).toContain(zh.admin.trail.actions.unmask)
    expect(shown).toContain(`${words.purposes.contact}: ${REASON}`)
    expect(await admin.content()).not.toContain(clear)
    expect(readFileSync(join(data, 'app-state', 'app.sqlite')).includes(clear)).toBe(false)
  })
})

describe('no way around it', () => {
  test('only an operator, only from our own pages, only with a reason, never by an address', async () => {
    const operator = await trier()
    const before = trail().length
    const refused: [string, number, Look][] = [
      ['nobody', 401, { cookie: '' }],
      ...(['manager', 'admin'] as const).map((role) => [role, 403, { cookie: role }] as [string, number, Look]),
      ['marketer', 403, { cookie: 'marketer' }],
      ['another site', 403, { cookie: operator, headers: { origin: 'https://evil.example' } }],
      ['no origin', 403, { cookie: operator, headers: {} }],
      ['same site, other host', 403, { cookie: operator, headers: { origin: base, 'sec-fetch-site': 'same-site' } }],
      ['no purpose', 400, { cookie: operator, body: { reason: REASON } }],
      ['unknown purpose', 400, { cookie: operator, body: { purpose: 'curiosity', reason: REASON } }],
      ['no reason', 400, { cookie: operator, body: { purpose: 'identify' } }],
      ['blank reason', 400, { cookie: operator, body: { purpose: 'identify', reason: '          ' } }],
      ['short reason', 400, { cookie: operator, body: { purpose: 'identify', reason: '看看' } }],
      ['a number', 400, { cookie: operator, body: { purpose: 'identify', reason: '打 13800001234 核对' } }],
      ['by address', 405, { cookie: operator, method: 'GET' }],
    ]
    for (const [why, status, asked] of refused) {
      const isRole = asked.cookie === 'manager' || asked.cookie === 'admin' || asked.cookie === 'marketer'
      const cookie = isRole ? await sessionOf(base, data, asked.cookie as 'manager') : asked.cookie
      const answer = await look(person.person, { ...asked, cookie })
      expect([why, answer.status]).toEqual([why, status])
      expect(answer.text, why).not.toContain('"name"')
    }
    expect(trail()).toHaveLength(before)
  })

  test('nobody outside the own rows, and nobody who is no person', async () => {
    const group = people.find((one) => one.group !== null && one.group !== person.group)?.group ?? ''
    const scoped = await newAccount(
      { base, data },
      { username: 'look-scoped', role: 'operator', scope: { ...ALL_ROWS, group: [group] } },
    )
    const none = await newAccount({ base, data }, { username: 'look-none', role: 'operator', scope: NO_ROWS })
    const mine = people.find((one) => one.group === group)?.person ?? ''
    const inside = await look(mine, { cookie: scoped })
    expect(inside.status === 200 || inside.text.includes('"rule":"minor"')).toBe(true)
    const list = await fetch(`${base}/api/metrics/pool?list=in`, { headers: { cookie: scoped } })
    const own = new Set(((await list.json()) as { people: Listed[] }).people.map((one) => one.person))
    const outside = people.filter((one) => !own.has(one.person)).slice(0, 30)
    expect(outside.length).toBeGreaterThan(10)
    let hidden = 0
    for (const one of outside) if ((await look(one.person, { cookie: scoped })).status === 404) hidden++
    // Whoever once stayed in the group is among its people.
    expect(hidden).toBeGreaterThan(10)
    expect((await look(person.person, { cookie: none })).status).toBe(404)
    for (const who of ['P0000000000', 'nothing', encodeURIComponent("' or 1=1 --"), '%00', '..%2f..'])
      expect((await look(who, { cookie: await trier() })).status, who).toBeGreaterThanOrEqual(400)
  })

  test('the answer is kept nowhere, and the day’s number ends it', async () => {
    const busy = await newAccount({ base, data }, { username: 'look-busy', role: 'operator', scope: ALL_ROWS })
    const answers = await Promise.all(Array.from({ length: 24 }, () => look(person.person, { cookie: busy })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(20)
    for (const answer of answers) {
      expect(answer.cache).toBe('no-store')
      if (answer.status !== 200) expect(answer).toMatchObject({ status: 409, text: expect.stringContaining('perDay') })
    }
    expect(trail().filter(({ actor }) => actor === 'look-busy')).toHaveLength(20)
  })
})
