import { expect, test } from 'vitest'
import type { FileRow } from '../quality/report.ts'
import { type Given, reportOf } from './report.fixture.ts'
import type { Report } from './report.ts'
import { restate } from './restated.ts'

const BUILT = '2026-07-16T01:00:00Z'
const retention = (x: number, n: number): Given => ({ numerator: x, denominator: n, value: x / n })
const frozen: Report = {
  ...reportOf({ retention: retention(60, 100), 'match-rate': retention(66, 100), nps: retention(5, 50) }),
  builtAt: BUILT,
}
const file = (feed: string, landedAt: string, loaded: number): FileRow => ({
  ...{ feed, file: 'a.csv', landedAt, read: loaded + 1, loaded, duplicate: 1, superseded: 0, quarantined: 0 },
})
const later = '2026-07-17T01:00:00Z'
const feedsOf = { retention: ['wecom/members'], nps: ['community/surveys'] }
const today = (answers: Record<string, Given>): Report => ({ ...reportOf(answers), snapshot: 'wh-2' })

test('the same figures: compared, and none differs', () => {
  const same = restate(frozen, frozen, { files: [], feedsOf })
  expect(same).toMatchObject({ isSameSnapshot: true, figures: [], definitions: [], landed: [], matchRate: null })
  expect(same.compared).toBeGreaterThan(5)
})

test('60/100 is 61/102 today: value and both counts, because of rows of its own feed that landed after the build', () => {
  const now = today({ retention: retention(61, 102), 'match-rate': retention(66, 100), nps: retention(5, 50) })
  const files = [
    file('wecom/members', '2026-07-16T00:59:00Z', 9),
    file('wecom/members', later, 2),
    file('community/messages', later, 500),
  ]
  const { figures, landed } = restate(frozen, now, { files, feedsOf })
  expect(figures.map(({ column, was, now }) => [column, was, now])).toEqual([
    ['value', 0.6, 61 / 102],
    ['numerator', 60, 61],
    ['denominator', 100, 102],
  ])
  expect(figures[0]?.difference).toBeCloseTo(61 / 102 - 0.6, 12)
  expect(figures[0]).toMatchObject({ reasons: ['rows'], feeds: ['wecom/members'] })
  expect(landed).toEqual([
    { feed: 'community/messages', files: 1, read: 501, loaded: 500 },
    { feed: 'wecom/members', files: 1, read: 3, loaded: 2 },
  ])
})

test('rows of other feeds only: they are all named, as the effect can only be indirect', () => {
  const now = today({ retention: retention(60, 100), 'match-rate': retention(66, 100), nps: retention(6, 50) })
  const { figures } = restate(frozen, now, { files: [file('wecom/members', later, 2)], feedsOf })
  expect(figures[0]).toMatchObject({ table: 'members', reasons: ['rows'], feeds: ['wecom/members'] })
})

test('another definition and merged people are reasons of their own', () => {
  const now = today({ retention: retention(50, 100), 'match-rate': retention(70, 100), nps: retention(5, 50) })
  const entry = now.entries.retention
  if (!entry) throw new Error('no entry')
  entry.answer.definitionVersion = 2
  const { figures, definitions, matchRate } = restate(frozen, now, { files: null, feedsOf })
  expect(definitions).toEqual([{ metric: 'retention', was: 1, now: 2 }])
  expect(matchRate).toEqual({ was: 0.66, now: 0.7 })
  expect(figures[0]?.reasons).toEqual(['definition', 'people'])
})

test('a figure that can no longer be asked has no value now; sums that differ in the last digit are equal', () => {
  const now = today({ retention: { ...retention(60, 100), value: 0.6 + 1e-15 }, 'match-rate': retention(66, 100) })
  const { figures } = restate(frozen, now, { files: [], feedsOf })
  expect(figures.map(({ table, was, now }) => [table, was, now])).toEqual([
    ['members', 0.1, null],
    ['members', 5, null],
    ['members', 50, null],
  ])
  expect(figures[0]?.reasons).toEqual(['unknown'])
})
