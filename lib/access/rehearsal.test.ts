/** The server's own look at its pages: the pass opens while the page is on its way, to nobody else and not afterwards. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { LOCAL_OWNER } from './actor.ts'
import { rehearse, rehearsingActor } from './rehearsal.ts'

const HEADER = 'x-longrun-rehearsal'
let onRequest: (headers: Headers, path: string) => void = () => undefined
const server = createServer((request, answer) => {
  onRequest(new Headers(request.headers as Record<string, string>), request.url ?? '')
  answer.end('a page')
})

beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)))
afterAll(() => server.close())

const passed = (pass: string) => rehearsingActor(new Headers({ [HEADER]: pass }))

test('its actor while the page is opened; another pass, none, or the same one later is nobody', async () => {
  vi.stubEnv('PORT', String((server.address() as AddressInfo).port))
  const seen: unknown[] = []
  let pass = ''
  onRequest = (headers, path) => {
    pass = headers.get(HEADER) ?? ''
    seen.push(path, rehearsingActor(headers))
    expect(rehearsingActor(new Headers())).toBeNull()
    expect([passed(''), passed('x'), passed(`${pass}x`), passed('x'.repeat(pass.length))]).toEqual(Array(4).fill(null))
  }
  await rehearse(LOCAL_OWNER, '/retention')
  expect(seen).toEqual(['/retention', LOCAL_OWNER])
  expect(Buffer.from(pass, 'base64url')).toHaveLength(32)
  expect(passed(pass)).toBeNull()
  const first = pass
  await rehearse(LOCAL_OWNER, '/')
  expect(pass).not.toBe(first)
})

test('a server on no port of this machine is not an error', async () => {
  onRequest = () => expect.unreachable()
  vi.stubEnv('PORT', '1')
  await rehearse(LOCAL_OWNER, '/')
  vi.stubEnv('PORT', '')
  await rehearse(LOCAL_OWNER, '/')
})
