/** How many members agreed to what, for whoever answers for the data. */
import { type Actor, authorize } from '../access/actor.ts'
import type { View } from '../access/gate.ts'
import { limitedKeys } from '../access/scope.ts'
import { hiddenCells } from '../access/suppress.ts'
import { type ConsentCount, consentCounts, type Purpose } from '../people/consents.ts'
import { cached } from '../warehouse/cache.ts'

/** Null: of 1 to 4 people, or next to such a number and hidden with it. */
export interface ConsentRow {
  purpose: Purpose
  given: number | null
  withdrawn: number | null
  unknown: number | null
}

/**
 * By purpose; null for an account that sees only some rows, as these counts are of all.
 * @throws AccessDenied without the right to read about data quality
 */
export async function readConsents(actor: Actor, view: View, asOf: string): Promise<ConsentRow[] | null> {
  authorize(actor, 'read-quality')
  if (limitedKeys(actor.scope).length > 0) return null
  const rows = await cached(view.snapshot, ['consents', asOf], () => consentCounts(view.snapshot.engine, asOf))
  return actor.rights.has('read-people') ? rows : rows.map(withoutSmall)
}

const CELLS = ['given', 'withdrawn', 'unknown'] as const

/** The cells of a row add up to the number of members, which everybody can see. */
function withoutSmall(row: ConsentCount): ConsentRow {
  const hidden = new Set(hiddenCells(CELLS.map((cell) => row[cell])).map((i) => CELLS[i]))
  const shown = (cell: (typeof CELLS)[number]) => (hidden.has(cell) ? null : row[cell])
  return { purpose: row.purpose, given: shown('given'), withdrawn: shown('withdrawn'), unknown: shown('unknown') }
}
