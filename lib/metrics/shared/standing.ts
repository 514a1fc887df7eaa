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

/** Out for longer than the 24 hours in which a re-join only means that a code was scanned again. */
const IS_LASTING = sql`(s.end_at is not null and (s.next_start is null or s.next_start > s.end_at + interval '24 hours'))`

/**
 * A relation with one row per member and step:
 * `key, cohort (YYYY-MM, or the Monday of the week), person_id, group_id, step, joined_at, due_at, left_at, is_rejoined,
 * state`. `due_at` is the instant asked about, `left_at` the leave before it that put the member out.
 */
export function standings(query: MetricQuery, options: Standing): SQL {
  const { kind, grain, steps } = options
  const unit = grain === 'month' ? sql`interval '1 month'` : sql`interval '7 days'`
  const isOut = sql`(u.end_at is not null and u.end_at <= u.due_at)`
  const isGone = kind === 'point' ? isOut : sql`(u.gone_at is not null and u.gone_at <= u.due_at)`
  return sql`select u.key, u.cohort, u.person_id, u.group_id, u.step, u.joined_at, u.due_at,
      case when ${isGone} then ${kind === 'point' ? sql`u.end_at` : sql`u.gone_at`} end as left_at,
      u.start_at > u.joined_at as is_rejoined,
      case when u.due_at >= ${endOf(query.asOf)} then 'immature'
        when u.deceased_on <= u.due_at::date then 'dead'
        when ${isOut} and u.ended_by = 'dismissed' then 'dismissed'
        when ${isGone} then 'out' else 'in' end as state
    from (
      select s.*, k.step, s.joined_at + k.step * ${unit} as due_at
      from (${kind === 'point' ? cohortStays(query, options) : staysWithLeave(query, options)}) s
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
  const isDead = sql`(m.deceased_on < ${end} and (m.gone_at is null or m.deceased_on <= m.gone_at::date))`
  return sql`select case when ${isDead} then greatest(m.deceased_on - m.joined_at::date, 0)
        else coalesce(m.gone_at, ${end})::date - m.joined_at::date end as days,
      case when ${isDead} or m.gone_at is null or m.gone_at = m.dismissed_at then 0 else 1 end as is_leave
    from (${firstLeaves(query, { ...options, grain: 'month' })}) m`
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

type Cohorts = Pick<Standing, 'level' | 'grain' | 'by'>

/** Each stay with the member's first lasting leave, `gone_at`. */
function staysWithLeave(query: MetricQuery, options: Cohorts): SQL {
  const isSameGroup = options.level === 'group' ? sql`and l.group_id = s.group_id` : sql``
  return sql`select s.*, l.gone_at from (${cohortStays(query, options)}) s
    join (${firstLeaves(query, options)}) l on l.person_id = s.person_id ${isSameGroup}`
}

/** One row a member: the first lasting leave, and the first lasting end by dismissal (the same instant, if that was it). */
function firstLeaves(query: MetricQuery, options: Cohorts): SQL {
  return sql`select s.person_id, s.group_id, min(s.joined_at) as joined_at, min(s.deceased_on) as deceased_on,
      min(case when ${IS_LASTING} then s.end_at end) as gone_at,
      min(case when ${IS_LASTING} and s.ended_by = 'dismissed' then s.end_at end) as dismissed_at
    from (${cohortStays(query, options)}) s
    group by s.person_id, s.group_id`
}

/** The known stays of the members whose join the question wants, with cohort and key. */
function cohortStays(query: MetricQuery, options: Cohorts): SQL {
  const key = options.by === 'cohort' ? sql`s.cohort` : sql`s.group_key`
  return sql`select ${key} as key, s.* from (
      select s.*, ${cohortOf(sql`s.joined_at`, options.grain)} as cohort from (${knownStays(query, options)}) s
    ) s
    where ${isWantedJoin(query)}`
}

/** Each member's stays with a join before the end of the as-of; an end after it is not known yet. */
function knownStays(query: MetricQuery, { level, by }: Cohorts): SQL {
  const isGroup = level === 'group'
  const end = endOf(query.asOf)
  const table = isGroup ? sql`spell` : sql`stay`
  const skipped = isGroup ? ([...GROUP_FILTERS, 'cohort'] as const) : (['cohort'] as const)
  // Grouped joins rather than windows: with one partition a member, windows cost ten times as much.
  return sql`select s.person_id, ${isGroup ? sql`s.group_id` : sql`cast(null as text)`} as group_id,
      ${keyColumn(query, level, by)} as group_key, p.deceased_on,
      ${isGroup ? sql`f.first_start` : sql`p.first_join_at`} as joined_at,
      s.start_at, case when s.end_at < ${end} then s.end_at end as end_at, s.ended_by, n.next_start
    from ${table} s
    join person p on p.person_id = s.person_id
    left join (
      select a.person_id, ${isGroup ? sql`a.group_id,` : sql``} a.start_at, min(b.start_at) as next_start
      from ${table} a
      join ${table} b on b.person_id = a.person_id ${isGroup ? sql`and b.group_id = a.group_id` : sql``}
        and b.start_at > a.start_at
      where b.start_at < ${end}
      group by a.person_id, ${isGroup ? sql`a.group_id,` : sql``} a.start_at
    ) n on n.person_id = s.person_id and n.start_at = s.start_at ${isGroup ? sql`and n.group_id = s.group_id` : sql``}
    ${isGroup ? pairs() : sql``}
    where s.start_at < ${end} and ${counts(query.asOf)} and ${personFilters(query, skipped)}
      and ${isGroup ? groupFilters(query).condition : sql`true`}`
}

/** The first join of each pair, and the group's attributes. */
function pairs(): SQL {
  return sql`join (select person_id, group_id, min(start_at) as first_start from spell group by person_id, group_id) f
      on f.person_id = s.person_id and f.group_id = s.group_id
    left join community_group g on g.group_id = s.group_id`
}

function keyColumn(query: MetricQuery, level: Standing['level'], by: string | undefined): SQL {
  if (by === undefined || by === 'cohort') return sql`cast('' as text)`
  if (level === 'group' && by === 'group') return sql`s.group_id`
  const column = (level === 'group' ? groupColumn(by) : null) ?? personColumn(by, query.parameters.attribution)
  return sql`coalesce(${column}, 'unknown')`
}
