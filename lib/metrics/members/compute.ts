import type { Figure, GroupFigure, Part } from '../metric.ts'
import { ratioFigure } from '../shared/figure.ts'
import { byKey } from '../shared/matured.ts'
import type { TierRow } from './query.ts'

/** Which of the other feeds exist: without them an amount is unknown, not 0. */
export interface Covered {
  charges: boolean
  visits: boolean
  coupons: boolean
}

/** Share of people with a tier; the parts speak of those with one. */
export function membersFigure(rows: readonly TierRow[], covered: Covered): Figure {
  const tiered = rows.filter((row) => row.is_tiered)
  return ratioFigure({
    numerator: sum(tiered, 'people'),
    denominator: sum(rows, 'people'),
    parts: partsOf(tiered, covered),
  })
}

/** By tier: the people in each tier, of everybody; by anything else: the share in each row. */
export function membersGroups(rows: readonly TierRow[], by: string, covered: Covered): GroupFigure[] {
  const everybody = sum(rows, 'people')
  const keys = [...new Set(rows.map((row) => row.key))]
  return keys
    .map((key) => {
      const own = rows.filter((row) => row.key === key)
      if (by !== 'tier') return { key, label: key, ...membersFigure(own, covered) }
      const share = ratioFigure({
        numerator: sum(own, 'people'),
        denominator: everybody,
        // The cell is the tier, not the pool that it is a share of.
        parts: { ...partsOf(own, covered), persons: sum(own, 'people') },
      })
      return { key, label: key, ...share }
    })
    .sort(byKey)
}

function partsOf(rows: readonly TierRow[], { charges, visits, coupons }: Covered): Record<string, Part> {
  const people = sum(rows, 'people')
  return {
    people,
    arpu: charges ? ratio(sum(rows, 'revenue'), people) : null,
    returnVisitRate: visits ? ratio(sum(rows, 'returns'), sum(rows, 'visits')) : null,
    upgrades: sum(rows, 'upgrades'),
    highValueShare: charges ? ratio(sum(rows, 'high_value'), people) : null,
    granted: coupons ? sum(rows, 'granted') : null,
    redeemed: coupons ? sum(rows, 'redeemed') : null,
    redemptionRate: coupons ? ratio(sum(rows, 'redeemed'), sum(rows, 'granted')) : null,
  }
}

type Count = 'people' | 'revenue' | 'visits' | 'returns' | 'upgrades' | 'high_value' | 'granted' | 'redeemed'

function sum(rows: readonly TierRow[], name: Count): number {
  return rows.reduce((total, row) => total + row[name], 0)
}

function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null
}
