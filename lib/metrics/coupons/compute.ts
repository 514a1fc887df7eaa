import { wilson } from '../../stats/wilson.ts'
import type { Figure, GroupFigure } from '../metric.ts'
import { clusteredShare } from '../shared/clustered.ts'
import { FEW, LEVEL } from '../shared/figure.ts'
import { byKey } from '../shared/matured.ts'
import type { TicketRow } from './query.ts'

/** Redemption with what became of the rest. Without visits loaded, what followed is unknown. */
export function couponsFigure(row: TicketRow | undefined, hasVisits: boolean): Figure {
  const { a = 0, m = 0, persons = 0, expired = 0, unmatched = 0, followed = 0, visited = 0 } = row ?? {}
  const settled = a + expired
  const after = hasVisits ? wilson(visited, followed) : null
  const parts = {
    granted: m,
    redeemed: a,
    expired,
    expiredShare: m > 0 ? expired / m : null,
    outstanding: m - settled,
    outstandingShare: m > 0 ? (m - settled) / m : null,
    settledRate: settled > 0 ? a / settled : null,
    followed: hasVisits ? followed : null,
    following: hasVisits ? a - unmatched - followed : null,
    unmatched: hasVisits ? unmatched : null,
    visited: hasVisits ? visited : null,
    visitRate: hasVisits && followed > 0 ? visited / followed : null,
    visitLow: after?.low ?? null,
    visitHigh: after?.high ?? null,
    face: row?.face ?? null,
    paid: row?.paid ?? null,
    persons,
  }
  const base = { numerator: a, denominator: m, notes: hasVisits ? [] : ['no-visit-source'], parts }
  const ratio = row && clusteredShare(row)
  if (!ratio) return { state: 'empty', value: null, ...base }
  const { value, low, high } = ratio
  return { state: m < FEW ? 'few' : 'ok', value, ...base, low, high, level: LEVEL }
}

/** One figure a key. */
export function couponsGroups(rows: readonly TicketRow[], hasVisits: boolean): GroupFigure[] {
  return rows.map((row) => ({ key: row.key, label: row.label, ...couponsFigure(row, hasVisits) })).sort(byKey)
}
