/** How often something may happen: buckets that fill up again, in this process's memory. */
const REGISTRY = Symbol.for('longrun.rate')
const MINUTE = 60_000
/** Buckets that are kept; the longest unused are forgotten first. */
const MOST_BUCKETS = 10_000

/** Too often. Waiting helps. */
export class TooMany extends Error {
  override name = 'TooMany'
  constructor() {
    super('too many requests; wait a minute')
  }
}

interface Bucket {
  left: number
  at: number
}

/**
 * Takes one of the `perMinute` that a name has.
 * @throws TooMany when none is left
 */
export function takeToken(name: string, perMinute: number, now = Date.now()): void {
  const holder = globalThis as { [REGISTRY]?: Map<string, Bucket> }
  holder[REGISTRY] ??= new Map()
  const buckets = holder[REGISTRY]
  const { left, at } = buckets.get(name) ?? { left: perMinute, at: now }
  const filled = Math.min(perMinute, left + ((now - at) / MINUTE) * perMinute)
  // Set again, so that the order of the map is that of the last use.
  buckets.delete(name)
  buckets.set(name, { left: Math.max(0, filled - 1), at: now })
  const oldest = buckets.size > MOST_BUCKETS ? buckets.keys().next().value : undefined
  if (oldest !== undefined) buckets.delete(oldest)
  if (filled < 1) throw new TooMany()
}
