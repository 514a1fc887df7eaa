import type { DuckDBConnection } from '@duckdb/node-api'
import { channel, communityGroup } from '../../lib/warehouse/schema.ts'
import { FEEDS } from '../sources/catalog.ts'
import { tableOf } from '../sources/feed.ts'
import { fillMart } from './fill.ts'

const ATTRIBUTES = ['hospital', 'department', 'disease', 'stage', 'need']

/** Every group that any row names, whether `wecom/groups` lists it or not. */
function namedGroups(): string {
  return FEEDS.filter((feed) => feed.columns.some((c) => c.name === 'group_id'))
    .map((feed) => `select distinct group_id from canon.${tableOf(feed.id)} where group_id is not null`)
    .join(' union ')
}

export async function buildGroups(connection: DuckDBConnection): Promise<void> {
  const attributes = ATTRIBUTES.map((a) => `coalesce(g.${a}, 'unknown') as ${a}`).join(', ')
  await fillMart(
    connection,
    communityGroup,
    `with named as (${namedGroups()}),
       first_row as (select group_id, min(joined_day) as first_day from canon.wecom_members group by group_id)
     select n.group_id, g.name, g.group_id is not null as is_listed, g.created_at,
       coalesce(g.created_day, f.first_day) as start_day, g.dismissed_at, ${attributes}
     from named n
     left join canon.wecom_groups g on g.group_id = n.group_id
     left join first_row f on f.group_id = n.group_id
     order by n.group_id`,
  )
}

export async function buildChannels(connection: DuckDBConnection): Promise<void> {
  await fillMart(connection, channel, 'select channel, name, type from canon.marketing_channels order by channel')
}
