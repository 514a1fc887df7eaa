import { describe, expect, test } from 'vitest'
import { wilson } from '../../../stats/wilson.ts'
import type { Answer, Figure, GroupFigure, Part } from '../../metric.ts'
import { attributionShift } from './attribution.ts'
import { leaksOf, weakestStep } from './leaks.ts'
import { LATER_STEPS, type LaterStep, stepsIn, stepsOf } from './steps.ts'

type Counts = Partial<Record<LaterStep, readonly [reached: number, from: number]>>

/** `parts.steps` as the room writes them. */
function stepParts(counts: Counts): Record<string, Part> {
  return Object.fromEntries(
    LATER_STEPS.flatMap((step) => {
      const [reached, from] = counts[step] ?? []
      if (reached === undefined || from === undefined) return []
      const interval = wilson(reached, from)
      const rate = { stepRate: reached / from, stepLow: interval?.low ?? null, stepHigh: interval?.high ?? null }
      const parts = { ...rate, stepDenominator: from, dropped: from - reached, inProgress: 2 }
      return [[step, { state: 'ok', value: 0.5, numerator: reached, denominator: from, notes: [], parts }]]
    }),
  )
}

const row = (counts: Counts): Figure => ({ state: 'ok', value: 0.1, notes: [], parts: { steps: stepParts(counts) } })
const group = (key: string, counts: Counts): GroupFigure => ({ key, label: key, ...row(counts) })
const answer = (overall: Counts, groups: GroupFigure[]): Answer => ({
  ...{ metric: 'funnel', definitionVersion: 1, asOf: '2026-06-30', snapshot: 'S', parameters: {}, filters: {} },
  ...{ by: 'channel', overall: row(overall), groups },
})

describe('the weakest step', () => {
  test('book 22/100 [15, 31] lies below consult 45/100 [36, 55]: named, with the next lowest', () => {
    const weakest = weakestStep(stepsIn(row({ active: [90, 100], consult: [45, 100], book: [22, 100] })))
    expect(weakest).toMatchObject({
      kind: 'named',
      step: { step: 'book', reached: 22, from: 100 },
      next: { step: 'consult' },
    })
  })

  test('book 22/100 [15, 31] and consult 30/100 [22, 40] overlap: neither is named alone', () => {
    const weakest = weakestStep(stepsIn(row({ active: [90, 100], consult: [30, 100], book: [22, 100] })))
    expect(weakest.kind === 'tied' && weakest.steps.map((s) => s.step)).toEqual(['book', 'consult'])
  })

  test('a step that fewer than 30 could take is left out; with one step left nothing is said', () => {
    const few = weakestStep(stepsIn(row({ active: [90, 100], consult: [40, 100], book: [0, 29] })))
    expect(few).toMatchObject({ kind: 'named', step: { step: 'consult' } })
    expect(weakestStep(stepsIn(row({ active: [90, 100], consult: [4, 29] })))).toEqual({ kind: 'unknown' })
    expect(weakestStep({})).toEqual({ kind: 'unknown' })
  })
})

describe('leaks of a breakdown', () => {
  test('a: 20 of 100 consult, the others 150 of 250 (170/350 in all): 40 points lower, 40 people short', () => {
    const groups = [group('a', { consult: [20, 100] }), group('b', { consult: [150, 250] })]
    const leaks = leaksOf(answer({ consult: [170, 350] }, groups))
    expect([...leaks.keys()]).toEqual(['a'])
    expect(leaks.get('a')?.rest).toBe(0.6)
    expect(leaks.get('a')?.shortfall).toBeCloseTo(40, 9)
    expect(leaks.get('a')?.difference.high).toBeLessThan(0)
  })

  test('of two leaks the one that costs more people: book 10 of 100 against 50 %, not visit 5 of 40 against 50 %', () => {
    const groups = [
      group('a', { book: [10, 100], visit: [5, 40] }),
      group('b', { book: [100, 200], visit: [100, 200] }),
    ]
    const leaks = leaksOf(answer({ book: [110, 300], visit: [105, 240] }, groups))
    expect(leaks.get('a')?.step.step).toBe('book')
  })

  test('29 people, or a difference that Holm over 20 rows explains away: no leak', () => {
    const few = [group('a', { consult: [1, 29] }), group('b', { consult: [150, 250] })]
    expect(leaksOf(answer({ consult: [151, 279] }, few)).size).toBe(0)
    // Alone 40/100 against 52 % has p = .03; as one of twenty comparisons it is nothing.
    const rows = Array.from({ length: 19 }, (_, i) => group(`g${i}`, { consult: [52, 100] }))
    const all: Counts = { consult: [19 * 52 + 40, 2000] }
    expect(leaksOf(answer(all, [...rows, group('a', { consult: [40, 100] })])).size).toBe(0)
  })
})

test('attribution: people are mature and in progress; a channel with nobody under one touch has 0 there, a withheld one nothing', () => {
  const join = (people: number): Part => ({
    state: 'ok',
    value: 1,
    numerator: people,
    denominator: people,
    notes: [],
    parts: { inProgress: 5 },
  })
  const channel = (key: string, people: number): GroupFigure => ({
    ...{ key, label: key, state: 'ok', value: 0, notes: [] },
    parts: { steps: { join: join(people) } },
  })
  const hidden: GroupFigure = { key: 'h', label: 'h', state: 'suppressed', value: null, notes: [] }
  const shifts = attributionShift(
    answer({}, [channel('a', 10), channel('b', 20), hidden]),
    answer({}, [channel('b', 30)]),
  )
  expect(shifts.map((s) => [s.key, s.first, s.last, s.change])).toEqual([
    ['b', 25, 35, 10],
    ['a', 15, 0, -15],
    ['h', null, 0, null],
  ])
})

test('without a breakdown the steps are the groups of the answer', () => {
  const { by: _, ...plain } = answer({}, [group('active', {})])
  expect(Object.keys(stepsOf(plain))).toEqual(['active'])
})
