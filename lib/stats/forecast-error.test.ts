import { describe, expect, test } from 'vitest'
import { correlation } from './correlation.ts'
import { forecastError } from './forecast-error.ts'

describe('error of a forecast', () => {
  test('2 of 3 for two people and 4 of 1 for one: |−1|·2 + 3 over 3, 8 of 7 in total', () => {
    const error = forecastError([
      { predicted: 2, actual: 3, people: 2 },
      { predicted: 4, actual: 1, people: 1 },
    ])
    expect(error).toMatchObject({ people: 3, mae: 5 / 3, rmse: Math.sqrt(11 / 3), predicted: 8, actual: 7 })
    expect(error?.ratio).toBeCloseTo(8 / 7, 12)
  })

  test('nobody: null; nothing came: no ratio', () => {
    expect(forecastError([])).toBeNull()
    expect(forecastError([{ predicted: 1, actual: 0, people: 1 }])?.ratio).toBeNull()
  })
})

describe('correlation', () => {
  test('(1, 2), (2, 4), (3, 3): 1/2·… = .5; people weigh; no spread, no answer', () => {
    const at = (x: number, y: number, people = 1) => ({ x, y, people })
    expect(correlation([at(1, 2), at(2, 4), at(3, 3)])).toBeCloseTo(0.5, 12)
    expect(correlation([at(1, 1, 3), at(2, 0)])).toBeCloseTo(-1, 12)
    expect(correlation([at(1, 1), at(1, 2)])).toBeNull()
    expect(correlation([])).toBeNull()
  })
})
