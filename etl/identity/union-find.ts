/**
 * Disjoint sets over the integers 0 … size − 1. The representative of a set is its smallest element,
 * whatever the order of the unions, so that the same edges always give the same people.
 */
export class UnionFind {
  readonly #parent: Int32Array

  constructor(size: number) {
    this.#parent = Int32Array.from({ length: size }, (_, i) => i)
  }

  /** Smallest element of the set that holds `node`. @throws RangeError outside 0 … size − 1 */
  find(node: number): number {
    let current = node
    for (;;) {
      const parent = this.#at(current)
      if (parent === current) return current
      // Path halving: every second step points to its grandparent.
      const grandparent = this.#at(parent)
      this.#parent[current] = grandparent
      current = grandparent
    }
  }

  union(a: number, b: number): void {
    const rootA = this.find(a)
    const rootB = this.find(b)
    if (rootA < rootB) this.#parent[rootB] = rootA
    else this.#parent[rootA] = rootB
  }

  #at(node: number): number {
    const parent = this.#parent[node]
    if (parent === undefined) throw new RangeError(`no node ${node}`)
    return parent
  }
}
