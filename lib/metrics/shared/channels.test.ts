import { describe, expect, test } from 'vitest'
import type { Answer, Figure, GroupFigure } from '../metric.ts'
import { channelRows, costliest, incrementalIn, paybackIn, worthIn } from './channels.ts'

const figure = (more: Partial<Figure> = {}): Figure => ({ state: 'ok', value: 1, notes: [], ...more })
const group = (key: string, more: Partial<Figure> = {}): GroupFigure => ({ key, label: key, ...figure(more) })
const answer = (groups: GroupFigure[], overall: Partial<Figure> = {}): Answer => ({
  ...{ metric: 'm', definitionVersion: 1, asOf: '2026-06-30', snapshot: 's', parameters: {}, filters: {} },
  ...{ overall: figure(overall), groups },
})
const NONE = answer([])

describe('rows by channel', () => {
  test('unknown cost on top, then the costliest, the unknown channel last; the total is the overall figure', () => {
    const cac = answer(
      [
        group('desk', { numerator: 50 }),
        group('gzh', { numerator: 90 }),
        group('unknown', { numerator: 999 }),
        group('xhs', { numerator: null, state: 'not_covered', value: null }),
      ],
      { numerator: 1139 },
    )
    const { rows, total } = channelRows({ cac, roi: NONE, retention: NONE, match: NONE, funnel: NONE, ltv: {} })
    expect(rows.map((row) => row.key)).toEqual(['xhs', 'gzh', 'desk', 'unknown'])
    expect(total.cac?.numerator).toBe(1139)
    expect(costliest(rows, 2)).toEqual(['gzh', 'desk'])
  })

  test('a channel that only one answer names has a row, with nothing where the others are silent', () => {
    const ltv = answer([group('friend', { value: 7 })])
    const steps = { exposure: { state: 'ok', value: null, numerator: 100, notes: [] } }
    const funnel = answer([group('friend', { parts: { steps } })])
    const { rows } = channelRows({ cac: NONE, roi: NONE, retention: NONE, match: NONE, funnel, ltv: { '180': ltv } })
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ key: 'friend', cac: undefined, exposures: 100, clicks: null })
    expect(rows[0]?.ltv['180']?.value).toBe(7)
  })
})

describe('what may be said of an increment', () => {
  const roi = (low: number, high: number, incrementalVerdict: string) =>
    figure({ parts: { incremental: { value: (low + high) / 2, low, high }, incrementalVerdict } })

  test.each([
    [0.1, 0.5, 'significantly_higher', 'gain'],
    [0.1, 0.5, 'not_shown', 'unproven'],
    [-0.1, 0.5, 'significantly_higher', 'unproven'],
    [-0.9, -0.1, 'significantly_higher', 'loss'],
  ])('from %d to %d with the lift %s: %s', (low, high, verdict, certainty) => {
    expect(incrementalIn(roi(low, high, verdict))).toMatchObject({
      certainty,
      half: expect.closeTo((high - low) / 2, 12),
    })
  })

  test('without an estimate nothing is claimed', () => {
    expect(incrementalIn(figure())).toEqual({ value: null, low: null, high: null, half: null, certainty: 'unproven' })
    expect(worthIn(undefined)).toMatchObject({ people: 0, value: null, maturesOn: null })
    expect(paybackIn(figure({ parts: { paybackMonth: null, paybackObserved: 7 } }))).toEqual({
      month: null,
      observed: 7,
    })
  })
})
