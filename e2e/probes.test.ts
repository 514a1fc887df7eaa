/** Ways around the gate that have worked on other products, tried one by one; and strings that break out of SQL. */
import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { beforeAll, expect, inject, test } from 'vitest'
import { LOCAL_OWNER } from '../lib/access/actor.ts'
import { ALL_ROWS } from '../lib/access/scope.ts'
import { appState } from '../lib/app-state/database.ts'
import { session, user } from '../lib/app-state/schema/accounts.ts'
import { banUser } from '../lib/auth/users.ts'
import { newAccount } from './accounts.ts'
import { injections } from './injections.ts'
import { sessionOf } from './signed-in.ts'

const [base, data] = [inject('base'), inject('data')]
const server = { base, data }
/** Strings that only those who may read people ever see. */
let secrets: string[]
/** Figures of everybody: what somebody who is not signed in, or sees one hospital, must not get. */
let total: string
let own: string

beforeAll(async () => {
  const list = (await (await fetch(`${base}/api/metrics/pool?list=in`)).json()) as { people: { person: string }[] }
  secrets = list.people.slice(0, 200).map((row) => row.person)
  const pool = (await (await fetch(`${base}/api/metrics/pool?by=hospital`)).json()) as {
    overall: { value: number; parts: { mau: number } }
    groups: { key: string; value: number }[]
  }
  total = `"mau":${pool.overall.parts.mau},`
  own = pool.groups.filter((g) => g.key !== 'unknown').sort((a, b) => b.value - a.value)[0]?.key ?? ''
})

interface Probe {
  name: string
  path: string
  init?: RequestInit
  /** Statuses that are an answer, where a 200 without anything in it is one. */
  mayAnswer?: boolean
}

async function leaks({ path, init, name }: Probe): Promise<string[]> {
  const headers = new Headers(init?.headers)
  if (!headers.has('cookie')) headers.set('cookie', '')
  const answer = await fetch(base + path, { redirect: 'manual', ...init, headers }).catch(() => null)
  if (!answer) return []
  const body = await answer.text()
  const found = [total, ...secrets].filter((secret) => body.includes(secret))
  if (answer.status >= 500) found.push(`status ${answer.status}`)
  return found.map((secret) => `${name}: ${secret}`)
}

const PEOPLE = '/people?metric=pool&list=in'
const LIST = '/api/metrics/pool?list=in'
const FIGURE = '/api/metrics/pool'

/** As nobody: headers and addresses by which servers of this kind were passed before. */
function anonymous(): Probe[] {
  const headers: Record<string, string>[] = [
    { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
    { 'x-middleware-subrequest': 'src/middleware:src/middleware:src/middleware:src/middleware:src/middleware' },
    { 'x-middleware-rewrite': '/people' },
    { 'x-middleware-next': '1' },
    { 'x-middleware-set-cookie': 'longrun.session_token=x' },
    { 'x-invoke-path': '/people' },
    { 'x-matched-path': '/people' },
    { 'x-nextjs-data': '1' },
    { 'x-longrun-path': '/sign-in' },
    { 'x-longrun-rehearsal': 'x'.repeat(43) },
    { 'x-now-route-matches': '1' },
    { 'x-original-url': '/people' },
    { 'x-rewrite-url': '/people' },
    { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    { 'x-forwarded-for': '127.0.0.1' },
    { 'x-real-ip': '127.0.0.1' },
    { rsc: '1' },
    { rsc: '1', 'next-router-prefetch': '1' },
    { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
    { rsc: '1', 'next-router-segment-prefetch': '/people' },
    { 'next-action': '0'.repeat(42) },
    { authorization: 'Bearer admin' },
    { cookie: 'longrun.session_token=admin' },
    { cookie: 'longrun.session_token=admin.admin; longrun.session_data=e30=' },
    { cookie: '__Secure-longrun.session_token=x.y' },
    { cookie: 'better-auth.session_token=x.y' },
  ]
  const paths = [
    '//people?metric=pool&list=in',
    '/%70eople?metric=pool&list=in',
    '/people/?metric=pool&list=in',
    '/people.rsc?metric=pool&list=in',
    '/people.segments/_tree.segment.rsc?metric=pool&list=in',
    '/_next/data/x/people.json?metric=pool&list=in',
    '/./people?metric=pool&list=in',
    '/sign-in/../people?metric=pool&list=in',
    '/sign-in/..%2fpeople?metric=pool&list=in',
    '/People?metric=pool&list=in',
    '/people;x=1?metric=pool&list=in',
    '/api/metrics/pool/?list=in',
    '/api//metrics/pool?list=in',
    '/api/metrics/%70ool?list=in',
    '/api/health/../metrics/pool?list=in',
    '/_next/image?url=%2Fapi%2Fmetrics%2Fpool&w=64&q=75',
  ]
  return [
    ...headers.flatMap((h, i) => [
      { name: `header ${i} page`, path: PEOPLE, init: { headers: h } },
      { name: `header ${i} list`, path: LIST, init: { headers: h } },
      { name: `header ${i} figure`, path: FIGURE, init: { headers: h } },
    ]),
    ...paths.map((path) => ({ name: `path ${path}`, path })),
    ...['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'].map((method) => ({ name: method, path: LIST, init: { method } })),
    ...LIBRARY.map((path) => ({
      name: `library ${path}`,
      path: `/api/auth${path}`,
      init: { method: 'POST', headers: { origin: base } },
    })),
  ]
}

/** Endpoints of the sign-in library: none of them may exist here. */
const LIBRARY = [
  '/sign-in/email',
  '/sign-in/username',
  '/sign-up/email',
  '/is-username-available',
  '/get-session',
  '/list-sessions',
  '/update-user',
  '/change-password',
  '/reset-password',
  '/request-password-reset',
  '/admin/set-role',
  '/admin/impersonate-user',
  '/admin/list-users',
  '/admin/create-user',
]

/** As accounts that have lost their rights, or ask for more than theirs. */
async function signedIn(): Promise<Probe[]> {
  const database = await appState(join(data, 'app-state'))
  const account = (username: string, role: 'operator' | 'manager' | 'admin' | 'marketer', scope = ALL_ROWS) =>
    newAccount(server, { username, role, scope })
  const [banned, expired, idle, demoted] = [
    await account('probe-banned', 'operator'),
    await account('probe-expired', 'operator'),
    await account('probe-idle', 'operator'),
    await account('probe-demoted', 'operator'),
  ]
  await banUser(database, LOCAL_OWNER, 'probe-banned', true)
  const idOf = async (name: string) =>
    (await database.select({ id: user.id }).from(user).where(eq(user.username, name)))[0]?.id ?? ''
  const past = (minutes: number) => new Date(Date.now() - minutes * 60_000)
  await database
    .update(session)
    .set({ expiresAt: past(1) })
    .where(eq(session.userId, await idOf('probe-expired')))
  await database
    .update(session)
    .set({ seenAt: past(16) })
    .where(eq(session.userId, await idOf('probe-idle')))
  await database.update(user).set({ role: 'operator,admin' }).where(eq(user.username, 'probe-demoted'))
  const valid = await sessionOf(base, data, 'operator')
  const [name, value = ''] = valid.split('=')
  const token = decodeURIComponent(value).split('.')[0] ?? ''
  const forged = `${name}=${encodeURIComponent(`${token}.${createHmac('sha256', 'secret').update(token).digest('base64')}`)}`
  const dead = { banned, expired, idle, demoted, forged, unsigned: `${name}=${token}`, cut: valid.slice(0, -3) }
  const manager = await account('probe-manager', 'manager')
  const admin = await account('probe-admin', 'admin')
  const marketer = await account('probe-marketer', 'marketer')
  const scoped = await account('probe-scoped', 'operator', { ...ALL_ROWS, hospital: [own] })
  return [
    ...Object.entries(dead).flatMap(([why, cookie]) =>
      [PEOPLE, LIST, FIGURE, '/'].map((path) => ({ name: `${why} ${path}`, path, init: { headers: { cookie } } })),
    ),
    ...[manager, admin, marketer].flatMap((cookie, i) =>
      [PEOPLE, LIST, `${PEOPLE}&list=out`, `${LIST}&list=out`].map((path) => ({
        name: `role ${i} ${path}`,
        path,
        init: { headers: { cookie, rsc: path === PEOPLE ? '1' : '0' } },
      })),
    ),
    // The answer to everybody is in the cache by now; one hospital must not get it.
    ...[
      '',
      '?hospital=',
      '?hospital=*',
      '?hospital=all',
      '?hospital[]=x',
      `?hospital=${own}&hospital=unknown`,
      '?scope=all',
    ].map((query) => ({ name: `scope ${query}`, path: `${FIGURE}${query}`, init: { headers: { cookie: scoped } } })),
  ].filter((probe) => !probe.path.startsWith('/people') || !probe.name.startsWith('scope'))
}

test('at least 60 ways around the gate, 0 leaks', async () => {
  const probes = [...anonymous(), ...(await signedIn())]
  const found: string[] = []
  for (const probe of probes) {
    const leaked = await leaks(probe)
    // The scoped operator may see people of the own hospital, but never the total of all.
    found.push(...(probe.name.startsWith('scope') ? leaked.filter((line) => line.includes('mau')) : leaked))
  }
  process.stdout.write(`probes: ${probes.length} tried, ${found.length} leaks\n`)
  expect(probes.length).toBeGreaterThanOrEqual(60)
  expect(found).toEqual([])
}, 600_000)

test('the sign-in library’s own endpoints do not exist', async () => {
  for (const path of LIBRARY)
    for (const method of ['GET', 'POST'])
      expect((await fetch(`${base}/api/auth${path}`, { method, headers: { origin: base } })).status, path).toBe(404)
})

test('changes only come from our own pages', async () => {
  const cookie = await sessionOf(base, data, 'admin')
  const body = JSON.stringify({ metric: 'retention', goal: 0.01 })
  const foreign: Record<string, string>[] = [
    {},
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: base, 'sec-fetch-site': 'cross-site' },
    { origin: base, 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
  ]
  for (const headers of foreign)
    expect(
      (await fetch(`${base}/api/admin/settings`, { method: 'POST', headers: { cookie, ...headers }, body })).status,
    ).toBe(403)
  const long = await fetch(`${base}/api/admin/settings`, {
    method: 'POST',
    headers: { cookie, origin: base },
    body: JSON.stringify({ metric: 'x'.repeat(100_000), goal: 1 }),
  })
  expect(long.status).toBe(400)
})

test('every page carries the policy with a nonce of its own, and no script without it', async () => {
  const nonces = new Set<string>()
  for (const path of ['/', '/retention', '/data', '/sign-in', '/nothing-here']) {
    const answer = await fetch(base + path, { redirect: 'manual' })
    const policy = answer.headers.get('content-security-policy') ?? ''
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
    nonces.add(nonce)
    expect(policy).toContain("object-src 'none'")
    expect(policy).not.toMatch(/script-src[^;]*unsafe/)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    const scripts = (await answer.text()).match(/<script\b[^>]*>/g) ?? []
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`)
  }
  expect(nonces.size).toBe(5)
})

const FILTERS = ['hospital', 'department', 'disease', 'stage', 'need', 'group', 'channel', 'cohort', 'memberTier']

test('at least 300 strings in every filter: nobody matches, no server error', async () => {
  const strings = injections()
  let [requests, errors, matched] = [0, 0, 0]
  const ask = async (path: string) => {
    requests += 1
    const answer = await fetch(base + path)
    if (answer.status >= 500) errors += 1
    return { status: answer.status, text: await answer.text() }
  }
  for (const [i, text] of strings.entries()) {
    const value = encodeURIComponent(text)
    const metric = ['pool', 'retention', 'activity', 'revenue', 'members'][i % 5]
    // In all filters at once, and alone in one after the other.
    const all = await ask(`/api/metrics/${metric}?${FILTERS.map((key) => `${key}=${value}`).join('&')}`)
    const alone = await ask(`/api/metrics/pool?${FILTERS[i % FILTERS.length]}=${value}`)
    for (const { status, text: body } of [all, alone])
      if (status !== 200 || (JSON.parse(body) as { overall: { value: number | null } }).overall.value) matched += 1
    const others = ['asOf', 'by', 'from', 'list', 'months', 'attribution', text]
    const refused = await ask(`/api/metrics/retention?${encodeURIComponent(others[i % others.length] ?? '')}=${value}`)
    if (refused.status !== 400) matched += 1
  }
  process.stdout.write(
    `injection: ${strings.length} strings x ${FILTERS.length} filters, ${requests} requests, ${errors} server errors\n`,
  )
  expect(strings.length).toBeGreaterThanOrEqual(300)
  expect(errors).toBe(0)
  expect(matched).toBe(0)
}, 900_000)
