/**
 * One base: `path`, a row per member with the instant of each step. Rates, medians, breakdowns and lists are
 * projections of it. The upper funnel (events, not people) stands apart in `upper`.
 */
import { type SQL, sql } from 'drizzle-orm'
import type { Dialect } from '../../warehouse/dialect.ts'
import type { Row } from '../../warehouse/engine.ts'
import { type FunnelList, type MetricQuery, PERSON_STEPS, type PersonStep } from '../metric.ts'
import { type ListedPerson, listedPerson } from '../shared/listed-person.ts'
import { counts as countsOn, endOf, personColumn, personFilters } from '../shared/population.ts'
import { ACTIVE_DAYS, before, listOf, REPEAT_DAYS, SLOW_FROM, type StepList, VISIT_DAYS } from './steps.ts'

/**
 * One row of the breakdown, `''` without one. For each step `reached_x` of the mature, `hours_x` from the step before,
 * `since_x` from the join (medians); `slow_x` the slow of them and `slowest_x` the hours from which they are slow.
 * Days are `YYYY-MM-DD`.
 */
export type FunnelRow = Row & {
  key: string
  /** The row of everybody. */
  is_total: boolean
  people: number
  mature: number
  /** Mature for the repeat. */
  mature_repeat: number
  /** Visited long enough ago to know whether they came again, and those who did. */
  revisit_known: number
  revisit_reached: number
  first_matures: string | null
  last_matures: string | null
  first_matures_repeat: string | null
  last_matures_repeat: string | null
} & { [K in `${'reached' | 'hours' | 'since' | 'slow' | 'slowest'}_${PersonStep}`]: number | null }

/** What a channel showed in the period, and its joins. Null: blank in every row. */
export interface UpperRow extends Row {
  channel: string
  exposures: number | null
  clicks: number | null
  joins: number
}

export interface ListRow extends ListedPerson {
  join_at: string
  active_at: string | null
  consult_at: string | null
  book_at: string | null
  visit_at: string | null
  repeat_at: string | null
  hours: number | null
}

export function isStrict({ parameters }: MetricQuery): boolean {
  return parameters.strict !== 'false'
}

const column = (step: PersonStep, prefix = ''): SQL => sql.raw(`${prefix}${step}_at`)
const days = (n: number): SQL => sql.raw(`interval '${n} days'`)

/** Members by first join in the period: `person_id, key, join_at`. */
function members(query: MetricQuery, by: string | undefined): SQL {
  const key = by === undefined ? sql`''` : personColumn(by === 'month' ? 'cohort' : by, query.parameters.attribution)
  const { from, to } = query
  return sql`select p.person_id, coalesce(cast(${key} as text), 'unknown') as key, p.first_join_at as join_at
    from person p
    where p.first_join_at < ${endOf(query.asOf)} and ${countsOn(query.asOf)} and ${personFilters(query)}
      ${from === undefined ? sql`` : sql`and p.first_join_day >= ${from}::date`}
      ${to === undefined ? sql`` : sql`and p.first_join_day <= ${to}::date`}`
}

/** The relations up to `path (key, person_id, join_at … repeat_at)`. Nothing at or after the as-of's end is seen. */
function paths(query: MetricQuery, by: string | undefined): SQL {
  const end = endOf(query.asOf)
  const isOrdered = isStrict(query)
  const next = (from: string, step: PersonStep, source: SQL) => sql`(
      select s.*, e.at as ${column(step)} from ${sql.raw(from)} s left join (
        select s.person_id, min(e.at) as at from ${sql.raw(from)} s
        join (${source}) e on e.person_id = s.person_id
          and e.at >= s.${isOrdered ? column(before(step) ?? 'join') : column('join')}
        where e.at < s.join_at + ${days(VISIT_DAYS)} and e.at < ${end}
        group by s.person_id) e on e.person_id = s.person_id)`
  return sql`m as (${members(query, by)}),
    to_active as (
      select m.*, case when f.active_at < m.join_at + ${days(ACTIVE_DAYS)} and f.active_at < ${end}
          then f.active_at end as active_at
      from m left join first_active f on f.person_id = m.person_id),
    to_consult as ${next('to_active', 'consult', sql`select person_id, asked_at as at from consult`)},
    to_book as ${next('to_consult', 'book', sql`select person_id, booked_at as at from booking`)},
    to_visit as ${next('to_book', 'visit', sql`select person_id, visited_at as at from visit`)},
    path as (
      select s.*, e.at as repeat_at from to_visit s left join (
        select s.person_id, min(v.visited_at) as at from to_visit s
        join visit v on v.person_id = s.person_id and v.visit_day > s.visit_at::date
        where v.visited_at < s.visit_at + ${days(REPEAT_DAYS)} and v.visited_at < ${end}
        group by s.person_id) e on e.person_id = s.person_id)`
}

/** Whether the time for a step is over. */
function isMature(query: MetricQuery, step: PersonStep): SQL {
  const needed = step === 'repeat' ? VISIT_DAYS + REPEAT_DAYS : VISIT_DAYS
  return sql`join_at + ${days(needed)} <= ${endOf(query.asOf)}`
}

/** Whether a visit was long enough ago to know whether the person came again. */
function isRevisitKnown(query: MetricQuery): SQL {
  return sql`visit_at + ${days(REPEAT_DAYS)} <= ${endOf(query.asOf)}`
}

/** First as-of on whose end the days after the join are over. */
function maturesOn(needed: number): SQL {
  return sql`(join_at + ${days(needed)} - interval '1 microsecond')::date`
}

function hoursBetween(from: SQL, to: SQL): SQL {
  return sql`(extract(epoch from (${to} - ${from})))::double precision / 3600`
}

/** From where the time to a step runs: the step before it, in any order (but for the repeat) the join. */
function startOf(query: MetricQuery, step: PersonStep): PersonStep {
  return isStrict(query) || step === 'repeat' ? (before(step) ?? 'join') : 'join'
}

/** The people over whom the time to a step is told. */
function isTimed(query: MetricQuery, step: PersonStep): SQL {
  return step === 'repeat' ? isRevisitKnown(query) : isMature(query, step)
}

/** A column of `path`: reached the step, and the share `SLOW_FROM` of the others who did, by key, was strictly faster. */
function pace(query: MetricQuery, step: PersonStep): SQL {
  const isIn = sql`(${isTimed(query, step)} and ${column(step)} is not null)`
  return sql`${isIn} and percent_rank() over (partition by key, ${isIn}
      order by ${hoursBetween(column(startOf(query, step)), column(step))}) >= ${sql.raw(String(SLOW_FROM))}
    as ${sql.raw(`is_slow_${step}`)}`
}

/** One row a key with anybody in it; with `by` also the total of them all, marked `is_total`. */
export function counts(query: MetricQuery, by: string | undefined, dialect: Dialect): SQL {
  const [mature, long] = [isMature(query, 'visit'), isMature(query, 'repeat')]
  const reached = PERSON_STEPS.map(
    (step) =>
      sql`count(${column(step)}) filter (where ${step === 'repeat' ? long : mature}) as ${sql.raw(`reached_${step}`)}`,
  )
  const waiting = (name: string, test: SQL, needed: number) => sql`
      min(${maturesOn(needed)}) filter (where not (${test})) as ${sql.raw(`first_matures${name}`)},
      max(${maturesOn(needed)}) filter (where not (${test})) as ${sql.raw(`last_matures${name}`)}`
  const wholes = by === undefined ? sql`(true)` : sql`(true), (false)`
  return sql`with ${paths(query, by)},
    member as (select v.is_total, case when v.is_total then '' else path.key end as row_key, path.*
      from path cross join (values ${wholes}) as v(is_total)),
    counted as (select is_total, row_key, count(*) as people, count(*) filter (where ${mature}) as mature,
        count(*) filter (where ${long}) as mature_repeat,
        count(*) filter (where ${isRevisitKnown(query)}) as revisit_known,
        count(repeat_at) filter (where ${isRevisitKnown(query)}) as revisit_reached, ${sql.join(reached, sql`, `)},
        ${waiting('', mature, VISIT_DAYS)}, ${waiting('_repeat', long, VISIT_DAYS + REPEAT_DAYS)}
      from member group by is_total, row_key),
    ${stepTimes(query, dialect)}
    select c.row_key as key, c.*, ${sql.join(PERSON_STEPS.map(timesOf), sql`, `)}
    from counted c ${sql.join(PERSON_STEPS.map(joined), sql` `)}`
}

/**
 * `step_time (is_total, row_key, step, hours, since, slow, slowest)`: the times to every step of those who reached it.
 * Who is slow is told from places in one order of them all: a window with a part for each key and step takes longer
 * the more of them there are, however few people they have.
 */
function stepTimes(query: MetricQuery, dialect: Dialect): SQL {
  const steps = PERSON_STEPS.map(
    (step) => sql`select is_total, row_key, '${sql.raw(step)}' as step,
        ${hoursBetween(column(before(step) ?? 'join'), column(step))} as hours,
        ${hoursBetween(column('join'), column(step))} as since,
        ${hoursBetween(column(startOf(query, step)), column(step))} as pace
      from member where ${isTimed(query, step)} and ${column(step)} is not null`,
  )
  return sql`timed as (${sql.join(steps, sql` union all `)}),
    placed as (select is_total, row_key, step, pace, row_number() over (order by is_total, row_key, step, pace) as place
      from timed),
    tied as (select is_total, row_key, step, pace, min(place) as place, count(*) as people
      from placed group by is_total, row_key, step, pace),
    first as (select is_total, row_key, step, min(place) as place, count(*) as people
      from placed group by is_total, row_key, step),
    slow as (select t.is_total, t.row_key, t.step, sum(t.people) as slow, min(t.pace) as slowest
      from tied t join first f on f.is_total = t.is_total and f.row_key = t.row_key and f.step = t.step
      where f.people > 1
        and (t.place - f.place)::double precision / (f.people - 1)::double precision >= ${sql.raw(String(SLOW_FROM))}
      group by t.is_total, t.row_key, t.step),
    middle as (select is_total, row_key, step, ${dialect.median(sql`hours`)} as hours, ${dialect.median(sql`since`)} as since
      from timed group by is_total, row_key, step),
    step_time as (select m.is_total, m.row_key, m.step, m.hours, m.since, coalesce(s.slow, 0) as slow, s.slowest
      from middle m left join slow s on s.is_total = m.is_total and s.row_key = m.row_key and s.step = m.step)`
}

/** The columns of a step, and where they come from. */
function timesOf(step: PersonStep): SQL {
  const [t, name] = [sql.raw(`t_${step}`), (column: string) => sql.raw(`${column}_${step}`)]
  return sql`${t}.hours as ${name('hours')}, ${t}.since as ${name('since')}, coalesce(${t}.slow, 0) as ${name('slow')},
    ${t}.slowest as ${name('slowest')}`
}

function joined(step: PersonStep): SQL {
  const t = sql.raw(`t_${step}`)
  return sql`left join step_time ${t} on ${t}.is_total = c.is_total and ${t}.row_key = c.row_key
    and ${t}.step = '${sql.raw(step)}'`
}

/** Events of the channels in the period, and the joins that are attributed to them. */
export function upper(query: MetricQuery): SQL {
  const channels = (query.filters.channel ?? []).map((value) => sql`${value}`)
  return sql`with joined as (select key, count(*) as joins from (${members(query, 'channel')}) m group by key)
    select d.channel, sum(d.exposures) as exposures, sum(d.clicks) as clicks, max(coalesce(j.joins, 0)) as joins
    from channel_day d left join joined j on j.key = d.channel
    where d.day <= ${query.to ?? query.asOf}::date
      ${query.from === undefined ? sql`` : sql`and d.day >= ${query.from}::date`}
      ${channels.length === 0 ? sql`` : sql`and d.channel in (${sql.join(channels, sql`, `)})`}
    group by d.channel order by d.channel`
}

/** People of one list, the slowest first where they reached the step. */
export function people(query: MetricQuery, state: FunnelList): SQL {
  const list = listOf(state)
  const { step } = list
  const instants = PERSON_STEPS.map((s) => sql`cast(${column(s, 'b.')} as text) as ${column(s)}`)
  return sql`with ${paths(query, undefined)}
    select ${listedPerson(query.parameters.attribution)}, ${sql.join(instants, sql`, `)},
      ${hoursBetween(column(startOf(query, step), 'b.'), column(step, 'b.'))} as hours
    from (select * from (select path.*, ${pace(query, step)} from path) paced where ${condition(query, list)}) b join person p on p.person_id = b.person_id
    order by hours desc nulls last, b.join_at, person`
}

function condition(query: MetricQuery, { step, part }: StepList): SQL {
  const mature = isMature(query, step)
  if (part === 'in-progress') return sql`not (${mature})`
  if (part === 'reached') return sql`${mature} and ${column(step)} is not null`
  if (part === 'slow') return sql.raw(`is_slow_${step}`)
  if (step === 'repeat') return sql`${isRevisitKnown(query)} and repeat_at is null`
  const previous = before(step)
  const isThere = isStrict(query) && previous ? sql`${column(previous)} is not null` : sql`true`
  return sql`${mature} and ${isThere} and ${column(step)} is null`
}
