import { AsyncLocalStorage } from 'node:async_hooks'

const REGISTRY = Symbol.for('longrun.background')

/** On globalThis, as a server loads this module several times. */
function background(): AsyncLocalStorage<true> {
  const holder = globalThis as { [REGISTRY]?: AsyncLocalStorage<true> }
  holder[REGISTRY] ??= new AsyncLocalStorage()
  return holder[REGISTRY]
}

/** Runs work whose use of pools gives way to everybody else's. */
export function inBackground<T>(work: () => Promise<T>): Promise<T> {
  return background().run(true, work)
}

export function isInBackground(): boolean {
  return background().getStore() === true
}

/** Milliseconds that work in the background gives way at most: somebody may wait for what it brings. */
const GIVES_WAY = 1000

/**
 * A few connections that take turns. Who finds none free waits in line; a borrowed one comes back also after an error.
 * Work in the background takes one at a time, and begins while nobody else has any.
 */
export class Pool<C> {
  private readonly free: C[]
  private readonly waiting: ((connection: C) => void)[] = []
  private readonly whenIdle: (() => void)[] = []
  private turn: Promise<unknown> = Promise.resolve()

  constructor(private readonly connections: readonly C[]) {
    if (connections.length === 0) throw new RangeError('a pool needs at least one connection')
    this.free = [...connections]
  }

  use<T>(work: (connection: C) => Promise<T>): Promise<T> {
    if (!isInBackground()) return this.take(work)
    const result = this.turn.then(() => this.idle()).then(() => this.take(work))
    this.turn = result.catch(() => undefined)
    return result
  }

  /** Every connection, for closing. */
  all(): readonly C[] {
    return this.connections
  }

  private async take<T>(work: (connection: C) => Promise<T>): Promise<T> {
    const connection = this.free.pop() ?? (await new Promise<C>((resolve) => this.waiting.push(resolve)))
    try {
      return await work(connection)
    } finally {
      const next = this.waiting.shift()
      if (next) next(connection)
      else this.free.push(connection)
      if (this.isIdle()) for (const wake of this.whenIdle.splice(0)) wake()
    }
  }

  private isIdle(): boolean {
    return this.free.length === this.connections.length
  }

  private async idle(): Promise<void> {
    const until = performance.now() + GIVES_WAY
    for (let left = GIVES_WAY; left > 0 && !this.isIdle(); left = until - performance.now()) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left)
        this.whenIdle.push(() => {
          clearTimeout(timer)
          resolve()
        })
      })
    }
  }
}
