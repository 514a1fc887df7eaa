/** Seeded random numbers for the demo hospital. Each entity draws from a stream of its own, so that none disturbs another. */

/** 32-bit mixing step (MurmurHash3 finaliser). */
function mix(value: number): number {
  let h = value | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

function hashText(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h >>> 0
}

/** Generator sfc32 (128 bits of state) with the few distributions that the simulation needs. */
export class Rng {
  private a: number
  private b: number
  private c: number
  private d = 1

  private constructor(a: number, b: number, c: number) {
    this.a = a
    this.b = b
    this.c = c
    for (let i = 0; i < 12; i += 1) this.next()
  }

  /** The stream of one entity, e.g. `Rng.of(seed, 'patient', 17)`; the same three give the same numbers for ever. */
  static of(seed: number, kind: string, index = 0): Rng {
    const root = mix(seed ^ 0x9e3779b9)
    const family = mix(root ^ hashText(kind))
    return new Rng(root, family, mix(family + Math.imul(index + 1, 0x9e3779b1)))
  }

  /** Uniform in [0, 1). */
  next(): number {
    const t = (this.a + this.b + this.d) | 0
    this.d = (this.d + 1) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = (this.c << 21) | (this.c >>> 11)
    this.c = (this.c + t) | 0
    return (t >>> 0) / 4294967296
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  /** Whole number from `from` to `to`, both included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1))
  }

  /** Uniform in [from, to). */
  between(from: number, to: number): number {
    return from + this.next() * (to - from)
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.next() * items.length)]
    if (item === undefined) throw new Error('nothing to pick from')
    return item
  }

  /** One of the items, in proportion to `weight`. */
  weighted<T>(items: readonly T[], weight: (item: T) => number): T {
    let total = 0
    for (const item of items) total += weight(item)
    let left = this.next() * total
    for (const item of items) {
      left -= weight(item)
      if (left < 0) return item
    }
    return this.pick(items)
  }

  /** Standard normal (Box–Muller, one of the pair). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next())
  }

  /** Log-normal with the given median and sigma. */
  around(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.normal())
  }

  /** Exponential with the given mean. */
  wait(mean: number): number {
    return -mean * Math.log(1 - this.next())
  }

  /** Fisher–Yates, in place. */
  shuffle<T>(items: T[]): T[] {
    for (let i = items.length - 1; i > 0; i -= 1) {
      const j = Math.floor(this.next() * (i + 1))
      const a = items[i] as T
      items[i] = items[j] as T
      items[j] = a
    }
    return items
  }
}

export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x))
}
