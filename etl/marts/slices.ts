import type { DuckDBConnection } from '@duckdb/node-api'

/** Rows that a slice may hold before it ends at the next month: a sort of so many stays in a small memory. */
export const SLICE_ROWS = 1_500_000

/** Days `from` to `until`, both included, as SQL literals. */
export interface Slice {
  from: string
  until: string
}

/**
 * Cuts a table into runs of whole months, oldest first, with some million rows each (more only where one month has
 * more). One statement a slice needs the memory of a slice: a window or a sort over all at once would spill to disk.
 * @param source table and its column of days, which is never null
 * @param limit rows of a slice
 */
export async function monthSlices(
  connection: DuckDBConnection,
  source: { table: string; day: string },
  limit = SLICE_ROWS,
): Promise<Slice[]> {
  const { table, day } = source
  const reader = await connection.runAndReadAll(`select date_trunc('month', "${day}")::date::varchar,
      last_day(date_trunc('month', "${day}"))::varchar, count(*)
    from ${table} group by 1, 2 order by min("${day}")`)
  const slices: (Slice & { rows: number })[] = []
  for (const [first, last, count] of reader.getRows()) {
    const rows = Number(count)
    const open = slices.at(-1)
    if (open && open.rows + rows <= limit) {
      open.until = literal(last)
      open.rows += rows
    } else slices.push({ from: literal(first), until: literal(last), rows })
  }
  return slices
}

function literal(day: unknown): string {
  return `date '${String(day)}'`
}
