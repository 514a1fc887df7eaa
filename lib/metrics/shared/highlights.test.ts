import { expect, test } from 'vitest'
import type { PeriodFigure } from '../metric.ts'
import { monthHighlight, monthlyPart } from './highlights.ts'

const figure = (period: string, value: number, parts: Record<string, number> = {}): PeriodFigure => ({
  ...{ period, value, parts, state: 'ok', notes: [] },
})
const MONTHS = { last: '2026-10', previous: '2026-09' }

test('October 120 against September 100: 120, +20; a part likewise', () => {
  const series = [figure('2026-08', 90), figure('2026-09', 100, { arpu: 5 }), figure('2026-10', 120, { arpu: 4 })]
  const { trend, ...now } = monthHighlight(series, MONTHS, 'value')
  expect(now).toEqual({ value: 120, before: 100, change: 20 })
  expect(trend.map((month) => [month.period, month.value])).toEqual([
    ['2026-08', 90],
    ['2026-09', 100],
    ['2026-10', 120],
  ])
  const arpu = monthHighlight(series, MONTHS, 'arpu')
  expect(arpu).toMatchObject({ value: 4, before: 5, change: -1 })
  expect(arpu.trend.map((month) => month.value)).toEqual([null, 5, 4])
})

test('a month that the series does not hold is no zero', () => {
  expect(monthHighlight([figure('2026-10', 120)], MONTHS, 'value')).toMatchObject({ value: 120, change: null })
  expect(monthHighlight([], MONTHS, 'value')).toMatchObject({ value: null, change: null })
})

test('months that stand in a part of the figure', () => {
  const monthly = [
    { month: '2026-09', new: 5 },
    { month: '2026-10', new: 4 },
  ]
  const read = monthlyPart({ state: 'ok', value: 9, notes: [], parts: { monthly } }, 'new')
  expect(read.map((m) => [m.period, m.value])).toEqual([
    ['2026-09', 5],
    ['2026-10', 4],
  ])
})
