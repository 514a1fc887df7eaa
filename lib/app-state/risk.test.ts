import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readAudit } from '../access/audit.ts'
import { appState } from './database.ts'
import { setRiskThreshold } from './risk.ts'
import { riskThreshold } from './schema/risk.ts'

const manager = { id: 'li', role: 'manager' }

test('a threshold is set, changed and taken back, each time with what was in force before and after', async () => {
  const database = await appState(join(mkdtempSync(join(tmpdir(), 'longrun-thresholds-')), 'app-state'))
  const set = (disease: string, value: number | null) =>
    setRiskThreshold(database, manager, { rule: 'silent-60d', disease, value })
  await set('*', 45)
  await set('joint', 90)
  await set('joint', 100)
  expect(await database.select().from(riskThreshold)).toMatchObject([
    { disease: '*', value: 45, changedBy: 'li' },
    { disease: 'joint', value: 100 },
  ])
  await set('joint', null)
  await set('*', null)
  expect(await database.select().from(riskThreshold)).toEqual([])
  const { rows } = await readAudit(database, { action: 'settings' }, { limit: 10 })
  expect(rows.reverse().map((row) => [row.target, JSON.parse(row.detail)])).toEqual([
    ['threshold.silent-60d.*', { before: 60, after: 45 }],
    ['threshold.silent-60d.joint', { before: 45, after: 90 }],
    ['threshold.silent-60d.joint', { before: 90, after: 100 }],
    ['threshold.silent-60d.joint', { before: 100, after: 45 }],
    ['threshold.silent-60d.*', { before: 45, after: 60 }],
  ])
})
