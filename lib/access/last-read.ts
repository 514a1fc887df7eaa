/** When somebody last asked for anything, for work that waits until nobody does. */
import { isInBackground } from '../warehouse/pool.ts'

const REGISTRY = Symbol.for('longrun.last-read')

/** One clock for the server, which holds several copies of this module. */
function clock(): { readAt: number } {
  const holder = globalThis as { [REGISTRY]?: { readAt: number } }
  holder[REGISTRY] ??= { readAt: Date.now() }
  return holder[REGISTRY]
}

/** Notes that somebody asks; work in the background is nobody. */
export function noteRead(): void {
  if (!isInBackground()) clock().readAt = Date.now()
}

/** Milliseconds since somebody last asked, or since the start. */
export function msSinceRead(): number {
  return Date.now() - clock().readAt
}
