import type { DuckDBConnection } from '@duckdb/node-api'
import { calendar } from '../../lib/warehouse/schema.ts'
import { freshDayOf } from '../conform/columns.ts'
import { FEEDS } from '../sources/catalog.ts'
import { tableOf } from '../sources/feed.ts'
import { fillMart } from './fill.ts'

/** Days outside are typing errors; they stay in their tables, but do not stretch calendars over centuries. */
const PLAUSIBLE = `between date '1990-01-01' and date '2100-01-01'`
/** Metrics look up to 24 months and 30 days past a fact. */
const DAYS_AFTER = 800

/** `stage.extent(first_day, last_day)`: one row, the days of the first and last fact; nulls where nothing is loaded. */
export async function measureExtent(connection: DuckDBConnection): Promise<void> {
  const days = FEEDS.flatMap((feed) => {
    const day = freshDayOf(feed)
    return day
      ? [`select min("${day}") as a, max("${day}") as b from canon.${tableOf(feed.id)} where "${day}" ${PLAUSIBLE}`]
      : []
  })
  days.push(`select min(created_day), max(created_day) from canon.wecom_groups where created_day ${PLAUSIBLE}`)
  days.push(`select min(left_day), max(left_day) from canon.wecom_members where left_day ${PLAUSIBLE}`)
  await connection.run(`create or replace table stage.extent as
    select min(a) as first_day, max(b) as last_day from (${days.join('\n union all ')})`)
}

/** Two years before the first fact to 800 days after the last. An empty warehouse has an empty calendar. */
export async function buildCalendar(connection: DuckDBConnection): Promise<void> {
  await fillMart(
    connection,
    calendar,
    `with days as (
       select unnest(generate_series((first_day - interval 2 years), (last_day + ${DAYS_AFTER})::timestamp, interval 1 day))::date as day
       from stage.extent where first_day is not null
     )
     select day, strftime(day, '%Y-%m') as month, date_trunc('week', day)::date as week, isodow(day) as weekday
     from days order by day`,
  )
}
