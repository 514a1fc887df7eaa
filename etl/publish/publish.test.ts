import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type DataLayout, layoutOf } from '../../lib/warehouse/layout.ts'
import { NoSnapshot, openCurrent, type Snapshot, snapshotProblem, withSnapshot } from '../../lib/warehouse/snapshot.ts'
import { startBuild } from './build.ts'
import { removeLeftovers, rollBack } from './pointer.ts'
import { publishTestSnapshot } from './test-snapshot.ts'

let layout: DataLayout

beforeEach(() => {
  const root = mkdtempSync(join(tmpdir(), 'longrun-publish-'))
  layout = layoutOf(root)
  process.env.LONGRUN_DATA = root
})
afterEach(() => {
  delete process.env.LONGRUN_DATA
  rmSync(layout.root, { recursive: true })
})

const files = () => readdirSync(layout.warehouse).sort()
const countPersons = async (snapshot: Snapshot) => {
  const [row] = await snapshot.engine.query<{ n: number }>(sql`select count(*) as n from person`)
  return row?.n
}
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
/** The server looks at the pointer by itself, once a second. */
const soon = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 20 })

describe('publishing', () => {
  test('leaves one finished file and the pointer, nothing else', async () => {
    const pointer = await publishTestSnapshot(layout, { runId: '1', persons: 5 })
    expect(pointer.file).toBe('wh-1.duckdb')
    expect(files()).toEqual(['CURRENT', 'wh-1.duckdb'])
    const opened = await openCurrent(layout)
    expect(opened).toMatchObject({ name: 'wh-1', dataThrough: '2026-06-30', publishedAt: '2026-07-01T00:00:00Z' })
    expect(await countPersons(opened)).toBe(5)
    await opened.close()
  })

  test('staging leaves neither tables nor bytes behind', async () => {
    await mkdir(layout.warehouse, { recursive: true })
    const build = await startBuild(layout, 'big', 'Asia/Shanghai')
    await build.connection.run(
      "create table stage.raw as select 'SENTINEL-' || range as t, random() as r from range(500000)",
    )
    await build.connection.run('create schema canon')
    await build.connection.run('create table canon.kept as select range as i from range(1000)')
    const file = join(layout.warehouse, await build.finish(() => undefined))
    await build.discard()
    expect(statSync(file).size).toBeLessThan(2_000_000)
    expect(readFileSync(file).includes('SENTINEL-')).toBe(false)
    expect(files()).toEqual(['wh-big.duckdb'])
  })

  test('three snapshots are kept: of 1, 2, 3, 4 the first goes', async () => {
    for (const runId of ['1', '2', '3', '4']) await publishTestSnapshot(layout, { runId, persons: 1 })
    expect(files()).toEqual(['CURRENT', 'wh-2.duckdb', 'wh-3.duckdb', 'wh-4.duckdb'])
  })

  test('what a dead run left is removed, and a file that never became current is pruned by the next publish', async () => {
    await publishTestSnapshot(layout, { runId: '1', persons: 1 })
    for (const name of ['.build-9.duckdb', '.build-9.duckdb.wal', 'CURRENT.tmp', 'wh-9.duckdb']) {
      writeFileSync(join(layout.warehouse, name), 'x')
    }
    await mkdir(join(layout.warehouse, '.build-9.spill'))
    await removeLeftovers(layout)
    expect(files()).toEqual(['CURRENT', 'wh-1.duckdb', 'wh-9.duckdb'])
    await publishTestSnapshot(layout, { runId: '2', persons: 1 })
    expect(files()).toEqual(['CURRENT', 'wh-1.duckdb', 'wh-2.duckdb'])
  })
})

describe('rolling back', () => {
  test('goes to the one before, then to the one before that, then says that there is none', async () => {
    for (const runId of ['1', '2', '3']) await publishTestSnapshot(layout, { runId, persons: Number(runId) })
    expect(await rollBack(layout)).toEqual({ from: 'wh-3', to: 'wh-2' })
    expect(await rollBack(layout)).toEqual({ from: 'wh-2', to: 'wh-1' })
    await expect(rollBack(layout)).rejects.toThrow('wh-1 is the only snapshot')
  })

  test('a snapshot that was rolled back is not what the next one falls back to', async () => {
    for (const runId of ['1', '2']) await publishTestSnapshot(layout, { runId, persons: 1 })
    await rollBack(layout)
    await publishTestSnapshot(layout, { runId: '3', persons: 1 })
    expect(files()).toEqual(['CURRENT', 'wh-1.duckdb', 'wh-3.duckdb'])
    expect(await rollBack(layout)).toEqual({ from: 'wh-3', to: 'wh-1' })
  })

  test('without anything published there is nothing to go back to', async () => {
    await expect(rollBack(layout)).rejects.toThrow('nothing is published')
  })
})

describe('a server', () => {
  test('serves the old snapshot while the next is built, and has the new one without being told', async () => {
    await publishTestSnapshot(layout, { runId: '1', persons: 1 })
    expect(await withSnapshot(countPersons)).toBe(1)
    const build = await startBuild(layout, '9', 'Asia/Shanghai')
    await pause(1500)
    expect(await withSnapshot(countPersons)).toBe(1)
    await build.discard()
    await publishTestSnapshot(layout, { runId: '2', persons: 2 })
    await soon(async () => expect(await withSnapshot(countPersons)).toBe(2))
    expect(await snapshotProblem()).toBeNull()
  })

  test('work that began on the old snapshot ends on it, though its file is pruned meanwhile', async () => {
    await publishTestSnapshot(layout, { runId: '1', persons: 1 })
    const counts = await withSnapshot(async (snapshot) => {
      const before = await countPersons(snapshot)
      for (const runId of ['2', '3', '4']) await publishTestSnapshot(layout, { runId, persons: Number(runId) })
      await soon(async () => expect(await withSnapshot(countPersons)).toBe(4))
      const [spells] = await snapshot.engine.query<{ n: number }>(sql`select count(*) as n from spell`)
      return [before, await countPersons(snapshot), spells?.n]
    })
    expect(counts).toEqual([1, 1, 1])
    expect(files()).not.toContain('wh-1.duckdb')
    expect(await withSnapshot(countPersons)).toBe(4)
  })

  test('four swaps under readers: no error, and no answer of two snapshots', async () => {
    await publishTestSnapshot(layout, { runId: '0', persons: 1 })
    let isOver = false
    const seen = new Set<number>()
    const reader = async () => {
      let answers = 0
      while (!isOver) {
        const [a, b, c] = await withSnapshot(async ({ engine }) => {
          const people = await engine.query<{ n: number }>(sql`select count(*) as n from person`)
          await pause(5)
          const both = [sql`select count(*) as n from spell`, sql`select count(*) as n from stay`]
          const rest = await Promise.all(both.map((statement) => engine.query<{ n: number }>(statement)))
          return [people[0]?.n, rest[0]?.[0]?.n, rest[1]?.[0]?.n]
        })
        expect([b, c]).toEqual([a, a])
        seen.add(Number(a))
        answers++
      }
      return answers
    }
    const readers = Promise.all(Array.from({ length: 8 }, reader))
    for (const runId of ['1', '2', '3', '4']) {
      await publishTestSnapshot(layout, { runId, persons: 10 * Number(runId) })
      await soon(() => expect(seen).toContain(10 * Number(runId)))
    }
    isOver = true
    expect((await readers).every((answers) => answers > 0)).toBe(true)
    expect([...seen].sort((a, b) => a - b)).toEqual([1, 10, 20, 30, 40])
  })

  test('before the first load it says what to do, and notices the load without a restart', async () => {
    await expect(withSnapshot(countPersons)).rejects.toMatchObject({ name: 'NoSnapshot', code: 'nothing-published' })
    await expect(openCurrent(layout)).rejects.toBeInstanceOf(NoSnapshot)
    await publishTestSnapshot(layout, { runId: '1', persons: 3 })
    expect(await withSnapshot(countPersons)).toBe(3)
  })

  test('a new file that is missing or damaged: the old one is served, and the problem is known until it is mended', async () => {
    await publishTestSnapshot(layout, { runId: '1', persons: 1 })
    expect(await withSnapshot(countPersons)).toBe(1)
    const point = (file: string) =>
      writeFileSync(layout.current, JSON.stringify({ snapshot: 'wh-x', file, publishedAt: '2026-07-01T00:00:00Z' }))

    point('wh-gone.duckdb')
    await soon(async () => expect(await snapshotProblem()).toMatchObject({ code: 'file-missing' }))
    expect(await withSnapshot(countPersons)).toBe(1)

    writeFileSync(join(layout.warehouse, 'wh-bad.duckdb'), 'no database '.repeat(5000))
    point('wh-bad.duckdb')
    await soon(async () => expect(await snapshotProblem()).toMatchObject({ code: 'file-corrupt' }))
    expect(await withSnapshot(countPersons)).toBe(1)

    writeFileSync(layout.current, '{ half a poin')
    await soon(async () => expect(await snapshotProblem()).toMatchObject({ code: 'pointer-unreadable' }))
    expect(await withSnapshot(countPersons)).toBe(1)

    await publishTestSnapshot(layout, { runId: '2', persons: 2 })
    await soon(async () => expect(await withSnapshot(countPersons)).toBe(2))
    expect(await snapshotProblem()).toBeNull()
  })

  test('a pointer never leads out of the warehouse folder', async () => {
    await mkdir(layout.warehouse, { recursive: true })
    for (const file of ['../evil.duckdb', '/etc/x.duckdb', '..\\x.duckdb', 'x.sqlite', '.build-1.duckdb']) {
      writeFileSync(layout.current, JSON.stringify({ snapshot: 'x', file, publishedAt: 'x' }))
      await expect(openCurrent(layout)).rejects.toMatchObject({ code: 'pointer-unreadable' })
    }
  })
})

describe('a damaged current file', () => {
  test('truncated: a clear refusal', async () => {
    const { file } = await publishTestSnapshot(layout, { runId: '1', persons: 50_000 })
    truncateSync(join(layout.warehouse, file), 20_000)
    await expect(openCurrent(layout)).rejects.toMatchObject({ name: 'NoSnapshot', code: 'file-corrupt' })
    await expect(withSnapshot(countPersons)).rejects.toMatchObject({ name: 'NoSnapshot', code: 'file-corrupt' })
  })

  test('bits flipped in every block but the headers: the answer is a refusal, never a wrong number', async () => {
    const { file } = await publishTestSnapshot(layout, { runId: '1', persons: 50_000 })
    const path = join(layout.warehouse, file)
    const bytes = readFileSync(path)
    for (let at = 3 * 4096 + 100_000; at < bytes.length; at += 262_144) bytes[at] = (bytes[at] ?? 0) ^ 255
    writeFileSync(path, bytes)
    const sum = (snapshot: Snapshot) => snapshot.engine.query(sql`select bit_xor(hash(p))::varchar as n from person p`)
    await expect(withSnapshot(sum)).rejects.toMatchObject({ name: 'NoSnapshot', code: 'file-corrupt' })
  })

  test('of another schema version: says to build again', async () => {
    await publishTestSnapshot(layout, { runId: '1', persons: 1, schemaVersion: 999 })
    await expect(openCurrent(layout)).rejects.toMatchObject({ code: 'other-version' })
  })
})
