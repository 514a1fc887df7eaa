import type { DuckDBConnection } from '@duckdb/node-api'
import { channelDay } from '../../lib/warehouse/schema.ts'
import { fillMart } from './fill.ts'

/** Exposures, clicks and cost by channel and day; blanks stay null. */
export async function buildChannelDays(connection: DuckDBConnection): Promise<void> {
  await fillMart(
    connection,
    channelDay,
    `select channel, date as day, exposures, clicks, cost_fen from canon.marketing_channel_daily order by day, channel`,
  )
}
