/**
 * Where everybody stands k months or weeks after joining: in, out, dead, dismissed or not mature yet. The one base of
 * retention and of the cohort heatmap, so that a cell of the one always equals the row of the other.
 */
import { type SQL, sql } from 'drizzle-orm'
import type { MetricQuery } from '../metric.ts'
import { counts, endOf, GROUP_FILTERS, groupColumn, groupFilters, personColumn, personFilters } from './population.ts'

export interface Standing {
  /** `community`: one row a person; `group`: one row a person and group, with the first join in that group. */
  level: 'community' | 'group'
  /** `point`: in at the instant; `continuous`: never out for more than 24 hours until then. */
  kind: 'point' | 'continuous'
  grain: 'month' | 'week'
  /** Months or weeks after the first join, each a whole number. */
  steps: readonly number[]
  /** Breakdown whose value stands in `key`; `''` without. */
  by?: string
}

/** A leave that is followed by a join within this time is none: a code scanned again. */
const GRACE = sql`interval '24 hours'`

/**
 * A relation with one row per member and step:
 * `key, cohort (YYYY-MM, or the Monday of the week), person_id, group_id, step, joined_at, due_at, left_at, nth, state`.
 * `due_at` is the instant asked about, `left_at` the leave before it that put the member out, `nth` the number of stays begun.
 */
export function standings(query: MetricQuery, options: Standing): SQL {
  const { kind, grain, steps } = options
  const unit = grain === 'month' ? sql`interval '1 month'` : sql`interval '7 days'`
  const isOut = sql`(u.end_at is not null and u.end_at <= u.due_at)`
  const isBroken = sql`(u.breaks > 0 or (${isOut} and (u.next_start is null or u.next_start > u.end_at + ${GRACE})))`
  const isGone = kind === 'point' ? isOut : isBroken
  return sql`select u.key, u.cohort, u.person_id, u.group_id, u.step, u.joined_at, u.due_at, u.nth,
      case when ${isGone} then ${kind === 'point' ? sql`u.end_at` : sql`u.first_end_at`} end as left_at,
      case when u.due_at >= ${endOf(query.asOf)} then 'immature'
        when u.deceased_on <= u.due_at::date then 'dead'
        when ${isOut} and u.ended_by = 'dismissed' then 'dismissed'
        when ${isGone} then 'out' else 'in' end as state
    from (
      select r.*, k.step, r.joined_at + k.step * ${unit} as due_at
      from (${runs(query, options)}) r
      cross join (values ${sql.join(
        steps.map((step) => sql`(${step}::int)`),
        sql`, `,
      )}) as k(step)
    ) u
    where u.start_at <= u.due_at and (u.next_start is null or u.next_start > u.due_at)`
}

/**
 * A relation with one row per member for survival analysis: `days` from the first join to the first lasting leave
 * (`is_leave`), or to death, dismissal or the end of the as-of, whichever is first.
 */
export function stayLengths(query: MetricQuery, options: Pick<Standing, 'level'>): SQL {
  const end = endOf(query.asOf)
  return sql`select case
        when r.deceased_on < ${end} and (r.end_at is null or r.deceased_on <= r.end_at::date)
          then greatest(r.deceased_on - r.joined_at::date, 0)
        else coalesce(r.end_at, ${end})::date - r.joined_at::date end as days,
      r.end_at is not null and r.ended_by <> 'dismissed'
        and (r.deceased_on is null or r.deceased_on > r.end_at::date) as is_leave
    from (${runs(query, { ...options, grain: 'month' })}) r
    where r.breaks = 0 and (r.next_start is null or r.next_start > r.end_at + ${GRACE})`
}

/** Stays that are known on the as-of, with how many gaps of more than 24 hours came before each. */
function runs(query: MetricQuery, options: Pick<Standing, 'level' | 'grain' | 'by'>): SQL {
  const unit = options.level === 'group' ? sql`s.person_id, s.group_id` : sql`s.person_id`
  const cohort = cohortOf(sql`s.joined_at`, options.grain)
  const key = options.by === 'cohort' ? sql`s.cohort` : sql`s.group_key`
  return sql`select ${key} as key, s.*,
      min(case when s.is_last_of_run = 1 then s.end_at end) over (partition by ${unit}) as first_end_at
    from (
      select s.*, ${cohort} as cohort,
        case when s.breaks = 0 and (s.next_start is null or s.next_start > s.end_at + ${GRACE}) then 1 else 0 end
          as is_last_of_run
      from (
        select s.*, max(case when s.start_at > s.prev_end + ${GRACE} then 1 else 0 end)
          over (partition by ${unit} order by s.start_at rows between unbounded preceding and current row) as breaks
        from (${knownStays(query, options)}) s
      ) s
    ) s
    where ${isWantedJoin(query)}`
}

/** The cohort of a join: `YYYY-MM`, or the Monday of its week as `YYYY-MM-DD`. */
export function cohortOf(joinedAt: SQL, grain: Standing['grain']): SQL {
  return grain === 'month'
    ? sql`substr(cast(cast(${joinedAt} as date) as text), 1, 7)`
    : sql`cast(cast(date_trunc('week', ${joinedAt}) as date) as text)`
}

/** Filters on the join itself (`s.cohort`, `s.joined_at`): its cohort and, where the room has a period, its day. */
export function isWantedJoin({ filters, from, to }: MetricQuery): SQL {
  const conditions: SQL[] = [sql`true`]
  if (filters.cohort && filters.cohort.length > 0) {
    const cohorts = filters.cohort.map((cohort) => sql`${cohort}`)
    conditions.push(sql`s.cohort in (${sql.join(cohorts, sql`, `)})`)
  }
  if (from !== undefined) conditions.push(sql`s.joined_at::date >= ${from}::date`)
  if (to !== undefined) conditions.push(sql`s.joined_at::date <= ${to}::date`)
  return sql.join(conditions, sql` and `)
}

/** Each member's stays with a join before the end of the as-of; an end after it is not known yet. */
function knownStays(query: MetricQuery, { level, by }: Pick<Standing, 'level' | 'by'>): SQL {
  const isGroup = level === 'group'
  const end = endOf(query.asOf)
  const groupId = isGroup ? sql`s.group_id` : sql`cast(null as text)`
  const unit = isGroup ? sql`s.person_id, s.group_id` : sql`s.person_id`
  const skipped = isGroup ? ([...GROUP_FILTERS, 'cohort'] as const) : (['cohort'] as const)
  return sql`select s.person_id, ${groupId} as group_id, ${keyColumn(query, level, by)} as group_key, p.deceased_on,
      s.start_at, case when s.end_at < ${end} then s.end_at end as end_at, s.ended_by,
      lead(s.start_at) over stays as next_start, lag(s.end_at) over stays as prev_end,
      row_number() over stays as nth, min(s.start_at) over (partition by ${unit}) as joined_at
    from ${isGroup ? sql`spell` : sql`stay`} s
    join person p on p.person_id = s.person_id
    ${isGroup ? sql`left join community_group g on g.group_id = s.group_id` : sql``}
    where s.start_at < ${end} and ${counts(query.asOf)} and ${personFilters(query, skipped)}
      and ${isGroup ? groupFilters(query).condition : sql`true`}
    window stays as (partition by ${unit} order by s.start_at)`
}

function keyColumn(query: MetricQuery, level: Standing['level'], by: string | undefined): SQL {
  if (by === undefined || by === 'cohort') return sql`cast('' as text)`
  if (level === 'group' && by === 'group') return sql`s.group_id`
  const column = (level === 'group' ? groupColumn(by) : null) ?? personColumn(by, query.parameters.attribution)
  return sql`coalesce(${column}, 'unknown')`
}
