import { expect, test } from 'vitest'
import type { Answer, GroupFigure } from '../metrics/metric.ts'
import { suppressSmallCells } from './suppress.ts'

const ratio = { unit: 'ratio' } as const
const cell = (key: string, denominator: number): GroupFigure => ({
  ...{ key, label: key, state: 'ok', value: 0.5, numerator: denominator / 2, denominator, notes: [] },
  parts: { immature: 1 },
})
const answer = (overall: number, cells: readonly number[]): Answer => ({
  ...{ metric: 'retention', definitionVersion: 1, asOf: '2026-06-30', snapshot: 's', parameters: {}, filters: {} },
  overall: { state: 'ok', value: 0.5, denominator: overall, notes: [] },
  by: 'group',
  groups: cells.map((n, i) => cell(`G${i}`, n)),
})
const hidden = (a: Answer) => a.groups?.filter((g) => g.state === 'suppressed').map((g) => g.key)

test('1 to 4 people are hidden, 5 and 0 are not; with two hidden the total gives neither away', () => {
  expect(hidden(suppressSmallCells(answer(100, [4, 1, 5, 0, 90]), ratio))).toEqual(['G0', 'G1'])
})

test('a single hidden cell takes the next smallest along: 100 − 20 − 75 would be 5 − 2', () => {
  expect(hidden(suppressSmallCells(answer(97, [2, 20, 75]), ratio))).toEqual(['G0', 'G1'])
})

test('a hidden cell keeps its name and nothing else', () => {
  const [first] = suppressSmallCells(answer(97, [2, 20, 75]), ratio).groups ?? []
  expect(first).toEqual({ key: 'G0', label: 'G0', state: 'suppressed', value: null, notes: [] })
})

test('a total of 3 people is hidden as well, and so is every period of one', () => {
  const small = {
    ...answer(3, [3]),
    series: [{ period: '2026-01', state: 'ok' as const, value: 1, denominator: 1, notes: [] }],
  }
  const shown = suppressSmallCells(small, ratio)
  expect(shown.overall).toEqual({ state: 'suppressed', value: null, notes: [] })
  expect(shown.series).toEqual([{ period: '2026-01', state: 'suppressed', value: null, notes: [] }])
})

test('counts of people are judged by themselves, amounts of money are not', () => {
  const of = (unit: 'people' | 'fen', value: number) =>
    suppressSmallCells({ ...answer(50, []), overall: { state: 'ok', value, notes: [] } }, { unit }).overall.state
  expect(of('people', 4)).toBe('suppressed')
  expect(of('people', 5)).toBe('ok')
  expect(of('fen', 4)).toBe('ok')
})
