/** Work on what a snapshot holds that depends on nothing else of a question: done once, and gone with its engine. */
import { LRUCache } from 'lru-cache'
import type { Engine } from './engine.ts'

const MAX_RESULTS = 100

const shelves = new WeakMap<Engine, LRUCache<string, Promise<unknown>>>()

/**
 * The result for a key on an engine; callers at the same time wait for the same computation, a failure is not kept.
 * @param key everything that the result depends on besides the snapshot
 */
export function once<T>(engine: Engine, key: string, compute: () => Promise<T>): Promise<T> {
  const shelf = shelves.get(engine) ?? new LRUCache<string, Promise<unknown>>({ max: MAX_RESULTS })
  shelves.set(engine, shelf)
  const known = shelf.get(key)
  if (known) return known as Promise<T>
  const started = compute()
  shelf.set(key, started)
  started.catch(() => shelf.delete(key))
  return started
}
