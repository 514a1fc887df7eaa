/** Retention: everybody who ever joined, k months on. One base; the rate, the breakdown and the lists are projections. */
import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../../warehouse/engine.ts'
import type { ListState, MetricQuery } from '../metric.ts'
import { personColumn } from '../shared/population.ts'
import { type Standing, standings, stayLengths } from '../shared/standing.ts'

/** Counts of one row of the breakdown; one row with the key `''` without a breakdown. Days are `YYYY-MM-DD`. */
export interface RetentionRow extends Row {
  key: string
  retained: number
  eligible: number
  immature: number
  dead: number
  dismissed: number
  rejoined: number
  /** Of the eligible, those with an A2 day in the 28 days before the instant. */
  active: number
  first_matures: string | null
  last_matures: string | null
}

export interface EndingRow extends Row {
  time: number
  events: number
  censored: number
}

export interface ListRow extends Row {
  person: string
  name: string | null
  disease: string | null
  group: string | null
  channel: string | null
  joined_at: string
  due_at: string
  left_at: string | null
}

export function levelOf(query: MetricQuery): Standing['level'] {
  return query.parameters.level === 'group' ? 'group' : 'community'
}

function base(query: MetricQuery): SQL {
  return standings(query, {
    level: levelOf(query),
    kind: query.parameters.kind === 'continuous' ? 'continuous' : 'point',
    grain: 'month',
    steps: [Number(query.parameters.months)],
    by: query.by,
  })
}

/** The counts of every row of the breakdown. */
export function counts(query: MetricQuery): SQL {
  const isSameGroup = levelOf(query) === 'group' ? sql`and a.group_id = b.group_id` : sql``
  return sql`with base as (${base(query)}),
    active as (
      select distinct b.person_id, b.group_id from base b
      join active_day a on a.person_id = b.person_id ${isSameGroup}
        and a.day >= b.due_at::date - 28 and a.day < b.due_at::date
      where a.a2 and b.state in ('in', 'out')
    )
    select b.key,
      count(*) filter (where b.state = 'in') as retained,
      count(*) filter (where b.state in ('in', 'out')) as eligible,
      count(*) filter (where b.state = 'immature') as immature,
      count(*) filter (where b.state = 'dead') as dead,
      count(*) filter (where b.state = 'dismissed') as dismissed,
      count(*) filter (where b.state in ('in', 'out') and b.is_rejoined) as rejoined,
      count(a.person_id) as active,
      min(b.due_at::date) filter (where b.state = 'immature') as first_matures,
      max(b.due_at::date) filter (where b.state = 'immature') as last_matures
    from base b
    left join active a on a.person_id = b.person_id and coalesce(a.group_id, '') = coalesce(b.group_id, '')
    group by b.key`
}

/** Times (days) to the first lasting leave over all members, mature or not, added up. */
export function endings(query: MetricQuery): SQL {
  return sql`select s.days as time, sum(s.is_leave) as events, count(*) - sum(s.is_leave) as censored
    from (${stayLengths(query, { level: levelOf(query) })}) s
    group by s.days order by s.days`
}

/** The people in one state, with what decided: the join, the instant k months on and the leave before it. */
export function people(query: MetricQuery, state: ListState): SQL {
  const isGroup = levelOf(query) === 'group'
  return sql`select p.person_key as person, p.name_masked as name,
      ${isGroup ? sql`coalesce(g.disease, 'unknown')` : sql`p.disease`} as disease,
      ${isGroup ? sql`b.group_id` : sql`p.first_group_id`} as "group",
      ${personColumn('channel', query.parameters.attribution)} as channel,
      cast(b.joined_at as text) as joined_at, cast(b.due_at as text) as due_at, cast(b.left_at as text) as left_at
    from (${base(query)}) b
    join person p on p.person_id = b.person_id
    ${isGroup ? sql`left join community_group g on g.group_id = b.group_id` : sql``}
    where b.state = ${state}
    order by b.joined_at, p.person_key, b.group_id`
}
