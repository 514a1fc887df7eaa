import fc from 'fast-check'
import { expect, test } from 'vitest'
import { UnionFind } from './union-find.ts'

const SIZE = 40
const edge = fc.tuple(fc.nat(SIZE - 1), fc.nat(SIZE - 1))

function rootsOf(edges: readonly (readonly [number, number])[]): number[] {
  const sets = new UnionFind(SIZE)
  for (const [a, b] of edges) sets.union(a, b)
  return Array.from({ length: SIZE }, (_, i) => sets.find(i))
}

/** By hand: spread the smallest number along the edges until nothing changes. */
function spread(edges: readonly (readonly [number, number])[]): number[] {
  const label = Array.from({ length: SIZE }, (_, i) => i)
  for (let changed = true; changed; ) {
    changed = false
    for (const [a, b] of edges) {
      const least = Math.min(label[a] ?? a, label[b] ?? b)
      if (label[a] !== least || label[b] !== least) changed = true
      label[a] = least
      label[b] = least
    }
  }
  return label
}

test('a chain 3-2, 2-1 and a pair 5-4: 1, 2 and 3 are one set under 1, 4 and 5 one under 4', () => {
  expect(
    rootsOf([
      [3, 2],
      [2, 1],
      [5, 4],
    ]).slice(0, 6),
  ).toEqual([0, 1, 1, 1, 4, 4])
})

test('the order and direction of the unions change nothing', () => {
  const shuffled = fc
    .array(edge, { maxLength: 60 })
    .chain((edges) => fc.tuple(fc.constant(edges), fc.shuffledSubarray(edges, { minLength: edges.length })))
  fc.assert(
    fc.property(shuffled, ([edges, other]) => {
      expect(rootsOf(other.map(([a, b]) => [b, a] as const))).toEqual(rootsOf(edges))
    }),
  )
})

test('sets are the transitive closure of the edges, named by their smallest element', () => {
  fc.assert(
    fc.property(fc.array(edge, { maxLength: 60 }), (edges) => {
      expect(rootsOf(edges)).toEqual(spread(edges))
    }),
  )
})

test('a node outside is an error', () => {
  expect(() => new UnionFind(2).find(2)).toThrow(RangeError)
})
