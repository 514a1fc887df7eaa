import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { cached } from './cache.ts'
import { fromLastGood, keep, type Trouble } from './last-good.ts'
import type { Snapshot } from './snapshot.ts'

const TROUBLE: Trouble = { id: 'abcd1234', reason: 'timeout' }

function snapshot(name: string): Snapshot {
  return {
    ...{ name, publishedAt: '2026-07-01T00:00:00Z', dataThrough: '2026-06-30', file: `${name}.duckdb` },
    engine: { dialect: { name: 'duckdb', median: (e) => e }, query: async () => [{ from: name }] as never },
  }
}

/** A page of these questions: each answered once a snapshot. */
const page = (...questions: string[]) => {
  return (s: Snapshot) => Promise.all(questions.map((q) => cached(s, q, () => s.engine.query(sql`select ${q}`))))
}

test('a page is whole from one snapshot: the newest that holds all its answers, and says why', async () => {
  const [old, current] = [snapshot('old'), snapshot('new')]
  for (const s of [old, current]) keep(s)
  await page('a', 'b')(old)
  await page('a')(current)
  const seen: (Trouble | undefined)[] = []
  const read = (...questions: string[]) =>
    fromLastGood(TROUBLE, (s) => {
      seen.push(s.trouble)
      return page(...questions)(s)
    })
  expect(await read('a')).toEqual({ value: [[{ from: 'new' }]] })
  expect(await read('a', 'b')).toEqual({ value: [[{ from: 'old' }], [{ from: 'old' }]] })
  expect(seen.every((t) => t === TROUBLE)).toBe(true)
  expect(await read('a', 'c')).toBeUndefined()
})

test('answers that come after a snapshot was first served are kept too; the third newest is forgotten', async () => {
  const [first, second, third] = [snapshot('1'), snapshot('2'), snapshot('3')]
  keep(first)
  await page('x')(first)
  expect(await fromLastGood(TROUBLE, page('x'))).toEqual({ value: [[{ from: '1' }]] })
  keep(second)
  keep(third)
  expect(await fromLastGood(TROUBLE, page('x'))).toBeUndefined()
})

test('a snapshot that is opened again and again pushes none out, and goes on from the answers it had', async () => {
  const before = snapshot('before')
  keep(before)
  await page('x')(before)
  for (let i = 0; i < 5; i++) keep(snapshot('damaged'))
  expect(await fromLastGood(TROUBLE, page('x'))).toEqual({ value: [[{ from: 'before' }]] })
  const [first, again] = [snapshot('first'), { ...snapshot('first'), engine: before.engine }]
  keep(first)
  await page('y')(first)
  keep(again)
  expect(await page('y')(again)).toEqual([[{ from: 'first' }]])
})

test('after a rollback the one gone back to comes first, not the newer one that was left', async () => {
  const [old, left] = [snapshot('gone back to'), snapshot('left')]
  for (const s of [old, left]) {
    keep(s)
    await page('z')(s)
  }
  keep(snapshot('gone back to'))
  expect(await fromLastGood(TROUBLE, page('z'))).toEqual({ value: [[{ from: 'gone back to' }]] })
})
