import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cellsOf, NEVER } from './bands.ts'
import { foretell, learnCells } from './cells.ts'
import { gatesOf, judge } from './holdout.ts'
import type { HistoryRow, StateRow } from './query.ts'

const row = (more: Partial<StateRow>): StateRow => ({
  ...{
    back: 1,
    key: '',
    is_wanted: true,
    disease: 'a',
    recency: 0,
    frequency: 1,
    people: 30,
    visits: 0,
    net: 0,
    squares: 0,
  },
  ...more,
})

describe('cells', () => {
  test('the finest cell with 30 people: own, own disease coarse, all diseases fine, all coarse, everybody', () => {
    const level = (state: Partial<StateRow>, ...learned: Partial<StateRow>[]) =>
      learnCells(learned.map(row))(row(state))?.level
    expect(level({}, {})).toBe('disease-fine')
    expect(level({}, { people: 29 }, { recency: 1, people: 1 })).toBe('disease-coarse')
    expect(level({}, { people: 29 }, { disease: 'b', people: 1 })).toBe('all-fine')
    expect(level({}, { people: 29 }, { disease: 'b', recency: 1, people: 1 })).toBe('all-coarse')
    expect(level({}, { people: 29 }, { disease: 'b', recency: 4, people: 1 })).toBe('everybody')
    expect(level({}, { people: 29 })).toBeUndefined()
  })

  test('who never came is only ever like others who never came, or like everybody', () => {
    const names = cellsOf({ disease: 'a', recency: NEVER, frequency: 0 })
    const others = cellsOf({ disease: 'a', recency: 4, frequency: 0 })
    expect(names.filter((name) => others.includes(name))).toEqual(['e'])
  })

  test('learned from and asked about the same people, full cells give back the total', () => {
    const state = fc.record({
      disease: fc.constantFrom('a', 'b'),
      recency: fc.integer({ min: -1, max: 4 }),
      frequency: fc.integer({ min: 0, max: 5 }),
      people: fc.integer({ min: 30, max: 500 }),
      net: fc.integer({ min: -1e6, max: 1e8 }),
      visits: fc.integer({ min: 0, max: 900 }),
    })
    fc.assert(
      fc.property(fc.array(state, { minLength: 1, maxLength: 20 }), (states) => {
        const rows = states.map((s) => row({ ...s, squares: (s.net * s.net) / s.people }))
        const foretold = foretell(learnCells(rows), rows)
        const total = rows.reduce((sum, r) => sum + r.net, 0)
        expect((foretold?.mean ?? 0) * (foretold?.people ?? 0)).toBeCloseTo(total, 2)
        expect(foretold?.low).toBeLessThanOrEqual(foretold?.mean ?? 0)
      }),
    )
  })

  test('nobody, or somebody for whom no cell speaks: nothing', () => {
    expect(foretell(learnCells([row({})]), [])).toBeNull()
    expect(foretell(learnCells([row({ people: 10 })]), [row({})])).toBeNull()
  })
})

describe('holdout', () => {
  const history = (more: Partial<HistoryRow>): HistoryRow => ({
    ...{ disease: 'a', recency: 0, frequency: 1, x: 0, tx: 0, t: 100, gap: null, gap_before: null },
    ...{ spent: 0, visits: 0, net: 0, people: 1, ...more },
  })
  const rows = [history({ people: 3 }), history({ x: 2, tx: 60, spent: 400, visits: 1, net: 300 })]
  const cells = learnCells([row({ people: 40, visits: 20, net: 4000 })])

  test('own pace 2/100·50 = 1 visit and 400/100·50 = 200; mean pace 2/400·50 = .25; cells 20/40 and 4000/40', () => {
    const holdout = judge(rows, cells, null, 50)
    const score = (method: string) => holdout?.scores.find((s) => s.method === method)
    expect(holdout?.people).toBe(4)
    expect(score('own-rate')).toMatchObject({ visits: { mae: 0, predicted: 1 }, net: { mae: 25, predicted: 200 } })
    expect(score('mean')?.visits.predicted).toBeCloseTo(1, 12)
    expect(score('cells')).toMatchObject({
      visits: { mae: 0.5, predicted: 2, ratio: 2 },
      net: { mae: (300 + 200) / 4 },
    })
    expect(score('bgnbd')).toBeUndefined()
    expect(holdout?.byFrequency.map((r) => [r.x, r.people, r.actual.visits])).toEqual([
      [0, 3, 0],
      [2, 1, 1],
    ])
  })

  test('without a model no gate of it is passed', () => {
    const holdout = judge(rows, cells, null, 50)
    if (!holdout) throw new Error('no holdout')
    const gates = gatesOf({ model: null, regularity: 1.2, dependence: -0.3 }, holdout)
    expect(gates.filter((gate) => gate.isPassed).map((gate) => gate.id)).toEqual(['regularity'])
    expect(gates.find((gate) => gate.id === 'independence')).toMatchObject({ value: 0.3, limit: 0.2 })
  })

  test('nobody to judge by, or a state without a cell: no holdout', () => {
    expect(judge([], cells, null, 50)).toBeNull()
    expect(judge(rows, learnCells([row({ people: 3 })]), null, 50)).toBeNull()
  })
})
