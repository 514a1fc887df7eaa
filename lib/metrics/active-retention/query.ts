/** Active retention: everybody who ever joined, and the first active day in the window after the join. */
import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../../warehouse/engine.ts'
import type { ListState, MetricQuery } from '../metric.ts'
import { counts as countsOn, endOf, personColumn, personFilters } from '../shared/population.ts'
import { windowOf } from './window.ts'

/** Counts of one row of the breakdown; one row with the key `''` without a breakdown. Days are `YYYY-MM-DD`. */
export interface ActiveRow extends Row {
  key: string
  active: number
  eligible: number
  immature: number
  first_matures: string | null
  last_matures: string | null
}

export interface ListRow extends Row {
  person: string
  name: string | null
  disease: string | null
  group: string | null
  channel: string | null
  joined_on: string
  from_day: string
  to_day: string
  active_on: string | null
}

/** One row a person: `key, person_id, joined_on, from_day, to_day, active_on, state`. Leavers stay in. */
function base(query: MetricQuery): SQL {
  const { day, style, attribution } = query.parameters
  const { from, to } = windowOf(Number(day), style)
  const key =
    query.by === undefined ? sql`cast('' as text)` : sql`coalesce(${personColumn(query.by, attribution)}, 'unknown')`
  return sql`select m.*, case when m.to_day > ${query.asOf}::date then 'immature'
        when a.active_on is not null then 'in' else 'out' end as state, a.active_on
    from (${members(query, key, from, to)}) m
    left join (
      select m.person_id, min(a.day) as active_on from (${members(query, key, from, to)}) m
      join active_day a on a.person_id = m.person_id and a.day >= m.from_day and a.day <= m.to_day
      where a.a2 and m.to_day <= ${query.asOf}::date
      group by m.person_id
    ) a on a.person_id = m.person_id`
}

function members(query: MetricQuery, key: SQL, from: number, to: number): SQL {
  return sql`select p.person_id, ${key} as key, p.first_join_day as joined_on,
      p.first_join_day + ${from}::int as from_day, p.first_join_day + ${to}::int as to_day
    from person p
    where p.first_join_at < ${endOf(query.asOf)} and ${countsOn(query.asOf)} and ${personFilters(query)}`
}

/** The counts of every row of the breakdown. */
export function counts(query: MetricQuery): SQL {
  return sql`select b.key,
      count(*) filter (where b.state = 'in') as active,
      count(*) filter (where b.state in ('in', 'out')) as eligible,
      count(*) filter (where b.state = 'immature') as immature,
      min(b.to_day) filter (where b.state = 'immature') as first_matures,
      max(b.to_day) filter (where b.state = 'immature') as last_matures
    from (${base(query)}) b
    group by b.key`
}

/** The people in one state, with the days that decided. */
export function people(query: MetricQuery, state: ListState): SQL {
  return sql`select p.person_key as person, p.name_masked as name, p.disease, p.first_group_id as "group",
      ${personColumn('channel', query.parameters.attribution)} as channel,
      b.joined_on, b.from_day, b.to_day, b.active_on
    from (${base(query)}) b
    join person p on p.person_id = b.person_id
    where b.state = ${state}
    order by b.joined_on, p.person_key`
}
