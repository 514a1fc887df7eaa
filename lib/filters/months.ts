/** Periods of whole months, as figures about costs need them. */
import { sql } from 'drizzle-orm'
import type { View } from '../access/gate.ts'
import { addDays, addMonths, lastDayOf } from '../metrics/shared/days.ts'
import { cached } from '../warehouse/cache.ts'

export interface MonthSpan {
  /** A first and a last day of a month. */
  from: string
  to: string
}

/** `count` whole months, the last of them over on the as-of, or `skip` months before that one. */
export function wholeMonthsBefore(asOf: string, count: number, skip = 0): MonthSpan {
  const after = addMonths(addDays(asOf, 1).slice(0, 7), -skip)
  return { from: `${addMonths(after, -count)}-01`, to: lastDayOf(addMonths(after, -1)) }
}

/** All whole months from the given one to the last that is over on the as-of; that one alone if none is. */
export function wholeMonthsSince(month: string, asOf: string): MonthSpan {
  const last = wholeMonthsBefore(asOf, 1)
  return month > last.to.slice(0, 7) ? last : { from: `${month}-01`, to: last.to }
}

/** `YYYY-MM` of every month of a span, in order. */
export function monthsOf({ from, to }: MonthSpan): string[] {
  const months: string[] = []
  for (let month = from.slice(0, 7); month <= to.slice(0, 7); month = addMonths(month, 1)) months.push(month)
  return months
}

/** The first month with a join or a cost; null while there is none. */
export function readFirstMonth(view: View): Promise<string | null> {
  return cached(view.snapshot, ['first-month'], async () => {
    const [row] = await view.snapshot.engine.query<{ month: string | null }>(sql`
      select min(month) as month from (
        select min(first_join_month) as month from person
        union all select min(month) from cost
        union all select substr(cast(min(day) as text), 1, 7) from channel_day) m`)
    return row?.month ?? null
  })
}
