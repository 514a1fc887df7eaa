import { expect, test } from 'vitest'
import { cached, hasRoom } from './cache.ts'
import type { Snapshot } from './snapshot.ts'

const snapshot = (name: string): Snapshot => ({
  name,
  engine: { dialect: { name: 'duckdb', median: (e) => e }, query: async () => [] },
  publishedAt: '2026-07-01T00:00:00Z',
  dataThrough: null,
  file: `${name}.duckdb`,
})

/** Counts how often it is asked. */
function counter() {
  const state = { calls: 0 }
  const compute = async () => {
    state.calls++
    await new Promise((resolve) => setTimeout(resolve, 5))
    return { n: state.calls }
  }
  return { state, compute }
}

test('ten callers at once and one later: computed once', async () => {
  const { state, compute } = counter()
  const s = snapshot('a')
  const values = await Promise.all(Array.from({ length: 10 }, () => cached(s, ['metric', 1], compute)))
  expect([...values, await cached(s, ['metric', 1], compute)]).toEqual(Array(11).fill({ n: 1 }))
  expect(state.calls).toBe(1)
})

test('the order of properties plays no part, the order of a list and every value do', async () => {
  const { state, compute } = counter()
  const s = snapshot('b')
  await cached(s, { by: 'channel', asOf: '2026-06-30' }, compute)
  await cached(s, { asOf: '2026-06-30', by: 'channel' }, compute)
  expect(state.calls).toBe(1)
  await cached(s, { asOf: '2026-06-30', by: 'group' }, compute)
  await cached(s, [['x', 'y']], compute)
  await cached(s, [['y', 'x']], compute)
  expect(state.calls).toBe(4)
})

test('another snapshot is another answer, even under the same name', async () => {
  const { state, compute } = counter()
  await cached(snapshot('c'), 'k', compute)
  await cached(snapshot('c'), 'k', compute)
  expect(state.calls).toBe(2)
})

test('a failure reaches everybody who waits, and is tried again afterwards', async () => {
  const s = snapshot('d')
  const fail = () => Promise.reject(new Error('no'))
  const both = await Promise.allSettled([cached(s, 'k', fail), cached(s, 'k', fail)])
  expect(both.map((r) => r.status)).toEqual(['rejected', 'rejected'])
  expect(await cached(s, 'k', async () => 7)).toBe(7)
})

test('null and nothing are answers too', async () => {
  const s = snapshot('e')
  let calls = 0
  const compute = async () => {
    calls++
    return null
  }
  await cached(s, 'k', compute)
  expect(await cached(s, 'k', compute)).toBeNull()
  expect(calls).toBe(1)
})

test('answers that nobody has asked for fill half of the shelf at most', async () => {
  const s = snapshot('f')
  expect(hasRoom(s)).toBe(true)
  // 5 answers of 6 million characters each are 30 of 64 million, 6 are more than half.
  for (let i = 0; i < 5; i++) await cached(s, i, async () => 'x'.repeat(6_000_000))
  expect(hasRoom(s)).toBe(true)
  await cached(s, 5, async () => 'x'.repeat(6_000_000))
  expect(hasRoom(s)).toBe(false)
})
