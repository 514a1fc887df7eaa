import { expect, test } from 'vitest'
import type { Answer, GroupFigure } from '../metric.ts'
import { openSlots } from './open-slots.ts'

const slot = (key: string, value: number, pushes: number, denominator = 100): GroupFigure => ({
  ...{ key, label: key, state: 'ok', value, denominator, notes: [], parts: { pushes } },
})

test('Monday 09 is the best of those with three pushes and 30 deliveries; two pushes, or 29 deliveries, are grey', () => {
  const answer: Answer = {
    ...{ metric: 'content', definitionVersion: 1, asOf: '2026-06-30', snapshot: 'S', parameters: {}, filters: {} },
    overall: { state: 'ok', value: 0.2, notes: [] },
    groups: [slot('1-09', 0.3, 3), slot('2-20', 0.9, 2), slot('7-23', 0.8, 5, 29), slot('3-00', 0.1, 9)],
  }
  const { rows, best } = openSlots(answer)
  expect(rows.map((row) => row.length)).toEqual([24, 24, 24, 24, 24, 24, 24])
  expect([best?.weekday, best?.hour]).toEqual([1, 9])
  expect([rows[1]?.[20]?.isWeak, rows[6]?.[23]?.isWeak, rows[2]?.[0]?.isWeak]).toEqual([true, true, false])
  expect(rows[0]?.[0]).toMatchObject({ figure: null, pushes: 0, isWeak: true })
})
