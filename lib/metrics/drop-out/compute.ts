import type { Figure, Part } from '../metric.ts'
import type { DiseaseCurve } from '../shared/drop-out/triggers.ts'
import { FEW } from '../shared/figure.ts'

/** Peak day of loss; without mature episodes or a bin with enough at risk there is none. */
export function dropOutFigure({ curve, ownEpisodes, isPooled }: DiseaseCurve): Figure {
  const { episodes, bins, peak, peakDay, triggerDay } = curve
  const lost = bins.reduce((sum, bin) => sum + bin.lost, 0)
  return {
    state: episodes === 0 || peak === null ? 'empty' : episodes < FEW ? 'few' : 'ok',
    value: peakDay,
    numerator: lost,
    denominator: episodes,
    notes: isPooled && episodes > 0 ? ['pooled'] : [],
    parts: {
      triggerDay,
      peakFrom: peak?.from ?? null,
      peakTo: peak?.to ?? null,
      ownEpisodes,
      pooled: isPooled,
      returned: bins.reduce((sum, bin) => sum + bin.returned, 0),
      curve: bins.map((bin): Part => ({ ...bin })),
    },
  }
}
