/** From a list to a file in a real browser: what an operator may take, what a manager may only decide on. */
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import type { Browser, Page } from 'playwright-core'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { zh } from '../app/ui/i18n/messages.ts'
import { launch, openAs } from './browser.ts'
import { longrun } from './setup.ts'
import { sessionOf } from './signed-in.ts'

const [base, data] = [inject('base'), inject('data')]
const DESK = { width: 1440, theme: 'light', language: 'zh' } as const
const words = zh.exports
const BIG_LIST = '/people?metric=pool&list=in'
let browser: Browser
let operator: Page
let manager: Page

beforeAll(async () => {
  browser = await launch()
  operator = (await openAs(browser, base, DESK)).page
  manager = (await openAs(browser, base, DESK, { as: 'manager' })).page
})
afterAll(async () => {
  await browser?.close()
})

const plain = (text: string) => text.replace(/[,\s\u2009]/g, '')
const numberIn = (text: string) => Number(plain(text).match(/\d+/)?.[0] ?? Number.NaN)

/** Sends a change as a role's own page would. */
async function post(role: 'operator' | 'manager' | 'admin', path: string, body: unknown = {}) {
  const cookie = await sessionOf(base, data, role)
  const headers = { cookie, origin: base, 'content-type': 'application/json' }
  const answer = await fetch(base + path, { method: 'POST', headers, body: JSON.stringify(body) })
  return { status: answer.status, body: (await answer.json().catch(() => ({}))) as { rule?: string } }
}

/** Asks for the list of the open page, and reads the number and what the dialog says. */
async function ask(purpose: string, format: string): Promise<{ no: string; said: string }> {
  await operator.getByRole('button', { name: words.open }).click()
  const dialog = operator.getByRole('dialog')
  await dialog.locator('select').selectOption({ label: purpose })
  await dialog.getByLabel(format, { exact: true }).check()
  await dialog.getByRole('button', { name: words.dialog.submit }).click()
  const said = await dialog.getByRole('status').innerText()
  return { no: said.match(/EX[0-9A-Z]{8}/)?.[0] ?? '', said }
}

async function downloaded(page: Page): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: words.download }).first().click(),
  ])
  return file.path()
}

const trailOf = (...filter: string[]) =>
  longrun('audit', '--json', ...filter, '--data', data)
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { action: string; rows: number; detail: string; actor: string })

describe('a short list: chosen at 风险名单, downloaded at once', () => {
  let no: string
  let rows: Record<string, string>[]

  test('four people chosen give four rows: marked as UTF-8, masked, each with the mark of the export', async () => {
    await operator.goto(`${base}/at-risk?rule=review-overdue-60d`, { waitUntil: 'networkidle' })
    const boxes = operator.locator('table[role=grid] tbody input[type=checkbox]')
    for (let i = 0; i < 4; i++) await boxes.nth(i).check()
    const { no: given, said } = await ask(words.purposes.quality, words.formats.csv)
    no = given
    const text = readFileSync(await downloaded(operator), 'utf8')
    expect(text.startsWith('\ufeff')).toBe(true)
    rows = parse(text, { bom: true, columns: true })
    // Children stay out for every purpose: then the dialog says so.
    const [, minors = '0'] = plain(said).split(plain(words.leftOut.minor))
    const leftOut = numberIn(minors)
    expect(rows.length + leftOut).toBe(4)
    for (const row of rows) {
      expect(row[zh.people.columns.name]).toMatch(/^.?\*$|^$/u)
      expect([row[words.facts.no], row[words.facts.exporter]]).toEqual([no, 'operator'])
    }
    expect(text).not.toMatch(/(^|\D)1[3-9]\d{9}(\D|$)/)
  })

  test('the same file a second time is refused', async () => {
    expect(await post('operator', `/api/exports/${no}/file`)).toMatchObject({ status: 409, body: { rule: 'used' } })
  })

  test('a row that turns up somewhere names the export, the account and the person', async () => {
    const traced = longrun('audit', '--trace', rows[0]?.[words.trace] ?? '', '--data', data)
    for (const part of [no, 'operator', rows[0]?.[zh.people.columns.person] ?? '?']) expect(traced).toContain(part)
  })

  test('the trail has the request and the download with these people, and is whole', async () => {
    const person = rows[0]?.[zh.people.columns.person] ?? ''
    const written = (action: string) =>
      trailOf('--person', person, '--action', action)
        .filter((row) => JSON.parse(row.detail).export === no)
        .map((row) => [row.actor, row.rows])
    expect(written('export-people')).toEqual([['operator', rows.length]])
    expect(written('export-request')).toEqual([['operator', rows.length]])
    expect(longrun('audit', '--check', '--data', data)).toContain('all as they were written')
  })
})

describe('a long list: a manager decides, and never sees it', () => {
  test('waits; the manager reads purpose, question and count, and approves; the file adds up to the count on the page', async () => {
    await operator.goto(base + BIG_LIST, { waitUntil: 'networkidle' })
    const count = numberIn(await operator.locator('main header').innerText())
    const { no, said } = await ask(words.purposes['follow-up'], words.formats.xlsx)
    expect(count).toBeGreaterThan(500)
    expect(plain(said)).toContain(plain(words.dialog.waiting.split('，')[1] ?? ''))
    expect(await post('operator', `/api/exports/${no}/file`)).toMatchObject({ status: 409, body: { rule: 'waiting' } })

    await manager.goto(`${base}/exports`, { waitUntil: 'networkidle' })
    const request = manager.locator('li', { hasText: no })
    const shown = await request.innerText()
    expect(shown).toContain(words.purposes['follow-up'])
    expect(shown).not.toMatch(/P[0-9a-f]{10}|\*/)
    expect(await manager.content()).not.toMatch(/P[0-9a-f]{10}/)
    await request.getByRole('button', { name: words.approve, exact: true }).click()
    await manager.locator(`section[aria-label="${words.decided.title}"] li`, { hasText: no }).waitFor()

    await operator.goto(`${base}/exports`, { waitUntil: 'networkidle' })
    const file = await downloaded(operator)
    const cover = new Map((await readSheet(file, words.coverSheet)).map((row) => [plain(String(row[0])), row[1]]))
    const leftOut = Object.values(words.leftOut).reduce((sum, reason) => sum + Number(cover.get(plain(reason)) ?? 0), 0)
    const [, ...people] = await readSheet(file, 2)
    expect(people.length).toBe(cover.get(words.facts.rows))
    expect([people.length + leftOut, cover.get(words.facts.asked)]).toEqual([count, count])
    expect(leftOut).toBeGreaterThan(0)
    expect([cover.get(words.facts.exporter), cover.get(words.facts.approver)]).toEqual(['operator', 'manager'])
  })

  test('refused, it cannot be fetched, and the page says so', async () => {
    await operator.goto(base + BIG_LIST, { waitUntil: 'networkidle' })
    const { no } = await ask(words.purposes.reminder, words.formats.csv)
    await manager.goto(`${base}/exports`, { waitUntil: 'networkidle' })
    await manager.locator('li', { hasText: no }).getByRole('button', { name: words.refuse, exact: true }).click()
    await manager.locator(`section[aria-label="${words.decided.title}"] li`, { hasText: no }).waitFor()
    expect(await post('operator', `/api/exports/${no}/file`)).toMatchObject({ status: 409, body: { rule: 'refused' } })
    await operator.goto(`${base}/exports`, { waitUntil: 'networkidle' })
    const card = operator.locator('li', { hasText: no })
    expect(await card.innerText()).toContain(words.states.refused)
    expect(await card.getByRole('button').count()).toBe(0)
  })
})

describe('who has no lists takes none', () => {
  test('a manager has no list, no button, no file', async () => {
    for (const path of ['/at-risk', BIG_LIST]) {
      const answer = await manager.goto(base + path, { waitUntil: 'networkidle' })
      expect(answer?.status()).toBe(403)
      expect(await manager.getByRole('button', { name: words.open }).count()).toBe(0)
    }
    const asked = { query: 'metric=pool&list=in', purpose: 'follow-up', format: 'csv' }
    expect((await post('manager', '/api/exports', asked)).status).toBe(403)
    expect((await post('manager', '/api/exports/EX00000000/file')).status).toBe(403)
  })

  test('an administrator sees the trail, neither requests nor files', async () => {
    const admin = (await openAs(browser, base, DESK, { as: 'admin' })).page
    expect((await admin.goto(`${base}/exports`))?.status()).toBe(403)
    await admin.goto(`${base}/admin?tab=trail&action=export-people`, { waitUntil: 'networkidle' })
    // The page streams: its table may come after the load.
    await admin.getByRole('gridcell', { name: words.purposes['follow-up'] }).first().waitFor()
    expect((await post('admin', '/api/exports/EX00000000/decision', { decision: 'approve' })).status).toBe(403)
  })

  test('an unlisted purpose has to be said, and a foreign page cannot ask', async () => {
    const asked = { query: 'metric=pool&list=in', purpose: 'other', format: 'csv' }
    expect((await post('operator', '/api/exports', asked)).status).toBe(400)
    const cookie = await sessionOf(base, data, 'operator')
    const headers = { cookie, origin: 'https://elsewhere.example', 'content-type': 'application/json' }
    const answer = await fetch(`${base}/api/exports`, { method: 'POST', headers, body: JSON.stringify(asked) })
    expect(answer.status).toBe(403)
  })
})
