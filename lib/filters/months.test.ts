import { expect, test } from 'vitest'
import { monthsOf, wholeMonthsBefore, wholeMonthsSince } from './months.ts'

test('on the last day of a month that month is over, a day earlier it is not', () => {
  expect(wholeMonthsBefore('2026-06-30', 12)).toEqual({ from: '2025-07-01', to: '2026-06-30' })
  expect(wholeMonthsBefore('2026-06-29', 12)).toEqual({ from: '2025-06-01', to: '2026-05-31' })
  expect(wholeMonthsBefore('2026-06-30', 12, 12)).toEqual({ from: '2024-07-01', to: '2025-06-30' })
})

test('since a month, over the turn of a year; a month that is not over yet gives the last that is', () => {
  expect(monthsOf(wholeMonthsSince('2025-11', '2026-02-28'))).toEqual(['2025-11', '2025-12', '2026-01', '2026-02'])
  expect(wholeMonthsSince('2026-02', '2026-02-27')).toEqual({ from: '2026-01-01', to: '2026-01-31' })
})
