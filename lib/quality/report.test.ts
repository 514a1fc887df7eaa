import { afterEach, beforeEach, expect, test } from 'vitest'
import { LOCAL_OWNER } from '../access/actor.ts'
import type { View } from '../access/gate.ts'
import { checkResult, feedStatus, quarantine, rowAccount, snapshotInfo } from '../warehouse/schema.ts'
import { openTestMarts, type TestMarts } from '../warehouse/test-marts.ts'
import { readQuality, totalOf } from './report.ts'

let marts: TestMarts

beforeEach(async () => {
  marts = await openTestMarts()
})

afterEach(() => marts.close())

const mayRead = { ...LOCAL_OWNER, rights: new Set(['read-quality' as const]) }

/** A view over the test marts; only its engine is used here. */
function view(): View {
  const snapshot = { name: 's', engine: marts.engine, publishedAt: '', dataThrough: '2026-06-30', file: '' }
  const refuse = () => Promise.reject(new Error('not asked here'))
  return { snapshot, actor: LOCAL_OWNER, metric: refuse, people: refuse, person: refuse, clearName: refuse }
}

test('accounts of a feed are the sums of its files: 10 + 5 read = 9 + 3 loaded + 1 duplicate + 2 quarantined', async () => {
  await marts.insert(snapshotInfo, [
    { snapshot: 's', schemaVersion: 1, timezone: 'Asia/Shanghai', dataThrough: '2026-06-30', builtAt: 'then' },
  ])
  await marts.insert(feedStatus, [
    { feed: 'his/visits', isCovered: true, rows: 12, lastDay: '2026-06-28' },
    { feed: 'community/messages', isCovered: false, rows: 0 },
  ])
  const file = { feed: 'his/visits', sha256: 'x', runId: 'r', landedAt: '2026-07-01T01:00:00Z' }
  await marts.insert(rowAccount, [
    { ...file, file: 'a.csv', read: 10, loaded: 9, duplicate: 1, superseded: 0, quarantined: 0 },
    { ...file, file: 'b.csv', read: 5, loaded: 3, duplicate: 0, superseded: 0, quarantined: 2 },
  ])
  await marts.insert(quarantine, [
    { feed: 'his/visits', file: 'b.csv', line: 2, reason: 'time-unreadable', raw: '…' },
    { feed: 'his/visits', file: 'b.csv', line: 3, reason: 'time-unreadable', raw: '…' },
  ])
  await marts.insert(checkResult, [{ name: 'keys', isOk: false, rows: 1, detail: 'one key twice' }])

  const report = await readQuality(mayRead, view())
  expect(report.feeds.map((f) => f.feed)).toEqual(['community/messages', 'his/visits'])
  expect(report.feeds[1]).toMatchObject({ read: 15, loaded: 12, duplicate: 1, superseded: 0, quarantined: 2, delay: 2 })
  expect(report.feeds[0]).toMatchObject({ covered: false, read: 0, delay: null })
  expect(report.reasons).toEqual([{ feed: 'his/visits', reason: 'time-unreadable', rows: 2 }])
  expect(totalOf(report.feeds)).toEqual({ read: 15, loaded: 12, duplicate: 1, superseded: 0, quarantined: 2 })
  expect(report.checks).toMatchObject([{ name: 'keys', ok: false }])
})

test('without the right it is refused', async () => {
  await expect(readQuality({ ...mayRead, rights: new Set() }, view())).rejects.toThrow('may not read-quality')
})
