import 'server-only'
import type { Actor } from '../../lib/access/actor.ts'
import { rightsOf } from '../../lib/access/matrix.ts'
import { rehearse } from '../../lib/access/rehearsal.ts'
import { ALL_ROWS } from '../../lib/access/scope.ts'
import { gatherAs } from '../ui/shell/read-page.ts'
import { GATHER_ALL } from './gather-all.ts'
import { singleFilters, warmFilters } from './warm-filters.ts'

/** Sees every figure and every row, but no people: nobody's view is written into the audit trail. */
const WARMER: Actor = { id: 'warming', name: 'warming', role: 'owner', rights: rightsOf('manager'), scope: ALL_ROWS }

/** Code is compiled once it has run a few times: from the fourth drawing on a page takes a sixth less. */
const DRAWN = 3

const REGISTRY = Symbol.for('longrun.warmed')

/** How many pages are ready. */
export interface Warmth {
  snapshot: string
  done: number
  of: number
}

function registry(): { [REGISTRY]?: Warmth } {
  return globalThis as { [REGISTRY]?: Warmth }
}

/** How warm a snapshot is. */
export function warmthOf(snapshot: string): Warmth {
  const warmth = registry()[REGISTRY]
  return warmth?.snapshot === snapshot ? warmth : { snapshot, done: 0, of: Object.keys(GATHER_ALL).length }
}

/**
 * Asks the questions of every page once for a snapshot and draws it a few times, page by page, so that its first reader
 * finds the answers in the cache and code that has run before; the last time under some filter, as the page itself
 * asks then. Single filters follow in quiet moments. Calls for a snapshot that is warm, or getting there, return at once,
 * and all of them where the machine is wanted for other work (LONGRUN_WARM_UP=off).
 */
export async function warmPages(snapshot: string): Promise<void> {
  if (process.env.LONGRUN_WARM_UP === 'off') return
  if (registry()[REGISTRY]?.snapshot === snapshot) return
  const warmth = warmthOf(snapshot)
  registry()[REGISTRY] = warmth
  const some = (await singleFilters(WARMER).catch(() => [])).slice(-1)
  for (const [path, gather] of Object.entries(GATHER_ALL)) {
    // A page that cannot be gathered says so itself when somebody opens it.
    await gatherAs(WARMER, {}, (page): Promise<unknown> => gather(page)).catch(() => undefined)
    for (let drawn = 0; drawn < DRAWN; drawn++) await rehearse(WARMER, path)
    await rehearse(WARMER, `${path}?${new URLSearchParams(some)}`)
    warmth.done += 1
  }
  // Not waited for: it may take hours of quiet moments. What cannot be read now is read when somebody asks for it.
  warmFilters(WARMER, () => registry()[REGISTRY] === warmth).catch(() => undefined)
}
