import type { DuckDBConnection } from '@duckdb/node-api'
import { benefit, cost } from '../../lib/warehouse/schema.ts'
import { fillMart } from './fill.ts'

/** Monthly costs; items of one month, category, channel and group are added up. */
export async function buildCosts(connection: DuckDBConnection): Promise<void> {
  await fillMart(
    connection,
    cost,
    `select month, category, channel, group_id, sum(amount_fen)::bigint as amount_fen
     from canon.marketing_costs group by all order by month, category, channel nulls first, group_id nulls first`,
  )
}

export async function buildBenefits(connection: DuckDBConnection): Promise<void> {
  await fillMart(
    connection,
    benefit,
    'select month, name, amount_fen, assumption from canon.marketing_benefits order by month, name',
  )
}
