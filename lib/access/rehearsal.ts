/**
 * The server opens its own pages before anybody else does, as code that has never run is slow. Such a request shows a
 * pass that only this process knows, for one page each; it opens no routes.
 */
import 'server-only'
import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Actor } from './actor.ts'

const HEADER = 'x-longrun-rehearsal'
const REGISTRY = Symbol.for('longrun.rehearsal')

interface Pass {
  text: string
  actor: Actor
}

/** On globalThis, as a server loads this module several times. */
function registry(): { [REGISTRY]?: Pass } {
  return globalThis as { [REGISTRY]?: Pass }
}

/** The actor of a page that the server opens itself; null for a request of anybody else. */
export function rehearsingActor(headers: Headers): Actor | null {
  const pass = registry()[REGISTRY]
  const shown = headers.get(HEADER)
  if (!pass || shown === null) return null
  const [given, known] = [Buffer.from(shown), Buffer.from(pass.text)]
  return given.length === known.length && timingSafeEqual(given, known) ? pass.actor : null
}

/** Opens a page of this server as an actor sees it. One that does not open says so to its reader. */
export async function rehearse(actor: Actor, path: string): Promise<void> {
  const port = process.env.PORT
  if (!port) return
  const pass = { text: randomBytes(32).toString('base64url'), actor }
  registry()[REGISTRY] = pass
  try {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      headers: { [HEADER]: pass.text },
      redirect: 'manual',
    })
    await answer.arrayBuffer()
  } catch {
    // Bound to another address, perhaps: its pages are drawn for the first time when somebody opens them.
  } finally {
    if (registry()[REGISTRY] === pass) delete registry()[REGISTRY]
  }
}
