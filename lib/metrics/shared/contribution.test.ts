import { expect, test } from 'vitest'
import type { Answer, GroupFigure } from '../metric.ts'
import { changeOf, contributionsOf, isSteady, leastSpan } from './contribution.ts'
import { ratioFigure } from './figure.ts'

function answer(groups: Record<string, [number, number]>): Answer {
  const figures = Object.entries(groups).map(
    ([key, [numerator, denominator]]): GroupFigure => ({ key, label: key, ...ratioFigure({ numerator, denominator }) }),
  )
  const sum = (at: 0 | 1) => Object.values(groups).reduce((s, g) => s + g[at], 0)
  return {
    ...{ metric: 'retention', definitionVersion: 1, asOf: '2026-06-30', snapshot: 's', parameters: {}, filters: {} },
    overall: ratioFigure({ numerator: sum(0), denominator: sum(1) }),
    by: 'group',
    groups: figures,
  }
}

function counts(groups: Record<string, number>): Answer {
  const value = Object.values(groups).reduce((a, b) => a + b, 0)
  return {
    ...answer({}),
    metric: 'pool',
    overall: { state: 'ok', value, notes: [] },
    groups: Object.entries(groups).map(([key, v]) => ({ key, label: key, state: 'ok', value: v, notes: [] })),
  }
}

test('40/100 + 60/100 -> 30/100 + 60/100: the total loses 5 points, all of them in A: mean weight .5 × −.10', () => {
  const result = contributionsOf(answer({ A: [30, 100], B: [60, 100] }), answer({ A: [40, 100], B: [60, 100] }))
  expect(result?.change).toBeCloseTo(-0.05, 12)
  expect(result?.contributions.map((c) => [c.key, Number(c.contribution.toFixed(6))])).toEqual([
    ['A', -0.05],
    ['B', 0],
  ])
  expect(result?.rest).toBeCloseTo(0, 12)
})

test('same rates, other sizes: 20/100 + 80/100 = .5 -> 60/300 + 80/100 = .35; the sizes explain −.15', () => {
  const result = contributionsOf(answer({ A: [60, 300], B: [80, 100] }), answer({ A: [20, 100], B: [80, 100] }))
  expect(result?.change).toBeCloseTo(-0.15, 12)
  // mean rate .425: A (.2 − .425)·(.75 − .5) = −.05625, B (.8 − .425)·(.25 − .5) = −.09375
  expect(result?.contributions.map((c) => [c.key, Number(c.contribution.toFixed(6))])).toEqual([
    ['B', -0.09375],
    ['A', -0.05625],
  ])
  expect(result?.rest).toBeCloseTo(0, 12)
})

test('a group that is new: its whole effect is that of its size, and the sum stays exact', () => {
  const result = contributionsOf(answer({ A: [50, 100], C: [0, 50] }), answer({ A: [40, 100] }))
  expect(result?.contributions.reduce((sum, c) => sum + c.contribution, 0)).toBeCloseTo(50 / 150 - 0.4, 12)
  expect(result?.contributions.find((c) => c.key === 'C')).toMatchObject({ before: null, now: 0 })
})

test('counts split by themselves: 30 + 20 -> 33 + 15 is +3 and −5', () => {
  const result = contributionsOf(counts({ A: 33, B: 15 }), counts({ A: 30, B: 20 }))
  expect(result?.change).toBe(-2)
  expect(result?.contributions.map((c) => [c.key, c.contribution])).toEqual([
    ['B', -5],
    ['A', 3],
  ])
})

test('no value then or now: no change, rather than a change from zero', () => {
  const immature = { ...answer({ A: [1, 2] }), overall: { state: 'immature' as const, value: null, notes: [] } }
  expect(contributionsOf(answer({ A: [1, 2] }), immature)).toBeNull()
  expect(changeOf(immature.overall, immature.overall)).toBeNull()
})

test('a rate is steady below 0.1 points: 0.6004 against 0.6000 is, 0.6010 is not', () => {
  const at = (numerator: number) => ratioFigure({ numerator, denominator: 10_000 })
  expect(isSteady(at(6004), at(6000))).toBe(true)
  expect(isSteady(at(6010), at(6000))).toBe(false)
  expect(leastSpan(at(6000))).toBe(0.005)
})

test('a count is steady below 0.1 %: 2001 against 2000 is, 2002 is not; nothing to compare with is not steady', () => {
  const of = (value: number | null) => ({ state: 'ok' as const, value, notes: [] })
  expect(isSteady(of(2001), of(2000))).toBe(true)
  expect(isSteady(of(2002), of(2000))).toBe(false)
  expect(isSteady(of(0), of(0))).toBe(true)
  expect(isSteady(of(5), of(null))).toBe(false)
  expect(leastSpan(of(2000))).toBe(20)
})

test('a withheld group is left in the rest, whichever side withholds it', () => {
  const answerOf = (total: number, groups: [string, number | null][]): Answer =>
    ({
      overall: { state: 'ok', value: total, notes: [] },
      groups: groups.map(([key, value]) => ({
        ...{ key, label: key, value, notes: [], state: value === null ? 'suppressed' : 'ok' },
      })),
    }) as unknown as Answer
  const [before, now] = [
    answerOf(100, [
      ['a', 60],
      ['b', 40],
    ]),
    answerOf(70, [
      ['a', 65],
      ['b', null],
    ]),
  ]
  expect(contributionsOf(now, before)).toEqual({
    change: -30,
    contributions: [{ key: 'a', label: 'a', contribution: 5, before: 60, now: 65 }],
    rest: -35,
  })
})
