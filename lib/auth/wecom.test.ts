/** Signing in through WeCom: real accounts, and a local server that answers as WeCom's documents say. */
import { mkdtempSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { LOCAL_OWNER } from '../access/actor.ts'
import { readAudit } from '../access/audit.ts'
import { ALL_ROWS } from '../access/scope.ts'
import { actorFrom } from '../access/session.ts'
import { type AppState, appState } from '../app-state/database.ts'
import { session, user } from '../app-state/schema/accounts.ts'
import { signIn } from './sign-in.ts'
import { addUser, banUser } from './users.ts'
import { finishWecom, startWecom } from './wecom.ts'
import { type WecomConfig, wecomConfig } from './wecom-api.ts'
import { linkWecom } from './wecom-links.ts'
import { newState, takeState } from './wecom-state.ts'

process.env.LONGRUN_DATA = mkdtempSync(join(tmpdir(), 'longrun-wecom-'))
const PASSWORD = 'Morning-7-run'
const SECRET = 'k9Tz-app-secret-of-the-test'
const OUTSIDER = 'wmHA5kDAAA1pZr0cQ7dTn2bYwLxEAAAA'

type Reply = Record<string, unknown> | ((answer: ServerResponse) => void)
/** What WeCom answers to a code instead of a member, each list used from its front. */
const replies = new Map<string, Reply[]>()
const asked: URL[] = []
const used = new Set<string>()
let validToken = ''
let tokenReply: Reply | null = null
let server: Server
let host = ''
let database: AppState

/** gettoken and auth/getuserinfo as documented; a code `of-<userid>` stands for that member and works once. */
function reply(address: URL): Reply {
  if (address.pathname === '/cgi-bin/gettoken') {
    if (tokenReply) return tokenReply
    if (address.searchParams.get('corpsecret') !== SECRET) return { errcode: 40001, errmsg: 'invalid credential' }
    validToken = `token-${asked.length}`
    return { errcode: 0, errmsg: 'ok', access_token: validToken, expires_in: 7200 }
  }
  if (address.pathname !== '/cgi-bin/auth/getuserinfo') return { errcode: 40058, errmsg: 'no such thing' }
  const code = address.searchParams.get('code') ?? ''
  const special = replies.get(code)?.shift()
  if (special) return special
  if (address.searchParams.get('access_token') !== validToken) return { errcode: 42001, errmsg: 'expired' }
  if (!code.startsWith('of-') || used.has(code)) return { errcode: 40029, errmsg: 'invalid code' }
  used.add(code)
  return { errcode: 0, errmsg: 'ok', userid: code.slice(3), user_ticket: 'a-ticket' }
}

beforeAll(async () => {
  database = await appState()
  server = createServer((request, answer) => {
    const address = new URL(request.url ?? '', host)
    asked.push(address)
    const said = reply(address)
    if (typeof said === 'function') said(answer)
    else answer.end(JSON.stringify(said))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  host = `http://127.0.0.1:${address.port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

let corps = 0
let config: WecomConfig
beforeEach(() => {
  asked.length = 0
  used.clear()
  replies.clear()
  tokenReply = null
  corps += 1
  config = {
    corpId: `ww-test-${corps}`,
    agentId: '1000002',
    secret: SECRET,
    home: 'https://longrun.hospital.cn',
    host,
    answerWithin: 5000,
  }
})

let people = 0
async function linked(role: 'manager' | 'operator' = 'manager'): Promise<{ username: string; member: string }> {
  people += 1
  const [username, member] = [`person${people}`, `Member${people}`]
  await addUser(database, LOCAL_OWNER, { username, role, scope: ALL_ROWS, password: PASSWORD })
  await linkWecom(database, LOCAL_OWNER, username, member)
  return { username, member }
}

/** Leaves for WeCom, and what the browser brings back. */
function leave(): { state: string; headers: Headers } {
  const { location, cookie } = startWecom(config, new Headers())
  const state = new URL(location).searchParams.get('state') ?? ''
  return { state, headers: new Headers({ cookie: cookie.split(';')[0] ?? '' }) }
}

async function comeBack(code: string, { state, headers } = leave()) {
  return finishWecom(config, new URLSearchParams({ code, state }), headers)
}

async function newest() {
  const { rows } = await readAudit(database, {}, { limit: 1 })
  return rows[0]
}

const count = (path: string) => asked.filter((url) => url.pathname.endsWith(path)).length

async function open(code: string): Promise<Headers> {
  const result = await comeBack(code)
  if (result.outcome !== 'in') throw new Error(result.outcome)
  return new Headers({ cookie: result.cookies.map((cookie) => cookie.split(';')[0]).join('; ') })
}

describe('the linked account', () => {
  test('is signed in with its role and scope, whatever the case of the userid, and the trail names the way', async () => {
    const { username, member } = await linked()
    const headers = await open(`of-${member.toUpperCase()}`)
    expect(await actorFrom(headers)).toMatchObject({ id: username, role: 'manager', scope: ALL_ROWS })
    expect(await newest()).toMatchObject({ action: 'sign-in', actor: username, detail: '{"way":"wecom"}' })
  })

  test('has the session of a password: the same cookie, 8 hours, 15 minutes idle', async () => {
    const { username, member } = await linked()
    const byPassword = await signIn({ username, password: PASSWORD }, new Headers())
    const byWecom = await comeBack(`of-${member}`)
    if (byPassword.outcome !== 'in' || byWecom.outcome !== 'in') throw new Error('not in')
    const shape = (cookies: string[]) => cookies.map((cookie) => cookie.replace(/=[^;]*/, ''))
    expect(shape(byWecom.cookies)).toEqual(shape(byPassword.cookies))
    const [account] = await database.select().from(user).where(eq(user.username, username))
    const rows = await database
      .select()
      .from(session)
      .where(eq(session.userId, account?.id ?? ''))
    expect(rows.map((row) => Math.round((row.expiresAt.getTime() - row.createdAt.getTime()) / 3_600_000))).toEqual([
      8, 8,
    ])
    const headers = await open(`of-${member.toLowerCase()}`)
    await database.update(session).set({ seenAt: new Date(Date.now() - 15 * 60_000 - 1000) })
    expect(await actorFrom(headers)).toBeNull()
  })

  test('an operator has one session, whichever way it was opened', async () => {
    const { username, member } = await linked('operator')
    const first = await signIn({ username, password: PASSWORD }, new Headers())
    if (first.outcome !== 'in') throw new Error(first.outcome)
    const headers = new Headers({ cookie: first.cookies.map((cookie) => cookie.split(';')[0]).join('; ') })
    const second = await open(`of-${member}`)
    expect(await actorFrom(headers)).toBeNull()
    expect(await actorFrom(second)).not.toBeNull()
  })

  test('wrong passwords stay counted: a locked name stays locked for passwords', async () => {
    const { username, member } = await linked()
    for (let i = 0; i < 6; i++) await signIn({ username, password: 'Wrong-1-run' }, new Headers())
    await open(`of-${member}`)
    expect(await signIn({ username, password: PASSWORD }, new Headers())).toEqual({ outcome: 'locked' })
  })

  test('another member, or none, ends its sessions; a member has one account', async () => {
    const { username, member } = await linked()
    const headers = await open(`of-${member}`)
    await linkWecom(database, LOCAL_OWNER, username, null)
    expect(await actorFrom(headers)).toBeNull()
    expect(await newest()).toMatchObject({ action: 'user-wecom', target: username })
    expect(await comeBack(`of-${member.toLowerCase()}`)).toEqual({ outcome: 'refused' })
    const other = await linked()
    await expect(linkWecom(database, LOCAL_OWNER, username, other.member)).rejects.toThrow(other.username)
  })
})

describe('refused', () => {
  test('a member without an account: none is made', async () => {
    const before = await database.$count(user)
    expect(await comeBack('of-stranger')).toEqual({ outcome: 'refused' })
    expect(await database.$count(user)).toBe(before)
    expect(await newest()).toMatchObject({ action: 'sign-in-failed', actor: 'wecom stranger' })
  })

  test.each([{ openid: OUTSIDER }, { openid: 'oAbc', external_userid: OUTSIDER }, {}, { userid: '' }, { userid: 7 }])(
    'whoever is no member: %j, and the outsider is not noted',
    async (who) => {
      replies.set('outside', [{ errcode: 0, errmsg: 'ok', ...who }])
      expect(await comeBack('outside')).toEqual({ outcome: 'refused' })
      expect(JSON.stringify(await newest())).not.toContain(OUTSIDER)
    },
  )

  test('a shut account, with no session left behind', async () => {
    const { username, member } = await linked()
    await banUser(database, LOCAL_OWNER, username, true)
    const before = await database.$count(session)
    expect(await comeBack(`of-${member}`)).toEqual({ outcome: 'refused' })
    expect(await database.$count(session)).toBe(before)
  })

  test.each([60011, 60021, 60111, 40003])('a member whom the app may not see: %i', async (errcode) => {
    replies.set('hidden', [{ errcode, errmsg: 'no privilege' }])
    expect(await comeBack('hidden')).toEqual({ outcome: 'refused' })
  })
})

describe('the state', () => {
  const EXPIRED = { outcome: 'expired' }

  test('works once', async () => {
    const { member } = await linked()
    const left = leave()
    expect((await comeBack(`of-${member}`, left)).outcome).toBe('in')
    expect(await comeBack(`of-${member.toLowerCase()}`, left)).toEqual(EXPIRED)
  })

  test('of another browser, made up, or missing: WeCom is not even asked', async () => {
    const [mine, theirs] = [leave(), leave()]
    const forged = new Headers({ cookie: `longrun.wecom_state=${mine.state}` })
    for (const left of [
      { state: theirs.state, headers: mine.headers },
      { state: mine.state, headers: new Headers() },
      { state: mine.state, headers: forged },
      { state: '', headers: mine.headers },
      { state: 'x'.repeat(48), headers: mine.headers },
    ])
      expect(await comeBack('of-anybody', left)).toEqual(EXPIRED)
    expect(asked).toEqual([])
  })

  test('holds for 10 minutes', () => {
    const headersOf = (cookie: string) => new Headers({ cookie: `a=b; ${cookie.split(';')[0]}` })
    const [late, inTime] = [newState(0), newState(0)]
    expect(takeState(late.state, headersOf(late.cookie), 600_000)).toBe(false)
    expect(takeState(inTime.state, headersOf(inTime.cookie), 599_999)).toBe(true)
    expect(inTime.cookie).toMatch(/Max-Age=600; HttpOnly; SameSite=Lax/)
    expect(inTime.cookie).not.toContain(inTime.state)
  })

  test('whoever declines comes back without a code', async () => {
    expect(await comeBack('')).toEqual(EXPIRED)
    expect(asked).toEqual([])
  })
})

describe('WeCom', () => {
  const UNREACHABLE = { outcome: 'unreachable' }

  test('is asked for one token for two sign-ins, also at once', async () => {
    const [a, b, c] = [await linked(), await linked(), await linked()]
    const outcomes = await Promise.all([comeBack(`of-${a.member}`), comeBack(`of-${b.member}`)])
    outcomes.push(await comeBack(`of-${c.member}`))
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['in', 'in', 'in'])
    expect(count('gettoken')).toBe(1)
  })

  test('a used code opens nothing', async () => {
    const { member } = await linked()
    expect((await comeBack(`of-${member}`)).outcome).toBe('in')
    expect(await comeBack(`of-${member}`)).toEqual({ outcome: 'expired' })
  })

  test('a token that WeCom took back is fetched anew, once, by two sign-ins at the same time', async () => {
    const [a, b, c] = [await linked(), await linked(), await linked()]
    expect((await comeBack(`of-${a.member}`)).outcome).toBe('in')
    validToken = 'another'
    const outcomes = await Promise.all([comeBack(`of-${b.member}`), comeBack(`of-${c.member}`)])
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['in', 'in'])
    expect(count('gettoken')).toBe(2)
  })

  test.each([42001, 40014, 40001])('%i about a token: another is fetched, and the sign-in goes on', async (errcode) => {
    const { member } = await linked()
    replies.set(`of-${member}`, [{ errcode, errmsg: 'token' }])
    expect((await comeBack(`of-${member}`)).outcome).toBe('in')
    expect(count('gettoken')).toBe(2)
  })

  test('a token that never works is not asked for again and again', async () => {
    const expired = { errcode: 42001, errmsg: 'expired' }
    replies.set('of-a', [expired, expired, expired, expired])
    expect(await comeBack('of-a')).toEqual(UNREACHABLE)
    expect([count('gettoken'), count('getuserinfo')]).toEqual([2, 2])
  })

  test('a wrong secret is tried once, then WeCom is left alone', async () => {
    config.secret = 'Wrong-secret-of-the-test'
    expect(await comeBack('of-a')).toEqual(UNREACHABLE)
    expect(await newest()).toMatchObject({ detail: '{"way":"wecom","reason":"gettoken: 40001"}' })
    expect(await comeBack('of-a')).toEqual(UNREACHABLE)
    expect(asked).toHaveLength(1)
  })

  test('too often: left alone from then on', async () => {
    replies.set('of-a', [{ errcode: 45009, errmsg: 'reach max api daily quota limit' }])
    expect(await comeBack('of-a')).toEqual(UNREACHABLE)
    const before = asked.length
    expect(await comeBack('of-a')).toEqual(UNREACHABLE)
    expect(asked).toHaveLength(before)
  })

  test('busy twice, then there', async () => {
    const busy = { errcode: -1, errmsg: 'system busy' }
    replies.set('busy', [busy, busy, { errcode: 0, errmsg: 'ok', userid: (await linked()).member }])
    expect((await comeBack('busy')).outcome).toBe('in')
  })

  test.each([
    [
      'a redirect elsewhere',
      (answer: ServerResponse) => answer.writeHead(302, { location: `${host}/elsewhere` }).end(),
    ],
    ['broken JSON', (answer: ServerResponse) => answer.end('{"errcode":0,"userid":"mem')],
    ['a list', (answer: ServerResponse) => answer.end('[]')],
    ['a page of a proxy', (answer: ServerResponse) => answer.writeHead(502).end('<html>')],
    ['a broken line', (answer: ServerResponse) => answer.destroy()],
    ['a refusal nobody foresaw', (answer: ServerResponse) => answer.end('{"errcode":50001}')],
  ])('%s ends in one word, and is not followed', async (_, said) => {
    replies.set('odd', [said])
    expect(await comeBack('odd')).toEqual(UNREACHABLE)
    expect(count('elsewhere')).toBe(0)
  })

  test('silence ends it too', async () => {
    config.answerWithin = 100
    tokenReply = () => undefined
    expect(await comeBack('of-a')).toEqual(UNREACHABLE)
    expect(await newest()).toMatchObject({ detail: '{"way":"wecom","reason":"gettoken: no answer"}' })
  })

  test('nothing secret is in the trail', async () => {
    const { rows } = await readAudit(database, {}, { limit: 1000 })
    expect(rows.length).toBeGreaterThan(20)
    expect(JSON.stringify(rows)).not.toMatch(/secret-of-the-test|token-\d|a-ticket|of-/)
  })
})

describe('the way out', () => {
  test('inside WeCom silently, elsewhere by the phone; both come back to the address of the settings', () => {
    const inside = new URL(startWecom(config, new Headers({ 'user-agent': 'Mozilla/5.0 wxwork/4.1.20' })).location)
    const outside = new URL(startWecom(config, new Headers({ host: 'evil.example' })).location)
    expect(inside.origin + inside.pathname + inside.hash).toBe(
      'https://open.weixin.qq.com/connect/oauth2/authorize#wechat_redirect',
    )
    expect(outside.origin + outside.pathname).toBe('https://login.work.weixin.qq.com/wwlogin/sso/login')
    for (const { searchParams } of [inside, outside]) {
      expect(searchParams.get('appid')).toBe(config.corpId)
      expect(searchParams.get('agentid')).toBe('1000002')
      expect(searchParams.get('redirect_uri')).toBe('https://longrun.hospital.cn/api/auth/wecom/callback')
      expect(searchParams.get('state')).toMatch(/^[0-9a-f]{48}$/)
    }
  })

  test('off unless all is set; in production, and for other machines, only WeCom is asked', () => {
    const env = {
      LONGRUN_WECOM_CORP_ID: 'ww1',
      LONGRUN_WECOM_AGENT_ID: '1',
      LONGRUN_WECOM_SECRET: 's',
      LONGRUN_URL: 'https://longrun.hospital.cn/',
    }
    for (const name of Object.keys(env)) expect(wecomConfig({ ...env, [name]: '' })).toBeNull()
    const hostIn = (more: Partial<Record<string, string>>) => wecomConfig({ ...env, ...more })?.host
    const local = 'http://127.0.0.1:4000'
    expect(hostIn({ NODE_ENV: 'test', LONGRUN_WECOM_TEST_HOST: local })).toBe(local)
    for (const more of [
      {},
      { NODE_ENV: 'production', LONGRUN_WECOM_TEST_HOST: local },
      { NODE_ENV: 'test', LONGRUN_WECOM_TEST_HOST: 'http://127.0.0.1:4000@evil.example' },
    ])
      expect(hostIn(more)).toBe('https://qyapi.weixin.qq.com')
  })
})
