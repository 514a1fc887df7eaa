import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { beforeEach, expect, test } from 'vitest'
import { createTable } from '../../lib/warehouse/ddl.ts'
import { calendar } from '../../lib/warehouse/schema.ts'
import { buildFeedGaps } from './feed-gap.ts'

let connection: DuckDBConnection

/** 90 days from 1 April 2026; each has 15 messages and 10 activities unless a test says otherwise. */
beforeEach(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run('create schema canon')
  await connection.run('create table canon.community_messages (sent_day date)')
  await connection.run('create table canon.community_activities (day date)')
  await connection.run(createTable(calendar))
  await connection.run(`insert into calendar select day::date, '', day::date, isodow(day)
    from generate_series(timestamp '2026-01-01', timestamp '2027-01-01', interval 1 day) t(day)`)
  await write('2026-04-01', '2026-06-29', 15, 10)
})

async function write(from: string, to: string, messages: number, activities: number): Promise<void> {
  const days = `calendar c, generate_series(1, $1::integer) t(i) where c.day between '${from}' and '${to}'`
  await connection.run(`insert into canon.community_messages select c.day from ${days}`, [messages])
  await connection.run(`insert into canon.community_activities select c.day from ${days}`, [activities])
}

async function clear(condition: string, tables: readonly string[] = ['messages', 'activities']): Promise<void> {
  for (const table of tables) {
    const column = table === 'messages' ? 'sent_day' : 'day'
    await connection.run(`delete from canon.community_${table} where ${condition.replaceAll('DAY', column)}`)
  }
}

async function gaps(): Promise<string[]> {
  await connection.run('drop table if exists feed_gap')
  await buildFeedGaps(connection)
  const rows = await connection.runAndReadAll(`select first_day || '…' || last_day from feed_gap order by 1`)
  return rows.getRows().map(([text]) => String(text))
}

test('every day has rows: no gap', async () => {
  expect(await gaps()).toEqual([])
})

test('3 to 5 June without a row, 25 rows on each of the 28 days before and the 24 after: one gap of three days', async () => {
  await clear(`DAY between '2026-06-03' and '2026-06-05'`)
  expect(await gaps()).toEqual(['2026-06-03…2026-06-05'])
})

test('a gap near the end is seen as soon as one later day has rows, and not while none has', async () => {
  await clear(`DAY >= '2026-06-27'`)
  expect(await gaps()).toEqual([])
  await write('2026-06-30', '2026-06-30', 15, 10)
  expect(await gaps()).toEqual(['2026-06-27…2026-06-29'])
})

test('two gaps a week apart: 28 days around each lack at most two more, 26 ≥ 25.2, both are seen', async () => {
  await clear(`DAY in ('2026-06-03', '2026-06-10', '2026-06-11')`)
  expect(await gaps()).toEqual(['2026-06-03…2026-06-03', '2026-06-10…2026-06-11'])
})

test('only messages are missing, activities go on: no gap, as a day with some rows may be whole', async () => {
  await clear(`DAY between '2026-06-03' and '2026-06-05'`, ['messages'])
  expect(await gaps()).toEqual([])
})

test('a community that rests on Sundays has rows on 24 of 28 days, below 25.2: its Sundays are no gaps', async () => {
  await clear(`isodow(DAY) = 7`)
  expect(await gaps()).toEqual([])
})

test('a small community, 9 rows on a usual day: silence may be chance', async () => {
  await clear(`true`)
  await write('2026-04-01', '2026-06-29', 5, 4)
  await clear(`DAY = '2026-06-03'`)
  expect(await gaps()).toEqual([])
})

test('one day of the 56 around had 4 rows: so quiet a day may have none', async () => {
  await clear(`DAY in ('2026-06-03', '2026-06-20')`)
  await write('2026-06-20', '2026-06-20', 4, 0)
  expect(await gaps()).toEqual([])
})

test('fewer than 28 days since the first row: too young to know', async () => {
  await clear(`DAY = '2026-04-20'`)
  expect(await gaps()).toEqual([])
})

test('31 days of silence are a gap, 32 may be a pause', async () => {
  await clear(`DAY between '2026-05-01' and '2026-05-31'`)
  expect(await gaps()).toEqual(['2026-05-01…2026-05-31'])
  await clear(`DAY = '2026-06-01'`)
  expect(await gaps()).toEqual([])
})

test('nothing loaded: an empty table', async () => {
  await clear('true')
  expect(await gaps()).toEqual([])
})
