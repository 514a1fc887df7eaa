/** Value against cost of the same people. Pure. */
import { Z95 } from '../../stats/wilson.ts'
import type { Part } from '../metric.ts'
import type { WorthRow } from './query.ts'

/** From so many people on the mean is near enough to normal for an interval of ± z·se, as in LTV. */
const INTERVAL_FROM = 200

interface Acquisition {
  /** Null while unknown. */
  cost: number | null
  joins: number
  margin: number
  horizon: number
}

/**
 * LTV_H on margin of the period's joiners over what each join cost. Cost and value are of the same people, except that
 * those whose H days are not over have a cost and no value yet.
 */
export function worthOf(rows: readonly WorthRow[], { cost, joins, margin, horizon }: Acquisition): Part {
  const sum = (of: 'people' | 'net' | 'squares') => rows.reduce((total, row) => total + row[of], 0)
  const people = sum('people')
  const ltv = people === 0 ? null : (margin * sum('net')) / people
  const half = halfWidth(people, sum('net'), sum('squares'))
  const paid = cost === null || joins === 0 ? null : cost / joins
  const against = (value: number | null) => (value === null || paid === null || paid === 0 ? null : value / paid)
  const [low, high] = ltv === null || half === null ? [null, null] : [ltv - margin * half, ltv + margin * half]
  const waiting = rows.flatMap((row) => (row.matures_on === null ? [] : [row.matures_on])).sort()
  return {
    ...{ horizon, people, ltv, ltvLow: low, ltvHigh: high, cac: paid },
    ...{ value: against(ltv), low: against(low), high: against(high) },
    maturesOn: people === 0 ? (waiting[0] ?? null) : null,
  }
}

/** z·sd/√n with n − 1; null for too few people. */
function halfWidth(n: number, net: number, squares: number): number | null {
  if (n < INTERVAL_FROM) return null
  const variance = Math.max(0, squares - (net * net) / n) / (n - 1)
  return Z95 * Math.sqrt(variance / n)
}
