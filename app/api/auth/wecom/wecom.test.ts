/** The two routes of the WeCom sign-in, as a browser meets them. */
import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { LOCAL_OWNER } from '../../../../lib/access/actor.ts'
import { ALL_ROWS } from '../../../../lib/access/scope.ts'
import { actorFrom } from '../../../../lib/access/session.ts'
import { appState } from '../../../../lib/app-state/database.ts'
import { addUser } from '../../../../lib/auth/users.ts'
import { linkWecom } from '../../../../lib/auth/wecom-links.ts'
import { GET as end } from './callback/route.ts'
import { GET as start } from './route.ts'

const HOME = 'https://longrun.hospital.cn'
const SETTINGS = {
  LONGRUN_DATA: mkdtempSync(join(tmpdir(), 'longrun-wecom-routes-')),
  LONGRUN_URL: HOME,
  LONGRUN_WECOM_CORP_ID: 'ww-routes',
  LONGRUN_WECOM_AGENT_ID: '1000002',
  LONGRUN_WECOM_SECRET: 'k9Tz-app-secret-of-the-test',
}
const server = createServer((request, answer) => {
  const isToken = request.url?.startsWith('/cgi-bin/gettoken')
  const isKnown = request.url?.endsWith('code=good-code')
  const said = isToken ? { access_token: 'the-token', expires_in: 7200 } : isKnown ? { userid: 'LiNa' } : null
  answer.end(said ? JSON.stringify({ errcode: 0, errmsg: 'ok', ...said }) : 'no JSON')
})

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  for (const [name, value] of Object.entries(SETTINGS)) vi.stubEnv(name, value)
  vi.stubEnv('LONGRUN_WECOM_TEST_HOST', `http://127.0.0.1:${address.port}`)
  const database = await appState()
  const password = 'Morning-7-run'
  await addUser(database, LOCAL_OWNER, { username: 'li.na', role: 'admin', scope: ALL_ROWS, password })
  await linkWecom(database, LOCAL_OWNER, 'li.na', 'LiNa')
})
afterAll(() => {
  vi.unstubAllEnvs()
  server.close()
})

/** Leaves, and comes back with a code. */
async function comeBack(code: string): Promise<Response> {
  const left = await start(new Request(`${HOME}/api/auth/wecom`))
  const state = new URL(left.headers.get('location') ?? '').searchParams.get('state')
  const cookie = left.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  return end(new Request(`${HOME}/api/auth/wecom/callback?code=${code}&state=${state}`, { headers: { cookie } }))
}

test('ends at home with the session, and the state is forgotten', async () => {
  const answer = await comeBack('good-code')
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/admin'])
  const cookies = answer.headers.getSetCookie()
  expect(cookies.at(-1)).toMatch(/^longrun\.wecom_state=; .*Max-Age=0; HttpOnly; SameSite=Lax; Secure$/)
  const cookie = cookies.map((text) => text.split(';')[0]).join('; ')
  expect(await actorFrom(new Headers({ cookie }))).toMatchObject({ id: 'li.na', role: 'admin' })
})

test('a failure ends on the sign-in page, with neither code nor token in the address or on the error stream', async () => {
  const written = vi.spyOn(process.stderr, 'write')
  const answer = await comeBack('bad-code')
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in?wecom=unreachable'])
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(written).not.toHaveBeenCalled()
  written.mockRestore()
})

test('what nobody foresaw is logged without the code, and ends on the sign-in page too', async () => {
  vi.stubEnv('LONGRUN_DATA', '/dev/null/nowhere')
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const answer = await comeBack('good-code')
  const text = written.mock.calls.join('')
  written.mockRestore()
  vi.stubEnv('LONGRUN_DATA', SETTINGS.LONGRUN_DATA)
  expect(answer.headers.get('location')).toBe('/sign-in?wecom=unreachable')
  expect(text).toContain('nowhere')
  expect(text).not.toMatch(/good-code|the-token|secret-of-the-test/)
})

test('a callback that nobody began', async () => {
  const answer = await end(new Request(`${HOME}/api/auth/wecom/callback?code=good-code&state=abc`))
  expect(answer.headers.get('location')).toBe('/sign-in?wecom=expired')
})

test('not set up: both lead to the sign-in page', async () => {
  vi.stubEnv('LONGRUN_WECOM_SECRET', '')
  for (const route of [start, end]) {
    const answer = await route(new Request(`${HOME}/api/auth/wecom`))
    expect([answer.headers.get('location'), answer.headers.getSetCookie()]).toEqual(['/sign-in', []])
  }
  vi.stubEnv('LONGRUN_WECOM_SECRET', SETTINGS.LONGRUN_WECOM_SECRET)
})

test('one address has 30 a minute, then is told to wait', async () => {
  vi.stubEnv('LONGRUN_IP_HEADER', 'x-client')
  const from = (client: string) => start(new Request(`${HOME}/api/auth/wecom`, { headers: { 'x-client': client } }))
  for (let i = 0; i < 30; i++) expect((await from('10.0.0.7')).headers.get('location')).toMatch(/^https:/)
  expect((await from('10.0.0.7')).headers.get('location')).toBe('/sign-in?wecom=tooMany')
  expect((await from('10.0.0.8')).headers.get('location')).toMatch(/^https:/)
})
