/** Days on which a channel ran and its cost is not known: they leave acquisition cost and return without a number. */
import { sql } from 'drizzle-orm'
import { type Actor, authorize } from '../access/actor.ts'
import type { View } from '../access/gate.ts'
import { cached } from '../warehouse/cache.ts'
import type { Engine, Row } from '../warehouse/engine.ts'

export interface CostGap extends Row {
  channel: string
  /** As the sources name it; the id where they do not. */
  label: string
  days: number
  firstDay: string
  lastDay: string
}

/**
 * Channels with days of blank cost up to the as-of, the latest gap first.
 * @throws AccessDenied without the right to read figures
 */
export async function readCostGaps(actor: Actor, view: View, asOf: string): Promise<CostGap[]> {
  authorize(actor, 'read-figures')
  return cached(view.snapshot, ['cost-gaps', asOf], () => queryCostGaps(view.snapshot.engine, asOf))
}

export function queryCostGaps(engine: Engine, asOf: string): Promise<CostGap[]> {
  return engine.query<CostGap>(sql`
    select d.channel, coalesce(max(c.name), d.channel) as label, count(distinct d.day) as days,
      min(d.day) as "firstDay", max(d.day) as "lastDay"
    from channel_day d left join channel c on c.channel = d.channel
    where d.cost_fen is null and d.day <= ${asOf}::date
    group by d.channel order by "lastDay" desc, d.channel`)
}
