/** Work on what a snapshot holds that depends on nothing else of a question: done once, and gone with its engine. */
import { LRUCache } from 'lru-cache'
import type { Engine } from './engine.ts'

const MAX_RESULTS = 100

const REGISTRY = Symbol.for('longrun.once')

type Shelf = LRUCache<string, Promise<unknown>>

/** On globalThis, as a server loads this module several times. */
function shelves(): WeakMap<Engine, Shelf> {
  const holder = globalThis as { [REGISTRY]?: WeakMap<Engine, Shelf> }
  holder[REGISTRY] ??= new WeakMap()
  return holder[REGISTRY]
}

/**
 * The result for a key on an engine; callers at the same time wait for the same computation, a failure is not kept.
 * @param key everything that the result depends on besides the snapshot
 */
export function once<T>(engine: Engine, key: string, compute: () => Promise<T>): Promise<T> {
  const shelf: Shelf = shelves().get(engine) ?? new LRUCache({ max: MAX_RESULTS })
  shelves().set(engine, shelf)
  const known = shelf.get(key)
  if (known) return known as Promise<T>
  const started = compute()
  shelf.set(key, started)
  started.catch(() => shelf.delete(key))
  return started
}
