import { expect, test } from 'vitest'
import { placeLabels } from './bubble-labels.ts'

const AREA = { left: 0, right: 400, top: 0, bottom: 200 }

test('a lone bubble has its name at its right; at the right edge, at its left', () => {
  expect(placeLabels([{ x: 100, y: 100, r: 10 }], [40], AREA)).toEqual([{ x: 114, y: 104, anchor: 'start' }])
  expect(placeLabels([{ x: 380, y: 100, r: 10 }], [40], AREA)).toEqual([{ x: 366, y: 104, anchor: 'end' }])
})

test('a name never lies on a neighbour, on another name, or on what stands there already', () => {
  const circles = [
    { x: 100, y: 100, r: 12 },
    { x: 130, y: 100, r: 6 },
  ]
  const [first, second] = placeLabels(circles, [40, 40], AREA)
  expect(first?.anchor).toBe('end')
  expect(second?.anchor).toBe('start')
  const blocked = placeLabels([{ x: 100, y: 100, r: 12 }], [40], AREA, [
    { left: 115, right: 200, top: 90, bottom: 110 },
  ])
  expect(blocked[0]?.anchor).toBe('end')
})

test('no room: no name rather than an unreadable one', () => {
  const stack = Array.from({ length: 12 }, () => ({ x: 50, y: 50, r: 20 }))
  expect(placeLabels(stack, Array(12).fill(60), { left: 0, right: 100, top: 0, bottom: 100 })).toContain(null)
})
