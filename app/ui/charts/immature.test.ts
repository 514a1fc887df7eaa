import { expect, test } from 'vitest'
import type { Figure } from '../../../lib/metrics/metric.ts'
import { immatureStretches } from './immature.ts'

const mature = { state: 'ok' } as const
const waiting = (maturesOn: string): Pick<Figure, 'state' | 'maturesOn'> => ({ state: 'immature', maturesOn })

test('neighbours are one stretch, due when the last of them is; anything else between parts them', () => {
  const figures = [waiting('2026-07-01'), mature, waiting('2026-09-29'), waiting('2026-10-30'), undefined]
  expect(immatureStretches(figures)).toEqual([
    { from: 0, to: 0, day: '2026-07-01' },
    { from: 2, to: 3, day: '2026-10-30' },
  ])
  expect(immatureStretches([{ state: 'immature' }, mature])).toEqual([])
})
