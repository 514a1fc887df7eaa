import { expect, test } from 'vitest'
import type { Answer, Figure } from '../metric.ts'
import { countOutcomes, greatestPart, jointOutcome, lowestGroup, outcomeOf } from './checkpoints.ts'

const ok = (verdict: Figure['verdict']): Figure => ({ state: 'ok', value: 0.5, verdict, notes: [] })
const immature: Figure = { state: 'immature', value: null, notes: [] }

test('a state that cannot be judged is never a failure', () => {
  expect(outcomeOf(immature)).toBe('immature')
  expect(outcomeOf({ state: 'few', value: 0.1, notes: [] })).toBe('unknown')
  expect(outcomeOf({ state: 'not_covered', value: null, missing: 'community/surveys', notes: [] })).toBe('unknown')
  expect(outcomeOf(ok(null))).toBe('unknown')
})

test('return and referral together: both must be shown higher', () => {
  expect(jointOutcome([ok('significantly_higher'), ok('significantly_higher')])).toBe('met')
  expect(jointOutcome([ok('significantly_higher'), ok('not_shown')])).toBe('not_met')
  expect(jointOutcome([ok('significantly_higher'), ok('insufficient')])).toBe('unknown')
  expect(jointOutcome([ok('significantly_higher'), immature])).toBe('immature')
})

test('outcomes are counted', () => {
  expect(countOutcomes(['met', 'not_met', 'met'])).toEqual({
    met: 2,
    met_point: 0,
    not_met: 1,
    immature: 0,
    unknown: 0,
  })
})

test('the lowest group leaves out those that cannot be judged; the greatest part leaves out zeros', () => {
  const group = (key: string, state: Figure['state'], value: number, left: number) => ({
    ...{ key, label: key, state, value, notes: [], parts: { left } },
  })
  const answer: Answer = {
    ...{ metric: 'pool', definitionVersion: 1, asOf: '2026-06-30', snapshot: 's', parameters: {}, filters: {} },
    overall: ok(null),
    groups: [group('A', 'ok', 0.5, 3), group('B', 'few', 0.1, 9), group('C', 'ok', 0.4, 0)],
  }
  expect(lowestGroup(answer)?.key).toBe('C')
  expect(greatestPart(answer, 'left')).toMatchObject({ group: { key: 'B' }, amount: 9 })
  expect(greatestPart(answer, 'nothing')).toBeNull()
  expect(greatestPart(answer, 'left', 0.2)?.group.key).toBe('A')
})
