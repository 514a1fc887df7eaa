/** From a request to an actor: the session and its account are read from the database every time. */
import 'server-only'
import { and, eq, lt } from 'drizzle-orm'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { appState } from '../app-state/database.ts'
import { session } from '../app-state/schema/accounts.ts'
import { accountOf } from '../auth/account.ts'
import { auth } from '../auth/auth.ts'
import { type Actor, actorOf, NotSignedIn } from './actor.ts'
import { rehearsingActor } from './rehearsal.ts'

/** Milliseconds without a request after which a session ends. */
export const IDLE_END = 15 * 60_000
/** Activity is noted once in a while, not at every request. */
const NOTE_EVERY = 30_000

/**
 * Who sent these headers; null for nobody, a session that is over, or an account that is shut.
 * @param isActivity false for what a page does by itself, such as looking for new data: it must not keep a session open
 */
export async function actorFrom(requestHeaders: Headers, { isActivity = true } = {}): Promise<Actor | null> {
  if (!requestHeaders.get('cookie')?.includes('session_token')) return null
  const { api } = await auth()
  const read = await api.getSession({ headers: requestHeaders }).catch(() => null)
  if (!read) return null
  const account = accountOf({ ...read.user, username: read.user.username ?? '' })
  const idle = Date.now() - new Date(read.session.seenAt).getTime()
  if (!account || account.isBanned || idle > IDLE_END) {
    await (await appState()).delete(session).where(eq(session.id, read.session.id))
    return null
  }
  if (isActivity && idle > NOTE_EVERY) await noteActivity(read.session.id)
  return actorOf(account)
}

async function noteActivity(id: string): Promise<void> {
  const now = Date.now()
  const database = await appState()
  await database
    .update(session)
    .set({ seenAt: new Date(now) })
    .where(and(eq(session.id, id), lt(session.seenAt, new Date(now - NOTE_EVERY))))
}

/** @throws NotSignedIn */
export async function requestActor(request: Request): Promise<Actor> {
  const actor = await actorFrom(request.headers)
  if (!actor) throw new NotSignedIn()
  return actor
}

/** Who looks at the page; null for nobody. Read once a page, however many parts of it ask. */
export const pageActor = cache(async (): Promise<Actor | null> => {
  const requestHeaders = await headers()
  return rehearsingActor(requestHeaders) ?? actorFrom(requestHeaders)
})

/** Who looks at the page; somebody who is not signed in is sent to do so. */
export async function signedInOrRedirect(): Promise<Actor> {
  const actor = await pageActor()
  if (!actor) redirect('/sign-in')
  return actor
}
