import { expect, test } from 'vitest'
import { labelled, linear, periodLabels, roundTicks, spread } from './scale.ts'

test('ticks are round and span the range: 0 to .347 in steps of .1', () => {
  expect(roundTicks(0, 0.347)).toEqual([0, 0.1, 0.2, 0.3, 0.4])
  expect(roundTicks(-0.0006, 0.0004)).toEqual([-0.00075, -0.0005, -0.00025, 0, 0.00025, 0.0005])
  expect(roundTicks(3, 3)).toEqual([3])
})

test('a linear scale maps ends to ends, also downwards', () => {
  const y = linear([0, 1], [200, 0])
  expect([y(0), y(0.25), y(1)]).toEqual([200, 150, 0])
})

test('a year is named once: 2025-11, 12, 2026-01', () => {
  expect([...periodLabels(['2025-11', '2025-12', '2026-01'], new Set([0, 1, 2])).values()]).toEqual([
    '2025-11',
    '12',
    '2026-01',
  ])
  expect([...periodLabels(['M1', 'M2'], new Set([0, 1])).values()]).toEqual(['M1', 'M2'])
})

test('labels fit: 24 of 60 px into 360 px are every fourth, the last one among them', () => {
  expect([...labelled(24, 360, 60)].sort((a, b) => a - b)).toEqual([3, 7, 11, 15, 19, 23])
})

test('labels that would cover each other move apart and stay in order and inside', () => {
  expect(spread([50, 52, 10], 15, 0, 100)).toEqual([50, 65, 10])
  // 95 and 98 → 95 and 110, ten too low for 100: both go up by ten
  expect(spread([95, 98], 15, 0, 100)).toEqual([85, 100])
})
