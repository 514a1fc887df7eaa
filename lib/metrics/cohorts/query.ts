/**
 * The cohort heatmap: one row per member and step (month or week after the join), whichever way it is measured.
 * Cells and lists are projections of it. In a group, month by month, it is the base of `retention` itself.
 */
import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../../warehouse/engine.ts'
import type { ListState, MetricQuery } from '../metric.ts'
import { counts as countsOn, endOf, personColumn, personFilters } from '../shared/population.ts'
import { cohortOf, isWantedJoin, type Standing, standings } from '../shared/standing.ts'

/** One cell: a cohort at a step. `size` is everybody of the cohort. Days are `YYYY-MM-DD`. */
export interface CellRow extends Row {
  cohort: string
  step: number
  size: number
  kept: number
  eligible: number
  immature: number
  last_matures: string | null
}

export interface ListRow extends Row {
  person: string
  name: string | null
  disease: string | null
  group: string | null
  channel: string | null
  cohort: string
  joined_at: string
  /** In a group: the instant asked about. Active: first and last day of the window. */
  due_at: string
  until: string
  /** In a group: the leave that put the member out. Active: the first active day of the window. */
  decided_at: string | null
}

/** Months or weeks that a heatmap shows. */
export const LAST_STEP = { month: 24, week: 26 } as const

export function grainOf(query: MetricQuery): Standing['grain'] {
  return query.parameters.grain === 'week' ? 'week' : 'month'
}

export function isActiveMeasure(query: MetricQuery): boolean {
  return query.parameters.measure === 'active'
}

/** Steps of the heatmap: active from the join on (0), in a group from the first month or week on. */
export function stepsOf(query: MetricQuery): number[] {
  const first = isActiveMeasure(query) ? 0 : 1
  return Array.from({ length: LAST_STEP[grainOf(query)] - first + 1 }, (_, i) => first + i)
}

/** Every cell in one query. */
export function cells(query: MetricQuery): SQL {
  return sql`select b.cohort, b.step, count(*) as size,
      count(*) filter (where b.state = 'in') as kept,
      count(*) filter (where b.state in ('in', 'out')) as eligible,
      count(*) filter (where b.state = 'immature') as immature,
      max(b.matures_on) filter (where b.state = 'immature') as last_matures
    from (${base(query, stepsOf(query))}) b
    group by b.cohort, b.step`
}

/** The people of one step; everybody of a cohort that still waits is immature. */
export function people(query: MetricQuery, state: ListState): SQL {
  return sql`select p.person_key as person, p.name_masked as name, p.disease, p.first_group_id as "group",
      ${personColumn('channel', query.parameters.attribution)} as channel, b.cohort,
      cast(b.joined_at as text) as joined_at, b.due_at, b.until, b.decided_at
    from (
      select b.*, max(case when b.state = 'immature' then 1 else 0 end) over (partition by b.cohort) as waits
      from (${base(query, [Number(query.parameters.k)])}) b
    ) b
    join person p on p.person_id = b.person_id
    where case when b.waits = 1 then 'immature' else b.state end = ${state}
    order by b.joined_at, p.person_key`
}

/** `cohort, person_id, step, joined_at, due_at, until, decided_at, matures_on, state`; the three before matures_on as text. */
function base(query: MetricQuery, steps: readonly number[]): SQL {
  return isActiveMeasure(query) ? activeBase(query, steps) : groupBase(query, steps)
}

function groupBase(query: MetricQuery, steps: readonly number[]): SQL {
  const grain = grainOf(query)
  return sql`select b.cohort, b.person_id, b.step, b.joined_at, cast(b.due_at as text) as due_at,
      cast(b.due_at as text) as until, cast(b.left_at as text) as decided_at, b.due_at::date as matures_on, b.state
    from (${standings(query, { level: 'community', kind: 'point', grain, steps })}) b`
}

/** Active on any day of `[join day + k, join day + (k + 1))`, in months clamped from the join day itself, or weeks. */
function activeBase(query: MetricQuery, steps: readonly number[]): SQL {
  const unit = grainOf(query) === 'month' ? sql`interval '1 month'` : sql`interval '7 days'`
  return sql`select m.cohort, m.person_id, m.step, m.joined_at, cast(m.from_day as text) as due_at,
      cast(m.to_day as text) as until, cast(h.active_on as text) as decided_at, m.to_day as matures_on,
      case when m.to_day > ${query.asOf}::date then 'immature' when h.active_on is not null then 'in' else 'out' end as state
    from (
      select j.*, k.step, (j.join_day + k.step * ${unit})::date as from_day,
        (j.join_day + (k.step + 1) * ${unit})::date - 1 as to_day
      from (${joins(query)}) j
      cross join (values ${sql.join(
        steps.map((step) => sql`(${step}::int)`),
        sql`, `,
      )}) as k(step)
    ) m
    left join (${activeSteps(query)}) h on h.person_id = m.person_id and h.step = m.step`
}

function joins(query: MetricQuery): SQL {
  return sql`select s.* from (
      select p.person_id, p.first_join_at as joined_at, p.first_join_day as join_day,
        ${cohortOf(sql`p.first_join_at`, grainOf(query))} as cohort
      from person p
      where p.first_join_at < ${endOf(query.asOf)} and ${countsOn(query.asOf)} and ${personFilters(query, ['cohort'])}
    ) s where ${isWantedJoin(query)}`
}

/** The first active day of each person in each step, `person_id, step, active_on`. */
function activeSteps(query: MetricQuery): SQL {
  const step =
    grainOf(query) === 'week'
      ? sql`floor((d.day - d.join_day)::double precision / 7)::int`
      : sql`d.months - case when (d.join_day + d.months * interval '1 month')::date > d.day then 1 else 0 end`
  return sql`select d.person_id, d.step, min(d.day) as active_on from (
      select d.person_id, d.day, ${step} as step from (
        select j.person_id, j.join_day, a.day,
          (extract(year from a.day)::int - extract(year from j.join_day)::int) * 12
            + extract(month from a.day)::int - extract(month from j.join_day)::int as months
        from (${joins(query)}) j
        join active_day a on a.person_id = j.person_id and a.day >= j.join_day
        where a.a2 and a.day <= ${query.asOf}::date
      ) d
    ) d group by d.person_id, d.step`
}
