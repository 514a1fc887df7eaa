import type { DuckDBConnection } from '@duckdb/node-api'
import { columnsOf } from '../../lib/warehouse/ddl.ts'
import { feedStatus, quarantine, rowAccount, unknownValue } from '../../lib/warehouse/schema.ts'
import { freshDayOf } from '../conform/columns.ts'
import { FEEDS } from '../sources/catalog.ts'
import { tableOf } from '../sources/feed.ts'
import { fillMart } from './fill.ts'

/** One row per feed of the contract, loaded or not. */
export async function buildFeedStatus(connection: DuckDBConnection): Promise<void> {
  const feeds = FEEDS.map((feed, i) => {
    const day = freshDayOf(feed)
    const days = day ? `min("${day}"), max("${day}")` : 'null::date, null::date'
    return `select ${i} as position, '${feed.id}' as feed, count(*) as n, ${days} from canon.${tableOf(feed.id)}`
  })
  await fillMart(
    connection,
    feedStatus,
    `with feeds(position, feed, n, first_day, last_day) as (${feeds.join('\n union all ')}),
       landing as (select feed, max(landed_at) as landed_at from stage.row_account group by feed)
     select feed, n > 0 as is_covered, n as rows, first_day, last_day, landing.landed_at
     from feeds left join landing using (feed) order by position`,
  )
}

/** What the ledger says about files, rejected rows and unlisted values, carried into the snapshot. */
export async function buildLedgerTables(connection: DuckDBConnection): Promise<void> {
  const orders = [
    [rowAccount, 'row_account', 'landed_at, feed, file, sha256'],
    [quarantine, 'quarantine', 'feed, file, line, reason, "column", raw'],
    [unknownValue, 'unknown_value', 'feed, "column", value'],
  ] as const
  for (const [table, name, order] of orders) {
    const columns = columnsOf(table)
      .map((c) => `"${c}"`)
      .join(', ')
    await fillMart(connection, table, `select ${columns} from stage.${name} order by ${order}`)
  }
}
