/** The rows of a risk list in the browser: read from Arrow by position, never copied into objects. Pure. */
import { tableFromIPC, type Vector } from 'apache-arrow'
import { ROW_STATUSES, type RowStatus } from '../../../lib/risk/status.ts'

export interface RiskRows {
  length: number
  text(column: string, row: number): string | null
  number(column: string, row: number): number | null
}

export function readRows(bytes: Uint8Array): RiskRows {
  const table = tableFromIPC(bytes)
  const columns = new Map<string, Vector>()
  for (const field of table.schema.fields) {
    const vector = table.getChild(field.name)
    if (vector) columns.set(field.name, vector.memoize())
  }
  const at = (column: string, row: number): unknown => columns.get(column)?.get(row) ?? null
  return {
    length: table.numRows,
    text: (column, row) => {
      const value = at(column, row)
      return typeof value === 'string' && value !== '' ? value : null
    },
    number: (column, row) => {
      const value = at(column, row)
      return typeof value === 'number' && !Number.isNaN(value) ? value : null
    },
  }
}

export interface RowFilter {
  status: RowStatus | 'all'
  band: string | null
  /** Searched in everything that `words` gives. */
  search: string
}

/** How many rows of the band have each status; they add up to `all`. */
export function statusCounts(rows: RiskRows, band: string | null): Record<RowStatus | 'all', number> {
  const counts: Record<RowStatus | 'all', number> = {
    ...{ all: 0, optedOut: 0, heldOut: 0, contacted: 0, snoozed: 0, booked: 0, open: 0 },
  }
  for (let row = 0; row < rows.length; row++) {
    if (band !== null && rows.text('valueBand', row) !== band) continue
    counts.all++
    const status = ROW_STATUSES.find((s) => s === rows.text('status', row))
    if (status) counts[status]++
  }
  return counts
}

/** Positions of the rows that a filter keeps, in the order of the list; `words` are lower-case texts to search in. */
export function filtered(rows: RiskRows, filter: RowFilter, words: (row: number) => string): number[] {
  const search = filter.search.trim().toLowerCase()
  const kept: number[] = []
  for (let row = 0; row < rows.length; row++) {
    if (filter.status !== 'all' && rows.text('status', row) !== filter.status) continue
    if (filter.band !== null && rows.text('valueBand', row) !== filter.band) continue
    if (search !== '' && !words(row).includes(search)) continue
    kept.push(row)
  }
  return kept
}
