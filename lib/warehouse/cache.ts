/** Answers already computed on a snapshot. They die with it: the snapshot never changes, so nothing else can make them stale. */
import { deserialize, serialize } from 'node:v8'
import { LRUCache } from 'lru-cache'
import type { Snapshot } from './snapshot.ts'

const MAX_ENTRIES = 10_000
/** Bytes, all entries together. */
const MAX_SIZE = 64_000_000
const MAX_ENTRY_SIZE = 8_000_000

interface Shelf {
  /** As bytes: thousands of answers as objects would be looked through by every collection of garbage. */
  done: LRUCache<string, Buffer>
  underWay: Map<string, Promise<unknown>>
}

const REGISTRY = Symbol.for('longrun.cache')

/** Shelves by snapshot object, so that a closed snapshot takes its answers along. */
function shelves(): WeakMap<Snapshot, Shelf> {
  const holder = globalThis as { [REGISTRY]?: WeakMap<Snapshot, Shelf> }
  holder[REGISTRY] ??= new WeakMap()
  return holder[REGISTRY]
}

function shelfOf(snapshot: Snapshot): Shelf {
  const known = shelves().get(snapshot)
  if (known) return known
  const shelf: Shelf = {
    done: new LRUCache({
      max: MAX_ENTRIES,
      maxSize: MAX_SIZE,
      maxEntrySize: MAX_ENTRY_SIZE,
      sizeCalculation: (bytes, key) => bytes.byteLength + key.length,
    }),
    underWay: new Map(),
  }
  shelves().set(snapshot, shelf)
  return shelf
}

/** Whether answers that nobody has asked for yet may be kept: half of the shelf is for readers. */
export function hasRoom(snapshot: Snapshot): boolean {
  const { done } = shelfOf(snapshot)
  return done.size < MAX_ENTRIES / 2 && done.calculatedSize < MAX_SIZE / 2
}

/** Lets another object for the same data answer from the same shelf. */
export function shareAnswers(from: Snapshot, to: Snapshot): void {
  shelves().set(to, shelfOf(from))
}

/**
 * The value for a key on a snapshot, computed once: callers at the same time wait for the same computation.
 * A failure is not kept. Those who wait together share the value, so nobody may change it; it must be plain data.
 * @param key everything that the value depends on besides the snapshot; the order of properties plays no part
 */
export async function cached<T>(snapshot: Snapshot, key: unknown, compute: () => Promise<T>): Promise<T> {
  const shelf = shelfOf(snapshot)
  const text = canonical(key)
  const hit = shelf.done.get(text)
  if (hit) return deserialize(hit)
  const running = shelf.underWay.get(text)
  if (running) return running as Promise<T>
  const promise = compute()
    .then((value) => {
      shelf.done.set(text, serialize(value))
      return value
    })
    .finally(() => shelf.underWay.delete(text))
  shelf.underWay.set(text, promise)
  return promise
}

/** JSON with properties in order, so that equal keys have equal text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : item,
  )
}
