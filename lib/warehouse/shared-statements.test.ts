import { sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { duckdbDialect } from './dialect.ts'
import type { Engine, Row } from './engine.ts'
import { sharingStatements } from './shared-statements.ts'

let asked: number
let engine: Engine

/** An engine that answers with how often it was asked, a turn of the event loop later; text that says so fails. */
beforeEach(() => {
  asked = 0
  engine = sharingStatements({
    dialect: duckdbDialect,
    query: async <T extends Row>() => {
      asked += 1
      const n = asked
      await new Promise((resolve) => setImmediate(resolve))
      if (n === 1 && failsFirst) throw new Error('no')
      return [{ n }, { n: 0 }] as unknown as T[]
    },
  })
  failsFirst = false
})
let failsFirst = false

const question = (day: string) => sql`select ${day}::date as n`

test('equal statements are asked once, at the same time and later; another parameter is another question', async () => {
  const first = await Promise.all([engine.query(question('2026-01-01')), engine.query(question('2026-01-01'))])
  expect(first[0]).toEqual(first[1])
  expect(await engine.query(question('2026-01-01'))).toEqual([{ n: 1 }, { n: 0 }])
  expect(await engine.query(question('2026-01-02'))).toEqual([{ n: 2 }, { n: 0 }])
  expect(asked).toBe(2)
})

test('a reader who sorts its rows changes nobody else’s', async () => {
  const mine = await engine.query<{ n: number }>(question('2026-01-01'))
  mine.sort((a, b) => a.n - b.n)
  expect(await engine.query(question('2026-01-01'))).toEqual([{ n: 1 }, { n: 0 }])
})

test('a failure is everybody’s who waited, and is asked again by the next', async () => {
  failsFirst = true
  const both = [engine.query(question('2026-01-01')), engine.query(question('2026-01-01'))]
  const settled = await Promise.allSettled(both)
  expect(settled.map((s) => s.status)).toEqual(['rejected', 'rejected'])
  expect(await engine.query(question('2026-01-01'))).toEqual([{ n: 2 }, { n: 0 }])
})
