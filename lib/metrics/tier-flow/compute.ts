import type { Figure, GroupFigure } from '../metric.ts'
import { ratioFigure } from '../shared/figure.ts'
import { byKey } from '../shared/matured.ts'
import { MOVES } from './definition.ts'
import type { FlowRow } from './query.ts'

/** Which move is asked for: a kind of it, or one between two tiers. */
export interface Wanted {
  move: string
  fromTier: string
  toTier: string
}

/** Share of the people at the start who made the move; the parts count every kind of move. */
export function flowFigure(rows: readonly FlowRow[], { move, fromTier, toTier }: Wanted): Figure {
  const start = rows.filter((row) => (fromTier ? row.from_tier === fromTier : row.from_tier !== 'outside'))
  const made = start.filter((row) => (toTier ? row.to_tier === toTier : row.move === move))
  const moves = MOVES.map((kind) => [kind, people(start.filter((row) => row.move === kind))] as const)
  return ratioFigure({
    numerator: people(made),
    denominator: people(start),
    parts: {
      ...Object.fromEntries(moves),
      joined: people(rows.filter((row) => row.from_tier === 'outside')),
      tiers: tiersOf(rows),
    },
  })
}

/** One figure a pair of tiers, `from>to`: of those who held the first, the share who now hold the second. */
export function pairFigures(rows: readonly FlowRow[]): GroupFigure[] {
  return rows
    .map(({ from_tier: from, to_tier: to, move, people: n }) => {
      const denominator = people(rows.filter((row) => row.from_tier === from))
      const key = `${from}>${to}`
      return { key, label: key, ...ratioFigure({ numerator: n, denominator, parts: { from, to, move, persons: n } }) }
    })
    .sort(byKey)
}

/** One figure a key. */
export function flowGroups(rows: readonly FlowRow[], wanted: Wanted): GroupFigure[] {
  const keys = [...new Set(rows.map((row) => row.key))]
  return keys
    .map((key) => {
      const own = rows.filter((row) => row.key === key)
      return { key, label: key, ...flowFigure(own, wanted) }
    })
    .sort(byKey)
}

/** Tiers that anybody held on either day, the dearest first, then by name. */
function tiersOf(rows: readonly FlowRow[]): string[] {
  const prices = new Map<string, number>()
  for (const row of rows) {
    if (row.from_price >= 0) prices.set(row.from_tier, row.from_price)
    if (row.to_price >= 0) prices.set(row.to_tier, row.to_price)
  }
  return [...prices].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([tier]) => tier)
}

function people(rows: readonly FlowRow[]): number {
  return rows.reduce((sum, row) => sum + row.people, 0)
}
