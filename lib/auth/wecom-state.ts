/**
 * The thread between leaving for WeCom and coming back: a random state that returns in the address, its hash in a cookie
 * of the browser that left, and the same hash here until it is used. All three must meet, within ten minutes, once.
 */
import { createHash, randomBytes } from 'node:crypto'
import { isHttps } from './auth.ts'

const COOKIE = 'longrun.wecom_state'
const PATH = '/api/auth/wecom'
const MINUTES = 10
/** States that are kept; the oldest are forgotten first. */
const MOST_STATES = 10_000
const REGISTRY = Symbol.for('longrun.wecom-states')

/** When each hash ends, oldest first. */
function pending(): Map<string, number> {
  const holder = globalThis as { [REGISTRY]?: Map<string, number> }
  holder[REGISTRY] ??= new Map()
  return holder[REGISTRY]
}

/** A state for the way out, and the cookie that the browser keeps meanwhile. */
export function newState(now = Date.now()): { state: string; cookie: string } {
  const state = randomBytes(24).toString('hex')
  const hash = hashOf(state)
  const states = pending()
  states.set(hash, now + MINUTES * 60_000)
  const oldest = states.size > MOST_STATES ? states.keys().next().value : undefined
  if (oldest !== undefined) states.delete(oldest)
  return { state, cookie: stateCookie(hash, MINUTES * 60) }
}

/** Whether this browser left with this state and has not come back with it yet. Asking uses it up. */
export function takeState(state: string, headers: Headers, now = Date.now()): boolean {
  const hash = hashOf(state)
  const isHere = cookiesOf(headers).includes(`${COOKIE}=${hash}`)
  const until = isHere ? pending().get(hash) : undefined
  if (until === undefined) return false
  pending().delete(hash)
  return now < until
}

/** Makes the browser forget its state. */
export function forgetState(): string {
  return stateCookie('', 0)
}

function stateCookie(value: string, seconds: number): string {
  // Lax: the browser comes back from another site, by a plain link.
  const secure = isHttps() ? '; Secure' : ''
  return `${COOKIE}=${value}; Path=${PATH}; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`
}

function cookiesOf(headers: Headers): string[] {
  return (headers.get('cookie') ?? '').split(';').map((cookie) => cookie.trim())
}

function hashOf(state: string): string {
  return createHash('sha256').update(state).digest('hex')
}
