import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placesOf } from './order.ts'

const keys = fc.array(fc.option(fc.constantFrom('张*', '李*', '欧*', '第 2 天', '第 10 天', '', 'b', 'a')), {
  maxLength: 60,
})

test('the places sort as the texts do, and equal texts have one place', () => {
  fc.assert(
    fc.property(keys, (list) => {
      const place = placesOf(list.length, (row) => list[row] ?? null)
      for (const [a, left] of list.entries())
        for (const [b, right] of list.entries()) {
          if (left === null || right === null) continue
          const order = left.localeCompare(right, 'zh-Hans-CN', { numeric: true })
          expect(Math.sign((place(a) ?? 0) - (place(b) ?? 0))).toBe(Math.sign(order))
        }
      for (const [row, value] of list.entries()) expect(place(row) === undefined).toBe(value === null)
    }),
  )
})

test('numbers are their own place', () => {
  const place = placesOf(3, (row) => [7.5, null, -1][row] ?? null)
  expect([place(0), place(1), place(2)]).toEqual([7.5, undefined, -1])
})
