/** Stretches of days of which the import brought nothing, as the snapshot knows them. */
import { sql } from 'drizzle-orm'
import type { Engine, Row } from '../../warehouse/engine.ts'
import type { Gap } from './incomplete.ts'

/** Those that overlap a span, in order, cut to it. */
export async function gapsBetween(engine: Engine, from: string, to: string): Promise<Gap[]> {
  const gaps = await engine.query<Gap & Row>(sql`select first_day as "firstDay", last_day as "lastDay" from feed_gap
    where first_day <= ${to}::date and last_day >= ${from}::date order by first_day`)
  return gaps.map(({ firstDay, lastDay }) => ({
    firstDay: firstDay < from ? from : firstDay,
    lastDay: lastDay > to ? to : lastDay,
  }))
}
