import { expect, test } from 'vitest'
import type { PeriodFigure } from '../metric.ts'
import { monthHighlight, monthlySums } from './highlights.ts'

const figure = (period: string, value: number, parts: Record<string, number> = {}): PeriodFigure => ({
  ...{ period, value, parts, state: 'ok', notes: [] },
})
const MONTHS = { last: '2026-10', previous: '2026-09' }

test('October 120 against September 100: 120, +20; a part likewise', () => {
  const series = [figure('2026-08', 90), figure('2026-09', 100, { arpu: 5 }), figure('2026-10', 120, { arpu: 4 })]
  expect(monthHighlight(series, MONTHS, 'value')).toEqual({
    value: 120,
    before: 100,
    change: 20,
    trend: [90, 100, 120],
  })
  expect(monthHighlight(series, MONTHS, 'arpu')).toEqual({ value: 4, before: 5, change: -1, trend: [null, 5, 4] })
})

test('a month that the series does not hold is no zero', () => {
  expect(monthHighlight([figure('2026-10', 120)], MONTHS, 'value')).toMatchObject({ value: 120, change: null })
  expect(monthHighlight([], MONTHS, 'value')).toMatchObject({ value: null, change: null })
})

test('days of a part by month: 2 + 3 in September, 4 in October', () => {
  const days = [
    figure('2026-09-29', 0, { new: 2 }),
    figure('2026-09-30', 0, { new: 3 }),
    figure('2026-10-01', 0, { new: 4 }),
  ]
  expect(monthlySums(days, 'new').map((m) => [m.period, m.value])).toEqual([
    ['2026-09', 5],
    ['2026-10', 4],
  ])
})
