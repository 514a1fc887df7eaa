import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Monthly, yieldOf } from './budget.ts'
import { shift } from './shift.ts'

const months = (pairs: [number | null, number][]): Monthly[] =>
  pairs.map(([budget, newPatients], i) => ({ month: `2025-0${i + 1}`, budget, newPatients }))

/** Budgets 100…600 fen, new patients 3, 5, 6, 9, 10, 12. */
const LINE = months([
  [100, 3],
  [200, 5],
  [300, 6],
  [400, 9],
  [500, 10],
  [600, 12],
])

function found(rows: Monthly[]) {
  const result = yieldOf(rows)
  if (typeof result === 'string') throw new Error(result)
  return result
}

describe('new patients per fen', () => {
  test('least squares by hand: Sxx 175 000, Sxy 3 150: slope .018; residuals .8 over 4 · 175 000', () => {
    const { slope, half, average, mean, least, greatest } = found(LINE)
    expect(slope).toBeCloseTo(0.018, 12)
    expect(half).toBeCloseTo(2.776445105 * Math.sqrt(0.8 / 4 / 175_000), 9)
    expect({ average, mean, least, greatest }).toEqual({ average: 7.5 / 350, mean: 350, least: 100, greatest: 600 })
  })

  test('five months, no budget, always the same budget: no slope, and why; a month of unknown cost does not count', () => {
    expect(yieldOf(LINE.slice(1))).toBe('few-months')
    expect(yieldOf(LINE.map((m, i) => (i === 0 ? { ...m, budget: null } : m)))).toBe('few-months')
    expect(yieldOf(LINE.map((m) => ({ ...m, budget: 0 })))).toBe('no-budget')
    expect(yieldOf(LINE.map((m) => ({ ...m, budget: 100 })))).toBe('same-budget')
  })
})

describe('moving a budget', () => {
  const flat = found(LINE.map((m) => ({ ...m, newPatients: 4 })))
  const steep = found(LINE)

  test('50 fen from a channel that money does not move to one with .018 a fen: + .9, ± 50 · the half width', () => {
    const result = shift(flat, steep, 50)
    expect(result.value).toBeCloseTo(0.9, 12)
    expect(result.high - result.value).toBeCloseTo(50 * Math.hypot(steep.half, flat.half), 12)
    expect(result.atAverage).toBeCloseTo(50 * (7.5 / 350 - 4 / 350), 12)
    expect(result.isBeyond).toBe(false)
    expect(shift(flat, steep, 300).isBeyond).toBe(true)
  })

  test('nothing moved changes nothing; back is the reverse of forth', () => {
    expect(shift(flat, steep, 0)).toMatchObject({ value: 0, low: 0, high: 0 })
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), (amount) => {
        const [there, back] = [shift(flat, steep, amount), shift(steep, flat, amount)]
        expect(there.value).toBeCloseTo(-back.value, 6)
        expect(there.low).toBeCloseTo(-back.high, 6)
      }),
    )
  })
})
