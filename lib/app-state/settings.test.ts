import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { readAudit } from '../access/audit.ts'
import { answerMetric } from '../metrics/answer.ts'
import { addMembers } from '../metrics/shared/test-members.ts'
import { openTestMarts } from '../warehouse/test-marts.ts'
import { type AppState, appState } from './database.ts'
import { listGoals, readGoals, setGoal } from './settings.ts'

const admin = { id: 'it', role: 'admin' }
let folder: string
let database: AppState

beforeEach(async () => {
  folder = join(mkdtempSync(join(tmpdir(), 'longrun-settings-')), 'app-state')
  database = await appState(folder)
})

test('a goal replaces the definition’s, is in the trail, and can be taken back', async () => {
  expect(await readGoals(folder)).toEqual({})
  await setGoal(database, admin, 'retention', 0.7)
  expect(await readGoals(folder)).toEqual({ retention: 0.7 })
  const goals = await listGoals(database)
  expect(goals.find((one) => one.metric === 'retention')).toMatchObject({ usual: 0.6, goal: 0.7, changedBy: 'it' })
  expect(goals.find((one) => one.metric === 'activity')).toMatchObject({ usual: 0.2, goal: 0.2, changedBy: null })
  await setGoal(database, admin, 'retention', null)
  expect(await readGoals(folder)).toEqual({})
  const { rows } = await readAudit(database, { action: 'settings' }, { limit: 10 })
  expect(rows.map((row) => JSON.parse(row.detail))).toEqual([
    { before: 0.7, after: 0.6 },
    { before: 0.6, after: 0.7 },
  ])
})

test.each([0, 1, -0.2, 60, Number.NaN])('%s is no goal', async (goal) => {
  await expect(setGoal(database, admin, 'retention', goal)).rejects.toThrow('between 0 and 1')
})

test('a metric without a goal gets none', async () => {
  await expect(setGoal(database, admin, 'pool', 0.5)).rejects.toThrow('has no goal')
})

test('where nothing was ever written, no database is made', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'longrun-settings-'))
  expect(await readGoals(empty)).toEqual({})
})

test('verdicts are given against it: 25 of 40 are 62.5 %, above 60 % and below 70 %', async () => {
  const marts = await openTestMarts()
  const stays = (i: number): [string, string][] | [string][] =>
    i < 25 ? [['2025-01-01 10:00:00']] : [['2025-01-01 10:00:00', '2025-02-01 10:00:00']]
  await addMembers(
    marts,
    Array.from({ length: 40 }, (_, i) => ({ name: `P${i}`, stays: stays(i) })),
  )
  const question = { metric: 'retention', asOf: '2026-06-30' }
  const { overall } = await answerMetric(marts.engine, 's', question)
  expect(overall).toMatchObject({ value: 0.625, target: { above: 0.6 }, verdict: 'met_point' })
  const raised = await answerMetric(marts.engine, 's', question, { retention: 0.7 })
  expect(raised.overall).toMatchObject({ value: 0.625, target: { above: 0.7 }, verdict: 'not_met' })
  await marts.close()
})
