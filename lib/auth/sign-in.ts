/** Signing in and out, and one's own password. Every path that looks at a password counts the try first. */
import { and, eq, ne } from 'drizzle-orm'
import { type Actor, actorOf } from '../access/actor.ts'
import { record } from '../access/audit.ts'
import { type AppState, appState } from '../app-state/database.ts'
import { account, session, user } from '../app-state/schema/accounts.ts'
import { Pool } from '../warehouse/pool.ts'
import { type Account, accountOf } from './account.ts'
import { auth } from './auth.ts'
import { forgetTries, mayTry } from './lock-out.ts'
import { checkHistory, checkPassword, verifyPassword } from './passwords.ts'
import { passwordChanges } from './users.ts'

export type SignIn = { outcome: 'wrong' | 'locked' } | { outcome: 'in'; actor: Actor; cookies: string[] }

/** Roles with one session at a time: a second sign-in ends the first. */
const ALONE = new Set<string>(['operator', 'admin'])
const REGISTRY = Symbol.for('longrun.password-checks')

/** Hashing a password takes a tenth of a second of a processor: two at a time, in the whole process. */
function turns(): Pool<true> {
  const holder = globalThis as { [REGISTRY]?: Pool<true> }
  holder[REGISTRY] ??= new Pool<true>([true, true])
  return holder[REGISTRY]
}

/** Checks name and password and opens a session; its cookies are for the answer. */
export async function signIn(typed: { username: string; password: string }, headers: Headers): Promise<SignIn> {
  const username = typed.username.trim().toLowerCase()
  const database = await appState()
  const who = { id: username, role: '' }
  if (!(await mayTry(database, username, Date.now()))) {
    await record(database, { actor: who, action: 'sign-in-locked' })
    return { outcome: 'locked' }
  }
  const opened = await turns().use(() => openSession(username, typed.password, headers))
  const found = opened && (await accountNamed(database, username))
  if (!opened || !found || found.isBanned) {
    if (opened) await database.delete(session).where(eq(session.token, opened.token))
    await record(database, { actor: who, action: 'sign-in-failed' })
    return { outcome: 'wrong' }
  }
  const actor = actorOf(found)
  const ending = endOthers(database, found, opened.token)
  await record(database, { actor, action: 'sign-in' }, [forgetTries(database, username), ...ending])
  return { outcome: 'in', actor, cookies: opened.cookies }
}

/** What ends the other sessions of an account that may have one at a time; nothing for the others. */
export function endOthers(database: AppState, found: Account, token: string) {
  const others = and(eq(session.userId, found.id), ne(session.token, token))
  return ALONE.has(found.role) ? [database.delete(session).where(others)] : []
}

/** The session of a right password; null for a wrong one. */
async function openSession(username: string, password: string, headers: Headers) {
  const { api } = await auth()
  try {
    const { headers: set, response } = await api.signInUsername({
      body: { username, password },
      headers,
      returnHeaders: true,
    })
    return { token: response.token, cookies: set.getSetCookie() }
  } catch (error) {
    if (error instanceof Error && error.name === 'APIError') return null
    throw error
  }
}

async function accountNamed(database: AppState, username: string): Promise<Account | null> {
  const [row] = await database.select().from(user).where(eq(user.username, username))
  return row ? accountOf(row) : null
}

/** Ends the session of the request; the cookies that forget it. */
export async function signOut(actor: Actor | null, headers: Headers): Promise<string[]> {
  const { api } = await auth()
  const { headers: set } = await api.signOut({ headers, returnHeaders: true })
  if (actor) await record(await appState(), { actor, action: 'sign-out' })
  return set.getSetCookie()
}

export type OwnPassword = 'changed' | 'wrong' | 'locked'

/**
 * Changes the password of the signed-in account and ends its other sessions.
 * @throws PasswordError when the new one breaks a rule
 */
export async function changeOwnPassword(
  actor: Actor,
  typed: { current: string; next: string },
  headers: Headers,
): Promise<OwnPassword> {
  const database = await appState()
  const found = await accountNamed(database, actor.id)
  const { api } = await auth()
  const opened = await api.getSession({ headers })
  if (!found || opened?.user.id !== found.id) return 'wrong'
  if (!(await mayTry(database, found.username, Date.now()))) {
    await record(database, { actor, action: 'sign-in-locked' })
    return 'locked'
  }
  const [kept] = await database.select({ hash: account.password }).from(account).where(eq(account.userId, found.id))
  const hash = kept?.hash
  if (!hash || !(await turns().use(() => verifyPassword({ hash, password: typed.current })))) {
    await record(database, { actor, action: 'sign-in-failed' })
    return 'wrong'
  }
  await forgetTries(database, found.username)
  checkPassword(typed.next, found)
  await turns().use(() => checkHistory(database, found.id, typed.next))
  const changes = await passwordChanges(database, found, typed.next, opened.session.token)
  await record(database, { actor, action: 'user-password', target: found.username }, changes)
  return 'changed'
}
