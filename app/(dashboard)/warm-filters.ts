import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Actor } from '../../lib/access/actor.ts'
import { openView } from '../../lib/access/gate.ts'
import { msSinceRead } from '../../lib/access/last-read.ts'
import { readOptions } from '../../lib/filters/options.ts'
import { BAR_FILTERS, type BarFilter } from '../../lib/filters/selection.ts'
import { hasRoom } from '../../lib/warehouse/cache.ts'
import { inBackground } from '../../lib/warehouse/pool.ts'
import { gatherAs } from '../ui/shell/read-page.ts'
import { GATHER_ALL } from './gather-all.ts'

/** Nobody has asked for anything for so many milliseconds: whoever reads is looking, and the server has time for itself. */
const QUIET = 30_000

/**
 * Asks the questions of every page under each single filter of the bar, a statement at a time and only in quiet moments,
 * so that a department or a disease chosen for the first time is there at once.
 * @param isServed whether the snapshot is still the one to answer from
 */
export function warmFilters(actor: Actor, isServed: () => boolean): Promise<void> {
  return inBackground(() => askAhead(actor, isServed))
}

async function askAhead(actor: Actor, isServed: () => boolean): Promise<void> {
  for (const [key, value] of await singleFilters(actor)) {
    for (const gather of Object.values(GATHER_ALL)) {
      await quiet()
      if (!isServed() || !(await openView(actor, async ({ snapshot }) => hasRoom(snapshot)))) return
      // A page that cannot be gathered says so itself when somebody opens it.
      await gatherAs(actor, { [key]: value }, (page): Promise<unknown> => gather(page)).catch(() => undefined)
    }
  }
}

/** Every value of every filter of the bar. */
export async function singleFilters(actor: Actor): Promise<[BarFilter, string][]> {
  const options = await openView(actor, readOptions)
  return BAR_FILTERS.flatMap((key) => options[key].map(({ value }): [BarFilter, string] => [key, value]))
}

async function quiet(): Promise<void> {
  for (let left = QUIET - msSinceRead(); left > 0; left = QUIET - msSinceRead()) {
    // A server that is told to stop does not wait for it.
    await sleep(left, undefined, { ref: false })
  }
}
