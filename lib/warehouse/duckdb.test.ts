import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { type SQL, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DuckdbEngine, openSnapshot } from './duckdb.ts'

const folder = mkdtempSync(join(tmpdir(), 'longrun-duckdb-'))
const file = join(folder, 'wh-test.duckdb')
const options = { zone: 'Asia/Shanghai', temp: join(folder, 'spill') }
let engine: DuckdbEngine

beforeAll(async () => {
  const instance = await DuckDBInstance.create(file)
  const connection = await instance.connect()
  await connection.run(`create table zoo as select
    date '2024-02-29' as a_day,
    timestamp '2026-01-31 10:00:00' as a_time, timestamp '2026-01-31 00:00:00.5' as half, timestamp '2026-01-31 23:59:59.123456' as micro,
    42::integer as i, 9007199254740991::bigint as big, 1234567890123::hugeint as huge, 12.50::decimal(9, 2) as money,
    0.1::double as d, true as yes, null::integer as nothing, '张*' as name`)
  await connection.run('create table person as select range::integer as person_id from range(1000)')
  connection.closeSync()
  instance.closeSync()
  engine = await openSnapshot(file, options)
})
afterAll(() => {
  engine.close()
  rmSync(folder, { recursive: true })
})

describe('values', () => {
  test('days, wall times, whole numbers and decimals come as the contract says', async () => {
    expect(await engine.query(sql`select * from zoo`)).toEqual([
      {
        a_day: '2024-02-29',
        a_time: '2026-01-31 10:00:00',
        half: '2026-01-31 00:00:00.5',
        micro: '2026-01-31 23:59:59.123456',
        i: 42,
        big: 9007199254740991,
        huge: 1234567890123,
        money: 12.5,
        d: 0.1,
        yes: true,
        nothing: null,
        name: '张*',
      },
    ])
  })

  test('sums and counts are numbers, and a number that would lose digits is refused', async () => {
    const rows = await engine.query(sql`select count(*) as n, sum(person_id) as s, avg(person_id) as m from person`)
    expect(rows).toEqual([{ n: 1000, s: (999 * 1000) / 2, m: 499.5 }])
    await expect(engine.query(sql`select 9007199254740993::bigint as n`)).rejects.toThrow('does not fit')
  })

  test('bound values are inert and keep their type', async () => {
    const evil = "x'; drop table zoo; --"
    const rows = await engine.query(
      sql`select ${evil} as t, ${3}::integer + 1 as n, ${1.5}::double as d, ${true}::boolean as b, ${null}::date as z,
        ${'2026-01-31'}::date + ${1}::integer as next`,
    )
    expect(rows).toEqual([{ t: evil, n: 4, d: 1.5, b: true, z: null, next: '2026-02-01' }])
    await expect(engine.query(sql`select ${new Date()}::date as d`)).rejects.toThrow(TypeError)
    await expect(engine.query(sql`select ${Number.NaN}::double as d`)).rejects.toThrow(TypeError)
  })
})

test('refuses everything but one SELECT over its own tables', async () => {
  writeFileSync(join(folder, 'secret.csv'), 'a\n1\n')
  const forbidden: SQL[] = [
    sql`select 1; select 2`,
    sql`create table evil (a integer)`,
    sql`insert into person values (1)`,
    sql`set threads = 1`,
    sql`set timezone = 'UTC'`,
    sql`reset lock_configuration`,
    sql`pragma threads = 1`,
    sql`attach ':memory:' as other`,
    sql`copy person to ${sql.raw(`'${join(folder, 'out.csv')}'`)}`,
    sql`select * from read_csv(${sql.raw(`'${join(folder, 'secret.csv')}'`)})`,
    sql`select * from ${sql.raw(`'${join(folder, 'secret.csv')}'`)}`,
    sql`select * from read_text('/etc/hostname')`,
    sql`select * from glob('/*')`,
    sql`install httpfs`,
    sql`load httpfs`,
    sql`call pragma_version()`,
    sql`explain select 1`,
  ]
  for (const statement of forbidden) await expect(engine.query(statement)).rejects.toThrow()
  expect(await engine.query(sql`select current_setting('TimeZone') as zone`)).toEqual([{ zone: 'Asia/Shanghai' }])
})

test('more questions than connections: all are answered', async () => {
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, i) => engine.query(sql`select ${i}::integer + count(*) as n from person`)),
  )
  expect(answers.map((rows) => rows[0]?.n)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1000))
})

test('a query that takes too long is stopped, the others and the connection live on', async () => {
  const impatient = await openSnapshot(file, { ...options, timeout: 300, connections: 2 })
  const endless = sql`select count(*) as n from range(1000000000) a, range(1000000000) b where a.range + b.range = 7`
  const quick = sql`select 1 as n`
  await expect(Promise.all([impatient.query(endless), impatient.query(quick)])).rejects.toThrow('stopped after 0.3 s')
  expect(await impatient.query(quick)).toEqual([{ n: 1 }])
  impatient.close()
})

test('a truncated file, garbage and a missing file are refused', async () => {
  const broken = join(folder, 'broken.duckdb')
  writeFileSync(broken, 'this is no database, and long enough to be read as the head of one '.repeat(200))
  await expect(openSnapshot(broken, options)).rejects.toThrow()
  writeFileSync(broken, '')
  truncateSync(broken, 0)
  await expect(openSnapshot(broken, options)).rejects.toThrow()
  await expect(openSnapshot(join(folder, 'nowhere.duckdb'), options)).rejects.toThrow()
})
