/**
 * A few connections that take turns. Who finds none free waits in line; a borrowed one comes back also after an error.
 */
export class Pool<C> {
  private readonly free: C[]
  private readonly waiting: ((connection: C) => void)[] = []

  constructor(private readonly connections: readonly C[]) {
    if (connections.length === 0) throw new RangeError('a pool needs at least one connection')
    this.free = [...connections]
  }

  async use<T>(work: (connection: C) => Promise<T>): Promise<T> {
    const connection = this.free.pop() ?? (await new Promise<C>((resolve) => this.waiting.push(resolve)))
    try {
      return await work(connection)
    } finally {
      const next = this.waiting.shift()
      if (next) next(connection)
      else this.free.push(connection)
    }
  }

  /** Every connection, for closing. */
  all(): readonly C[] {
    return this.connections
  }
}
