import type { DuckDBConnection } from '@duckdb/node-api'
import { type PersonColumn, personColumnsOf } from '../identity/person-columns.ts'
import { FEEDS } from '../sources/catalog.ts'
import { type Feed, tableOf } from '../sources/feed.ts'
import { canonColumns } from './columns.ts'

/**
 * Writes `canon.<system>_<feed>` for every feed: the staged columns under their canonical names, hospital wall time
 * and day decided once, defaults filled in, names masked, and the resolved person beside each identifier.
 * @param zone IANA name of the hospital's wall clock
 * @throws RangeError for a zone that does not exist
 */
export async function conform(connection: DuckDBConnection, zone: string): Promise<void> {
  const literal = zoneLiteral(zone)
  await connection.run('create schema if not exists canon')
  for (const feed of FEEDS) await connection.run(conformSql(feed, literal))
}

/** The statement that builds one canonical table; `zone` is a SQL literal. */
export function conformSql(feed: Feed, zone: string): string {
  const people = personColumnsOf(feed.id).filter((c) => c.as !== undefined)
  const targets = [...new Set(people.map((c) => c.as))].map((target) => {
    const ids = people.filter((c) => c.as === target).map((c) => `${aliasOf(c)}.person_id`)
    return `${ids.length > 1 ? `coalesce(${ids.join(', ')})` : ids[0]} as ${target}`
  })
  return [
    `create or replace table canon.${tableOf(feed.id)} as`,
    `select ${[...targets, ...canonColumns(feed, zone)].join(',\n  ')}`,
    `from stage.${tableOf(feed.id)} x`,
    ...people.map(joinOf),
  ].join('\n')
}

function aliasOf(column: PersonColumn): string {
  return `of_${column.column}`
}

function joinOf(column: PersonColumn): string {
  const alias = aliasOf(column)
  if (column.kind === 'either') return `left join stage.either_of ${alias} on ${alias}.id = x.${column.column}`
  return `left join stage.person_of ${alias} on ${alias}.kind = '${column.kind}' and ${alias}.id = x.${column.column}`
}

function zoneLiteral(zone: string): string {
  // Intl throws a RangeError for an unknown zone, and no zone name holds a quote.
  new Intl.DateTimeFormat('en', { timeZone: zone })
  return `'${zone.replaceAll("'", "''")}'`
}
