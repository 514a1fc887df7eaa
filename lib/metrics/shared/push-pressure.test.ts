import { expect, test } from 'vitest'
import type { Answer, GroupFigure } from '../metric.ts'
import { pressures } from './push-pressure.ts'

const group = (key: string, parts: GroupFigure['parts']): GroupFigure => ({
  ...{ key, label: key, state: 'ok', value: 0.1, notes: [], parts },
})

test('most pressing first, then by sends; without a push, or withheld, a group is left out', () => {
  const answer: Answer = {
    ...{
      metric: 'push-pressure',
      definitionVersion: 1,
      asOf: '2026-06-30',
      snapshot: 'S',
      parameters: {},
      filters: {},
    },
    overall: { state: 'ok', value: 0.1, notes: [] },
    groups: [
      group('calm', { pushes: 1, sendsPerWeek: 1, level: 'none', signals: [] }),
      group('busy', { pushes: 9, sendsPerWeek: 2, level: 'none', signals: [] }),
      group('grave', {
        pushes: 9,
        level: 'graveyard',
        signals: ['often', 'unopened'],
        open: { value: 0.01, low: 0, high: 0.02 },
      }),
      group('silent', { pushes: 0, level: 'none', signals: [] }),
      { key: 'hidden', label: 'hidden', state: 'suppressed', value: null, notes: [] },
    ],
  }
  const rows = pressures(answer)
  expect(rows.map((row) => row.group.key)).toEqual(['grave', 'busy', 'calm'])
  expect(rows[0]).toMatchObject({
    signals: ['often', 'unopened'],
    open: { value: 0.01, high: 0.02 },
    quitRatio: { value: null },
  })
})
