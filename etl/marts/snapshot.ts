import type { DuckDBConnection } from '@duckdb/node-api'
import { createTable } from '../../lib/warehouse/ddl.ts'
import { SCHEMA_VERSION, snapshotInfo } from '../../lib/warehouse/schema.ts'

/** Feeds with rows on every ordinary day, so that their latest day says how far a hospital day is loaded. */
const CLOCKS = [
  ['his_visits', 'visited_day'],
  ['community_messages', 'sent_day'],
  ['community_activities', 'day'],
  ['wecom_members', 'joined_day'],
] as const

/** A feed that is further behind than this has stopped; it is reported as stale and does not hold the others back. */
const LAG_DAYS = 7

/**
 * Last fully loaded hospital day, the default as-of: the earliest of the latest days of visits, messages and
 * activities (joins speak only where none of these exists: nobody joins every day), days after the eve of the
 * landing left out. Null while none of them has such a day.
 * @param landedOn hospital day of the last landing, `YYYY-MM-DD`
 */
export async function dataThrough(connection: DuckDBConnection, landedOn: string): Promise<string | null> {
  const latest = CLOCKS.map(
    ([table, day]) => `select '${table}' as feed, max(${day}) as day from canon.${table} where ${day} < $1::date`,
  )
  const reader = await connection.runAndReadAll(
    `with latest as (select * from (${latest.join(' union all ')}) where day is not null),
       clock as (select * from latest where feed <> 'wecom_members' or (select count(*) from latest) = 1)
     select min(day)::varchar from clock where day >= (select max(day) from clock) - ${LAG_DAYS}`,
    [landedOn],
  )
  const day = reader.getRows()[0]?.[0]
  return typeof day === 'string' ? day : null
}

export interface SnapshotFacts {
  snapshot: string
  timezone: string
  /** Instant of the last landing. */
  landedAt: Date
  /** ISO-8601 with offset. */
  builtAt: string
  isLenient: boolean
}

/** Writes the one row that says what this snapshot is. @returns the default as-of */
export async function writeSnapshotInfo(connection: DuckDBConnection, facts: SnapshotFacts): Promise<string | null> {
  const through = await dataThrough(connection, localDay(facts.landedAt, facts.timezone))
  await connection.run('drop table if exists snapshot_info')
  await connection.run(createTable(snapshotInfo))
  await connection.run(
    `insert into snapshot_info by name select $1 as snapshot, ${SCHEMA_VERSION} as schema_version, $2 as timezone,
       $3::date as data_through, (select min(day) from patient_day) as first_visit_day, $4 as built_at, $5::boolean as is_lenient`,
    [facts.snapshot, facts.timezone, through, facts.builtAt, facts.isLenient],
  )
  return through
}

/** Hospital day of an instant, `YYYY-MM-DD`. */
export function localDay(instant: Date, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    instant,
  )
}
