import 'server-only'
import { readPage } from '../ui/shell/read-page.ts'
import { GATHER_ALL } from './gather-all.ts'

const REGISTRY = Symbol.for('longrun.warmed')

/**
 * Asks the questions of every page once for a snapshot, page by page, so that the first reader of each finds its
 * answers in the cache. Calls for a snapshot that is warm, or getting there, return at once.
 */
export async function warmPages(snapshot: string): Promise<void> {
  const holder = globalThis as { [REGISTRY]?: string }
  if (holder[REGISTRY] === snapshot) return
  holder[REGISTRY] = snapshot
  for (const gather of Object.values(GATHER_ALL)) {
    // A page that cannot be gathered says so itself when somebody opens it.
    await readPage(Promise.resolve({}), (page): Promise<unknown> => gather(page)).catch(() => undefined)
  }
}
