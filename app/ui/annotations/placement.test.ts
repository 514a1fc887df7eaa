import { expect, test } from 'vitest'
import type { Annotation } from '../../../lib/app-state/annotation-text.ts'
import { placed, withNotes } from './placement.ts'

const note = (fromDay: string, toDay: string, text = 'x'): Annotation => ({
  ...{ id: text, fromDay, toDay, text, kind: 'other', isForAll: true },
})
const at = (annotations: Annotation[], periods: string[]) =>
  placed(annotations, periods).map(({ from, to }) => [from, to])

test('on an axis of days a note covers the days that it has on it, one that lies outside none', () => {
  const days = ['2026-10-01', '2026-10-02', '2026-10-03']
  expect(at([note('2026-10-02', '2026-10-09')], days)).toEqual([[1, 2]])
  expect(at([note('2026-09-01', '2026-09-30'), note('2026-10-04', '2026-10-04')], days)).toEqual([])
})

test('a Sunday belongs to the week of the Monday before it', () => {
  expect(at([note('2026-10-11', '2026-10-12')], ['2026-10-05', '2026-10-12', '2026-10-19'])).toEqual([[0, 1]])
})

test('months: 30 September to 1 October touches both; the oldest note comes first', () => {
  const months = ['2026-08', '2026-09', '2026-10']
  expect(at([note('2026-10-01', '2026-10-01', 'b'), note('2026-09-30', '2026-10-01', 'a')], months)).toEqual([
    [1, 2],
    [2, 2],
  ])
})

test('ages, groups and mixed names are no dates', () => {
  expect(at([note('2026-01-01', '2026-12-31')], ['M1', 'M2'])).toEqual([])
  expect(at([note('2026-01-01', '2026-12-31')], ['2026-01', '2026-02-01'])).toEqual([])
})

test('the table gets a column of notes, whichever way its rows run; without any note it stays as it is', () => {
  const table = {
    columns: [{ id: 'month', title: 'Month' }],
    rows: ['2026-10', '2026-09'].map((id) => ({ id, cells: { month: id } })),
  }
  const noted = withNotes(table, [note('2026-10-01', '2026-10-07', '国庆')], '记事')
  expect(noted.rows.map((row) => row.cells.notes)).toEqual(['2026-10-01 – 2026-10-07 国庆', ''])
  expect(withNotes(table, [note('2027-01-01', '2027-01-01')], '记事')).toBe(table)
})
