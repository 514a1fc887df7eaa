import { expect, test } from 'vitest'
import { periodOf } from './period.ts'

const asOf = '2026-06-30'

test('both days, an open end, a day after the as-of', () => {
  expect(periodOf({ from: '2026-01-01', to: '2026-03-31' }, asOf)).toEqual({ from: '2026-01-01', to: '2026-03-31' })
  expect(periodOf({ from: '2026-01-01' }, asOf)).toEqual({ from: '2026-01-01', to: asOf })
  expect(periodOf({ to: '2026-03-31' }, asOf)).toEqual({ from: '1970-01-01', to: '2026-03-31' })
  expect(periodOf({ from: '2026-01-01', to: '2027-01-01' }, asOf)).toEqual({ from: '2026-01-01', to: asOf })
})

test('nothing, a day that does not exist, the end before the beginning: the whole', () => {
  expect(periodOf({}, asOf)).toEqual({})
  expect(periodOf({ from: '2026-02-30' }, asOf)).toEqual({})
  expect(periodOf({ from: 'x', to: ['y'] }, asOf)).toEqual({})
  expect(periodOf({ from: '2026-03-01', to: '2026-02-01' }, asOf)).toEqual({})
  expect(periodOf({ from: '2026-07-01' }, asOf)).toEqual({})
})
