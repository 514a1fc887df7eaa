/** What the channels cost in whole months: costs as loaded, joins that spread the shared ones. */
import { type SQL, sql } from 'drizzle-orm'
import type { Engine, Row } from '../../../warehouse/engine.ts'
import type { MetricQuery } from '../../metric.ts'
import { counts, personColumn } from '../population.ts'
import { type CostRow, type JoinRow, type MediaRow, type Spend, type SpendRows, spendByChannel } from './allocate.ts'
import type { Period } from './months.ts'

/** The channel of `person p`, never null. */
export function channelOf(query: MetricQuery): SQL {
  return sql`coalesce(${personColumn('channel', query.parameters.attribution)}, 'unknown')`
}

/** Every channel that cost something or brought somebody in the period; those asked for, where a filter names some. */
export async function spend(engine: Engine, query: MetricQuery, period: Period): Promise<Spend[]> {
  return wantedOf(query, spendByChannel(await spendRows(engine, query, period)))
}

/** Those of the channels that a filter names; all without one. */
export function wantedOf<T extends { channel: string }>({ filters }: MetricQuery, rows: readonly T[]): T[] {
  const wanted = filters.channel ?? []
  return rows.filter((row) => wanted.length === 0 || wanted.includes(row.channel))
}

/** Costs and joins of every channel, by month: shared costs are spread over all of them, whatever is asked for. */
export async function spendRows(engine: Engine, query: MetricQuery, period: Period): Promise<SpendRows> {
  const [media, costs, joins] = await Promise.all([
    engine.query<MediaRow & Row>(mediaCosts(period)),
    engine.query<CostRow & Row>(otherCosts(period)),
    engine.query<JoinRow & Row>(joinsByMonth(query, period)),
  ])
  return { media, costs, joins }
}

function mediaCosts({ from, to }: Period): SQL {
  return sql`select substr(cast(day as text), 1, 7) as month, channel, coalesce(sum(cost_fen), 0) as amount,
      count(*) filter (where cost_fen is null) as blanks
    from channel_day where day between ${from}::date and ${to}::date group by 1, channel`
}

function otherCosts({ from, to }: Period): SQL {
  return sql`select month, channel, group_id, sum(amount_fen) as amount
    from cost where month between ${from.slice(0, 7)} and ${to.slice(0, 7)} group by month, channel, group_id`
}

/** First-ever joins by month and channel, and for the groups that a cost names, the first joins of that group. */
function joinsByMonth(query: MetricQuery, { from, to }: Period): SQL {
  const inPeriod = (day: SQL) => sql`${day} between ${from}::date and ${to}::date`
  return sql`select p.first_join_month as month, cast(null as text) as group_id, ${channelOf(query)} as channel,
      count(*) as joins
    from person p where ${inPeriod(sql`p.first_join_day`)} and ${counts(query.asOf)}
    group by p.first_join_month, ${channelOf(query)}
    union all
    select c.month, f.group_id, ${channelOf(query)} as channel, count(*) as joins
    from (select person_id, group_id, min(start_day) as day from spell
      where group_id in (select group_id from cost where channel is null) group by person_id, group_id) f
    join calendar c on c.day = f.day
    join person p on p.person_id = f.person_id
    where ${inPeriod(sql`f.day`)} and ${counts(query.asOf)}
    group by c.month, f.group_id, ${channelOf(query)}`
}
