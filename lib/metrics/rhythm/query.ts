/** One base: A2 events of members in the period by ISO weekday and local hour. */
import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../../warehouse/engine.ts'
import type { MetricQuery } from '../metric.ts'
import { events, scopeOf } from '../shared/membership.ts'

export interface RhythmRow extends Row {
  key: string
  events: number
  persons: number
}

export interface Period {
  from: string
  to: string
}

/** `1-00` to `7-23`; weekdays and hours alone are its halves. */
const KEYS: Record<string, SQL> = {
  slot: sql`cast(weekday as text) || '-' || substr(cast(100 + hour as text), 2)`,
  weekday: sql`cast(weekday as text)`,
  hour: sql`substr(cast(100 + hour as text), 2)`,
}

/** One row a key with events; without a breakdown one row, of zeros where there was none. */
export function totals(query: MetricQuery, by: string | undefined, { from, to }: Period): SQL {
  const key = (by === undefined ? undefined : KEYS[by]) ?? sql`cast('' as text)`
  const e = events(scopeOf(query, undefined), 'active_hour')
  const rows = sql`with acted as (select a.person_id, a.hour, c.weekday, a.events
      from ${e.from} join calendar c on c.day = a.day
      where a.day between ${from}::date and ${to}::date and ${e.where})
    select ${key} as key, coalesce(sum(events), 0) as events, count(distinct person_id) as persons from acted`
  return by === undefined ? rows : sql`${rows} group by 1`
}
