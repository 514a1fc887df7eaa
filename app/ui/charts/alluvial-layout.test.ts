import fc from 'fast-check'
import { expect, test } from 'vitest'
import { alluvial, type Flow } from './alluvial-layout.ts'

const nodes = (...ids: string[]) => ids.map((id) => ({ id, label: id, colour: 'c' }))

test('a → x 30, a → y 10, b → y 60 on 130 px, 15 px a label: 1 px a person; bars 40 and 60, 30 and 70', () => {
  const { left, right, flows } = alluvial(
    nodes('a', 'b', 'nobody'),
    nodes('x', 'y'),
    [
      { from: 'b', to: 'y', value: 60 },
      { from: 'a', to: 'x', value: 30 },
      { from: 'a', to: 'y', value: 10 },
    ],
    130,
  )
  expect(left.map((n) => [n.id, n.value, n.height])).toEqual([
    ['a', 40, 40],
    ['b', 60, 60],
  ])
  expect(right.map((n) => [n.id, n.height])).toEqual([
    ['x', 30],
    ['y', 70],
  ])
  // Gaps of (130 − 100)/2 = 15: a at 7.5, b at 62.5; x at 7.5, y at 52.5. The band a → y ends above b → y.
  expect(flows).toEqual([
    { index: 1, from: 7.5, to: 7.5, height: 30 },
    { index: 2, from: 37.5, to: 52.5, height: 10 },
    { index: 0, from: 62.5, to: 62.5, height: 60 },
  ])
})

test('bars never overlap nor leave the picture, whatever flows', () => {
  const flow = fc.record({
    from: fc.constantFrom('a', 'b', 'c', 'd'),
    to: fc.constantFrom('a', 'b', 'c', 'd'),
    value: fc.integer({ min: 1, max: 100_000 }),
  })
  fc.assert(
    fc.property(fc.array(flow, { minLength: 1, maxLength: 20 }), (flows: Flow[]) => {
      const { left, right } = alluvial(nodes('a', 'b', 'c', 'd'), nodes('a', 'b', 'c', 'd'), flows, 300)
      for (const side of [left, right]) {
        side.forEach((node, i) => {
          expect(node.y).toBeGreaterThanOrEqual(-1e-9)
          expect(node.y + node.height).toBeLessThanOrEqual((side[i + 1]?.y ?? 300) + 1e-9)
        })
        expect(side.reduce((sum, node) => sum + node.value, 0)).toBe(flows.reduce((sum, f) => sum + f.value, 0))
      }
    }),
  )
})
