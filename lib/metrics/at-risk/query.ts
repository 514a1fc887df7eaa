/**
 * One base: `fact`, a row per person who ever joined with everything that the rules ask, as of a day; `hit`, a row per
 * person and rule, before anybody is held back. Counts and lists are projections of it.
 */
import { type SQL, sql } from 'drizzle-orm'
import type { Dialect } from '../../warehouse/dialect.ts'
import type { MetricQuery, RiskRule } from '../metric.ts'
import { addDays } from '../shared/days.ts'
import { counts, endOf, personFilters } from '../shared/population.ts'
import { thresholdOf } from './thresholds.ts'

/** Days after the last visit between which a person stands before the peak of loss, by disease. */
export interface TriggerWindow {
  disease: string
  from: number
  to: number
}

export interface RiskQuery {
  query: MetricQuery
  dialect: Dialect
  rules: readonly RiskRule[]
  windows: readonly TriggerWindow[]
}

/** Fewer patient-days than this give no rhythm of one's own. */
const MIN_VISITS = sql.raw('3')
/** Days without a contact that holds a person back from every list. */
const REST_DAYS = sql.raw('7')
const YEAR = sql.raw('364')

/** The day of the question, or the day before it: the names of its relations end in this. */
type When = '' | '_before'

/** Relations up to `hit (person_id, rule, overdue, held)` as of the day of `query`. */
export function hits(risk: RiskQuery): SQL {
  return sql`${histories(risk, [''])}, ${hitsOn(risk, '')}`
}

/** The same, and up to `hit_before` as of the day before: what has grown over years is looked through once for both. */
export function hitsOfTwoDays(risk: RiskQuery): SQL {
  const before = { ...risk, query: { ...risk.query, asOf: addDays(risk.query.asOf, -1) } }
  return sql`${histories(risk, ['', '_before'])}, ${hitsOn(risk, '')}, ${hitsOn(before, '_before')}`
}

function hitsOn({ query, rules, windows }: RiskQuery, suffix: When): SQL {
  const fact = sql.raw(`fact${suffix}`)
  const parts = rules.map((rule) => {
    const { condition, overdue } = conditionOf(rule, query, windows)
    return sql`select person_id, '${sql.raw(rule)}' as rule, cast(${overdue} as double precision) as overdue, held
      from ${fact} f where ${condition}`
  })
  return sql`${fact} as (${facts(query, suffix)}), ${sql.raw(`hit${suffix}`)} as (${sql.join(parts, sql` union all `)})`
}

/**
 * `seen`, `lively` and `monitored`: visits, activity and readings of each person up to the day of the question, with a
 * column for each of `days`. The filter on tiers, which change by the day, is left to those who join them.
 */
function histories({ query, dialect }: RiskQuery, days: readonly When[]): SQL {
  const asOf = sql`${query.asOf}::date`
  const isFiltered = Object.values(query.filters).some((values) => values && values.length > 0)
  const isAsked = sql`person_id in (select p.person_id from person p where p.first_join_at < ${endOf(query.asOf)}
    and ${personFilters(query, ['memberTier'])})`
  // Nobody but members is active or reads a value: to look for them costs something and leaves nobody out.
  const isAskedMember = isFiltered ? isAsked : sql`true`
  const each = (column: (suffix: SQL, upTo: SQL) => SQL) =>
    sql.join(
      days.map((suffix) => column(sql.raw(suffix), suffix === '' ? sql`` : sql`filter (where day < ${asOf})`)),
      sql`, `,
    )
  return sql`gap as (
      select person_id, day, day - lag(day) over (partition by person_id order by day) as gap
      from patient_day where day <= ${asOf} and ${isAsked}),
    seen as (
      select person_id, ${each(
        (name, upTo) => sql`max(day) ${upTo} as last_visit${name}, count(*) ${upTo} as visits${name},
          ${dialect.median(sql`gap`)} ${upTo} as median_gap${name}`,
      )} from gap group by person_id),
    lively as (select person_id, ${each((name, upTo) => sql`max(day) ${upTo} as last_active${name}`)}
      from active_day where a2 and day <= ${asOf} and ${isAskedMember} group by person_id),
    monitored as (
      select person_id, ${each((name, upTo) => sql`max(day) ${upTo} as last_monitored${name}`)} from (
        select person_id, day from check_in where day <= ${asOf}
        union all
        select person_id, measured_day from reading where metric = 'glucose' and measured_day <= ${asOf}) m
      where ${isAskedMember} group by person_id)`
}

/** One row a person who ever joined and is in the filters. */
function facts(query: MetricQuery, suffix: When): SQL {
  const of = (name: string) => sql.raw(`${name}${suffix}`)
  const asOf = sql`${query.asOf}::date`
  const end = endOf(query.asOf)
  const bands = sql`r.measured_day > ${asOf} - 7 and (r.value < ${query.parameters.glucoseLow}::double precision
    or r.value > ${query.parameters.glucoseHigh}::double precision)`
  return sql`with who as (
      select p.person_id, p.disease, p.first_join_day, p.deceased_on from person p
      where p.first_join_at < ${end} and ${counts(query.asOf)} and ${personFilters(query)}),
    stayed as (
      select person_id, bool_or(end_at is null or end_at >= ${end}) as is_in,
        max(case when end_at < ${end} then end_at end) as left_at,
        max(case when end_at < ${end} and ended_by = 'leave' then end_at end) as quit_at
      from stay where start_at < ${end} group by person_id),
    ahead as (
      select person_id, min(slot_day) as next_slot from booking
      where booked_at < ${end} and slot_day > ${asOf} and status is distinct from 'cancelled' group by person_id),
    glucose as (
      select person_id, count(*) as readings, 100 * stddev_samp(value) / nullif(avg(value), 0) as cv,
        count(*) filter (where ${bands}) as extremes
      from reading r where metric = 'glucose' and measured_day <= ${asOf} and measured_day > ${asOf} - 14
      group by person_id),
    planned as (
      select distinct on (person_id) person_id, planned_on from planned_return
      where visited_at < ${end} order by person_id, visited_at desc, visit_id desc),
    spent as (
      select r.person_id, sum(r.amount_fen) as revenue from revenue_day r
      join stayed s on s.person_id = r.person_id and s.is_in
      where r.day between ${asOf} - ${YEAR} and ${asOf} and r.person_id in (select person_id from who)
      group by r.person_id),
    ranked as (
      select person_id, revenue, rank() over (order by revenue desc) as place, count(*) over () as payers
      from spent where revenue > 0),
    refused as (select distinct person_id from opt_out
      where from_at < ${end} and (until_at is null or until_at >= ${end})),
    rested as (select distinct person_id from outreach
      where arm = 'contacted' and day <= ${asOf} and day > ${asOf} - ${REST_DAYS})
    select w.person_id, w.disease, w.first_join_day, s.is_in, s.left_at, s.quit_at,
      v.${of('last_visit')} as last_visit, ${asOf} - v.${of('last_visit')} as since_visit,
      v.${of('visits')} as visits, v.${of('median_gap')} as median_gap, a.next_slot,
      l.${of('last_active')} as last_active, ${asOf} - l.${of('last_active')} as since_active,
      m.${of('last_monitored')} as last_monitored, ${asOf} - m.${of('last_monitored')} as since_monitored,
      g.readings, g.cv, coalesce(g.extremes, 0) as extremes, n.planned_on, n.planned_on - ${asOf} as until_planned,
      coalesce(b.revenue, 0) as revenue, coalesce(10 * (k.place - 1) < k.payers, false) as is_high_value,
      coalesce(2 * (k.place - 1) < k.payers, false) as is_upper_half,
      case when w.deceased_on <= ${asOf} then 'dead' when o.person_id is not null then 'optedOut'
        when t.person_id is not null then 'contacted' end as held
    from who w join stayed s on s.person_id = w.person_id
    left join seen v on v.person_id = w.person_id left join ahead a on a.person_id = w.person_id
    left join lively l on l.person_id = w.person_id left join monitored m on m.person_id = w.person_id
    left join glucose g on g.person_id = w.person_id left join planned n on n.person_id = w.person_id
    left join spent b on b.person_id = w.person_id left join ranked k on k.person_id = w.person_id
    left join refused o on o.person_id = w.person_id left join rested t on t.person_id = w.person_id`
}

/** Who of `fact f` a rule lists, and by how many days the threshold is passed (its own measure where it is no day). */
function conditionOf(
  rule: RiskRule,
  query: MetricQuery,
  windows: readonly TriggerWindow[],
): { condition: SQL; overdue: SQL } {
  const asOf = sql`${query.asOf}::date`
  const limit = () => thresholdOf(query, rule, sql`f.disease`)
  switch (rule) {
    case 'no-reading-3d':
      return {
        condition: sql`f.is_in and f.since_monitored >= ${limit()}`,
        overdue: sql`f.since_monitored - ${limit()} + 1`,
      }
    case 'unstable-glucose':
      return {
        condition: sql`f.is_in and ((f.readings >= 6 and f.cv > ${limit()}) or f.extremes > 0)`,
        overdue: sql`f.extremes`,
      }
    case 'review-overdue-60d':
      return {
        condition: sql`f.is_in and f.since_visit > ${limit()} and f.next_slot is null`,
        overdue: sql`f.since_visit - ${limit()}`,
      }
    case 'review-due-3d':
      return {
        condition: sql`f.is_in and f.until_planned between 0 and ${limit()} and f.next_slot is null`,
        overdue: sql`- f.until_planned`,
      }
    case 'drop-out-window':
      return {
        condition: sql`f.is_in and ${inWindow(windows)}`,
        overdue: sql`f.since_visit`,
      }
    case 'silent-60d':
      return {
        condition: sql`f.is_in and f.first_join_day <= ${asOf} - ${limit()}
          and (f.since_active is null or f.since_active >= ${limit()})`,
        overdue: sql`coalesce(f.since_active, ${asOf} - f.first_join_day) - ${limit()}`,
      }
    case 'high-value-slipping':
      return {
        condition: sql`f.is_in and f.is_high_value and f.visits >= ${MIN_VISITS}
          and f.since_visit > ${limit()} * f.median_gap`,
        overdue: sql`f.since_visit - f.median_gap`,
      }
    case 'left-group-7d':
      return {
        condition: sql`not f.is_in and f.quit_at = f.left_at and f.left_at >= ${endOf(query.asOf)} - ${limit()} * interval '1 day'`,
        overdue: sql`${asOf} - f.left_at::date`,
      }
  }
}

function inWindow(windows: readonly TriggerWindow[]): SQL {
  if (windows.length === 0) return sql`false`
  const each = windows.map(
    (w) => sql`(coalesce(f.disease, 'unknown') = ${w.disease} and f.since_visit between ${sql.raw(String(w.from))}
      and ${sql.raw(String(w.to))})`,
  )
  return sql`(${sql.join(each, sql` or `)})`
}
