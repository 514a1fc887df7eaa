/** Single filters asked ahead: a page under one of them asks the warehouse nothing more; while somebody reads, nothing is asked. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBConnection } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Actor, LOCAL_OWNER } from '../../lib/access/actor.ts'
import { msSinceRead } from '../../lib/access/last-read.ts'
import { rightsOf } from '../../lib/access/matrix.ts'
import { gatherAs } from '../ui/shell/read-page.ts'
import { GATHER_ALL } from './gather-all.ts'
import { warmFilters } from './warm-filters.ts'

const work = mkdtempSync(join(tmpdir(), 'longrun-warm-'))
const manager: Actor = { ...LOCAL_OWNER, rights: rightsOf('manager') }
const statements = vi.spyOn(DuckDBConnection.prototype, 'prepare')

beforeAll(() => {
  const inbox = join(work, 'inbox')
  for (const system of ['his', 'wecom']) mkdirSync(join(inbox, system), { recursive: true })
  const put = (name: string, lines: string[]) => writeFileSync(join(inbox, name), `${lines.join('\n')}\n`)
  put('his/visits.csv', ['visit_id,patient_id,visited_at', 'V1,P1,2026-06-30 09:00:00'])
  put('wecom/groups.csv', ['group_id,name,disease', 'G1,糖友,diabetes'])
  put('wecom/members.csv', ['group_id,member_id,joined_at', 'G1,M1,2025-01-05 08:00:00', 'G1,M2,2026-01-05 08:00:00'])
  vi.stubEnv('LONGRUN_DATA', join(work, 'data'))
  const load = spawnSync(process.execPath, ['etl/longrun.mjs', 'etl', '--inbox', inbox], { encoding: 'utf8' })
  if (load.status !== 0) throw new Error(load.stderr)
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterAll(() => {
  vi.useRealTimers()
  rmSync(work, { recursive: true, force: true })
})

/** The statements that a page under a filter needs. */
async function askedBy(path: keyof typeof GATHER_ALL, params: Record<string, string>): Promise<number> {
  statements.mockClear()
  await gatherAs(manager, params, (page): Promise<unknown> => GATHER_ALL[path](page))
  return statements.mock.calls.length
}

test('within half a minute of a reader nothing is asked', async () => {
  expect(msSinceRead()).toBe(0)
  let isServed = true
  void warmFilters(manager, () => isServed)
  await new Promise((done) => setTimeout(done, 1000))
  expect(await askedBy('/retention', { group: 'G1' })).toBeGreaterThan(0)
  // It must not wake up in the middle of what follows.
  isServed = false
})

test('in a quiet moment nothing is asked of a snapshot that is served no more', async () => {
  vi.setSystemTime(Date.now() + 31_000)
  await warmFilters(manager, () => false)
  expect(await askedBy('/retention', { disease: 'diabetes' })).toBeGreaterThan(0)
})

test('in a quiet moment everything is asked: pages under a single filter need no statement then, others do', async () => {
  // The test before asked for something.
  vi.setSystemTime(Date.now() + 31_000)
  await warmFilters(manager, () => true)
  for (const path of ['/', '/checkpoints', '/funnel', '/at-risk'] as const) {
    expect(await askedBy(path, { disease: 'diabetes' }), path).toBe(0)
    expect(await askedBy(path, { group: 'G1' }), path).toBe(0)
    expect(await askedBy(path, { disease: 'diabetes', group: 'G1' }), path).toBeGreaterThan(0)
  }
})
