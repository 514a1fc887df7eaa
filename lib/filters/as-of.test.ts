import { expect, test } from 'vitest'
import { wholeMonths } from './as-of.ts'

test('on 30 October the last whole month is September; on the 31st it is October itself', () => {
  expect(wholeMonths('2026-10-30', 3)).toEqual({
    ...{ from: '2026-07-01', to: '2026-09-30', last: '2026-09', previous: '2026-08' },
  })
  expect(wholeMonths('2026-10-31', 1)).toEqual({
    ...{ from: '2026-10-01', to: '2026-10-31', last: '2026-10', previous: '2026-09' },
  })
})

test('over the end of a year and of a leap February', () => {
  expect(wholeMonths('2024-02-29', 2)).toMatchObject({ from: '2024-01-01', to: '2024-02-29', previous: '2024-01' })
  expect(wholeMonths('2024-02-28', 2)).toMatchObject({ from: '2023-12-01', to: '2024-01-31', previous: '2023-12' })
})
