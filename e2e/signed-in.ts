/** Sessions for the tests: each role signs in once a test file, through the same route as a person. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Role } from '../lib/access/actor.ts'

/** Data folder of each server that this test file has started, by its address. */
export const accountsOf = new Map<string, string>()

const sessions = new Map<string, Promise<string>>()
/** The real one: the tests' own adds a session to each request. */
const plainFetch = globalThis.fetch

/** The session cookie, `name=value`, of the demo account of a role on a server that serves a data folder. */
export function sessionOf(base: string, data: string, role: Role): Promise<string> {
  const key = `${base} ${role}`
  const known = sessions.get(key) ?? signIn(base, role, passwordOf(data, role))
  sessions.set(key, known)
  known.catch(() => sessions.delete(key))
  return known
}

/** Signs in with a name and a password. */
export async function signIn(base: string, username: string, password: string): Promise<string> {
  const answer = await plainFetch(`${base}/api/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: base },
    body: JSON.stringify({ username, password }),
  })
  if (answer.status !== 200) throw new Error(`${username} cannot sign in: ${answer.status} ${await answer.text()}`)
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

function passwordOf(data: string, role: Role): string {
  const accounts: Partial<Record<Role, string>> = JSON.parse(readFileSync(join(data, 'demo-accounts.json'), 'utf8'))
  return accounts[role] ?? ''
}
