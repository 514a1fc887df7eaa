import { describe, expect, test } from 'vitest'
import { labelled, linear, namedPeriods, periodLabels, roundTicks, spread } from './scale.ts'

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

test('counts have no halves: 0 to 1 is 0, 1', () => {
  expect(roundTicks(0, 1, 5, 1)).toEqual([0, 1])
  expect(roundTicks(0, 9, 5, 1)).toEqual([0, 5, 10])
  expect(roundTicks(0, 40, 5, 1)).toEqual([0, 10, 20, 30, 40])
})

describe('named periods', () => {
  const days = (from: string, count: number) =>
    Array.from({ length: count }, (_, i) => new Date(Date.parse(from) + i * 86_400_000).toISOString().slice(0, 10))
  const names = (periods: string[], width: number) => [...namedPeriods(periods, width)].map((i) => periods[i])

  test('27 months on 400 px: the quarters would be nine, so half-years, Januaries and Julys', () => {
    const months = Array.from(
      { length: 27 },
      (_, i) => `${2024 + Math.floor((i + 4) / 12)}-${String(((i + 4) % 12) + 1).padStart(2, '0')}`,
    )
    expect(names(months, 400)).toEqual(['2024-07', '2025-01', '2025-07', '2026-01', '2026-07'])
    expect(names(months, 620)[0]).toBe('2024-07')
    expect(names(months, 620)[1]).toBe('2024-10')
  })

  test('90 days from Monday 2026-08-03: Mondays where they fit, every other one or firsts of months where not', () => {
    const quarter = days('2026-08-03', 90)
    expect(names(quarter, 1100).slice(0, 3)).toEqual(['2026-08-03', '2026-08-10', '2026-08-17'])
    expect(names(quarter, 600)).toHaveLength(7)
    expect(names(quarter, 300)).toEqual(['2026-09-01', '2026-10-01'])
  })

  test('weeks: all of them, or every other from the first on', () => {
    const mondays = days('2026-08-03', 84).filter((_, i) => i % 7 === 0)
    expect(names(mondays, 1000)).toHaveLength(12)
    expect(names(mondays, 500)).toEqual(mondays.filter((_, i) => i % 2 === 0))
  })

  test('ages and others as before', () => {
    expect(names(['M1', 'M2', 'M3'], 1000)).toEqual(['M3', 'M2', 'M1'])
    expect(namedPeriods([], 100)).toEqual(new Set([0]))
  })
})
