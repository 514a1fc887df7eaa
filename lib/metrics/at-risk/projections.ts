/** What is read from the base: counts a rule, the outcome of outreach, and the people of a list. */
import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../../warehouse/engine.ts'
import type { MetricQuery, OutreachList, RiskRule } from '../metric.ts'
import { type ListedPerson, listedPerson } from '../shared/listed-person.ts'
import { counts, personFilters } from '../shared/population.ts'
import { hits, hitsOfTwoDays, type RiskQuery } from './query.ts'

/** One row a rule, and `*` for people on any list, once each. */
export interface RuleRow extends Row {
  rule: string
  hit: number
  /** Not on the list on the day before. */
  fresh: number
  /** With a booking ahead. */
  booked: number
  /** Left to themselves for comparison; among `hit`. */
  holdout: number
  dead: number
  opted_out: number
  rested: number
  /** Of `hit` by value: top tenth and upper half of those who spend, the others who do, and who spent nothing. */
  high: number
  mid: number
  low: number
  none: number
}

export interface OutcomeRow extends Row {
  rule: string
  arm: string
  /** Their 30 days are over; and those of them who came. */
  people: number
  recovered: number
  /** Their 30 days are not over. */
  pending: number
}

export interface OutreachRow extends ListedPerson {
  rule: string
  on_day: string
  came_on: string | null
}

export interface RiskListRow extends ListedPerson {
  rules: string
  overdue: number
  value_band: string
  revenue: number
  last_visit: string | null
  last_active: string | null
  last_monitored: string | null
  next_slot: string | null
  planned_on: string | null
  since_visit: number | null
  median_gap: number | null
  readings: number | null
  cv: number | null
  extremes: number
  left_at: string | null
  is_holdout: boolean
}

/** Outreach counts for this long, and a visit this many days after it is a recovery. */
export const OUTREACH_DAYS = 180
export const RECOVERY_DAYS = 30
/** More days overdue make nobody more urgent. */
const URGENT_DAYS = 180

/**
 * Whether a person is left to themselves under a rule: a tenth by default, the same people at every load, drawn by a
 * seeded hash of pseudonym and rule; nobody under a clinical rule.
 */
function isHeldOut(query: MetricQuery, clinical: readonly RiskRule[], rule: SQL): SQL {
  const limit = Math.round((Number(query.parameters.holdoutPercent) / 100) * 0x10000)
  const bucket = sql`substring(md5(p.person_key || ':' || ${rule} || ':longrun') from 1 for 4)`
  const names = sql.join(
    clinical.map((name) => sql`${name}`),
    sql`, `,
  )
  return sql`(${bucket} < ${limit.toString(16).padStart(4, '0')} and ${rule} not in (${names}))`
}

const BAND = sql`case when f.is_high_value then 'high' when f.is_upper_half then 'mid' when f.revenue > 0 then 'low' else 'none' end`

export function ruleCounts(risk: RiskQuery, clinical: readonly RiskRule[]): SQL {
  return sql`with ${hitsOfTwoDays(risk)},
    listed as (
      select h.rule, h.person_id, h.held, ${BAND} as band, f.next_slot is not null as is_booked, b.person_id is null as is_fresh,
        ${isHeldOut(risk.query, clinical, sql`h.rule`)} as is_holdout
      from hit h join fact f on f.person_id = h.person_id join person p on p.person_id = h.person_id
      left join hit_before b on b.person_id = h.person_id and b.rule = h.rule and b.held is null),
    anyone as (select distinct person_id, held, band, is_booked from listed)
    select rule, count(*) filter (where held is null) as hit,
      count(*) filter (where held is null and is_fresh) as fresh,
      count(*) filter (where held is null and is_booked) as booked,
      count(*) filter (where held is null and is_holdout) as holdout, ${heldOrInBands()}
    from listed group by rule
    union all
    select '*', count(*) filter (where held is null), 0, count(*) filter (where held is null and is_booked), 0,
      ${heldOrInBands()}
    from anyone`
}

/** People who are held back, by the reason, and the others by value. */
function heldOrInBands(): SQL {
  const bands = ['high', 'mid', 'low', 'none'].map(
    (band) => sql`count(*) filter (where held is null and band = '${sql.raw(band)}') as ${sql.identifier(band)}`,
  )
  return sql`count(*) filter (where held = 'dead') as dead, count(*) filter (where held = 'optedOut') as opted_out,
    count(*) filter (where held = 'contacted') as rested, ${sql.join(bands, sql`, `)}`
}

/** `judged`: each person's first outreach a rule and arm in the period, and whether a patient-day followed within 30 days. */
function judgedOutreach(query: MetricQuery): SQL {
  const asOf = sql`${query.asOf}::date`
  const [period, wait] = [sql.raw(String(OUTREACH_DAYS)), sql.raw(String(RECOVERY_DAYS))]
  const { rule } = query.parameters
  return sql`first_outreach as (
      select o.rule, o.arm, o.person_id, min(o.day) as day from outreach o join person p on p.person_id = o.person_id
      where ${rule === 'any' ? sql`o.rule is not null` : sql`o.rule = ${rule}`}
        and o.arm in ('contacted', 'holdout') and o.day <= ${asOf} and o.day > ${asOf} - ${period}
        and ${counts(query.asOf)} and ${personFilters(query)}
      group by o.rule, o.arm, o.person_id),
    judged as (
      select f.*, f.day + ${wait} <= ${asOf} as is_over,
        (select min(d.day) from patient_day d where d.person_id = f.person_id and d.day > f.day
          and d.day <= f.day + ${wait} and d.day <= ${asOf}) as came_on
      from first_outreach f)`
}

export function outcomes(query: MetricQuery): SQL {
  return sql`with ${judgedOutreach(query)}
    select rule, arm, count(*) filter (where is_over) as people,
      count(*) filter (where is_over and came_on is not null) as recovered, count(*) filter (where not is_over) as pending
    from judged group by rule, arm`
}

/** One row a person and rule. */
export function outreached(query: MetricQuery, list: OutreachList): SQL {
  const conditions: Record<OutreachList, SQL> = {
    contacted: sql`j.arm = 'contacted' and j.is_over`,
    recovered: sql`j.arm = 'contacted' and j.is_over and j.came_on is not null`,
    pending: sql`j.arm = 'contacted' and not j.is_over`,
    holdout: sql`j.arm = 'holdout' and j.is_over`,
    'holdout-recovered': sql`j.arm = 'holdout' and j.is_over and j.came_on is not null`,
  }
  return sql`with ${judgedOutreach(query)}
    select ${listedPerson(query.parameters.attribution)}, j.rule, cast(j.day as text) as on_day,
      cast(j.came_on as text) as came_on
    from judged j join person p on p.person_id = j.person_id
    where ${conditions[list]} order by j.day desc, person, j.rule`
}

/** The rules of a person's rows, in order: an aggregate that sorts each group takes as long as all the rest of the list. */
function rulesOf(rules: readonly RiskRule[]): SQL {
  const each = [...rules].sort().map((name) => {
    const rule = sql.raw(`'${name}'`)
    return sql`max(case when h.rule = ${rule} then ${rule} end)`
  })
  return sql`concat_ws(',', ${sql.join(each, sql`, `)})`
}

/**
 * People on one of the lists after those held back, one row a person, by days overdue × value. Days count up to half a
 * year: who has been away for two years is not four times as urgent, and of equals the one who left last comes first.
 */
export function listed(risk: RiskQuery, clinical: readonly RiskRule[]): SQL {
  const weight = sql`case when f.is_high_value then 3 when f.is_upper_half then 2 else 1 end`
  return sql`with ${hits(risk)},
    once as (
      select h.person_id, ${rulesOf(risk.rules)} as rules, max(h.overdue) as overdue,
        bool_and(${isHeldOut(risk.query, clinical, sql`h.rule`)}) as is_holdout
      from hit h join person p on p.person_id = h.person_id where h.held is null group by h.person_id)
    select ${listedPerson(risk.query.parameters.attribution)}, o.rules, o.overdue, o.is_holdout, ${BAND} as value_band,
      f.revenue, cast(f.last_visit as text) as last_visit, cast(f.last_active as text) as last_active,
      cast(f.last_monitored as text) as last_monitored, cast(f.next_slot as text) as next_slot,
      cast(f.planned_on as text) as planned_on, f.since_visit, f.median_gap, f.readings, f.cv, f.extremes,
      cast(f.left_at as text) as left_at
    from once o join fact f on f.person_id = o.person_id join person p on p.person_id = o.person_id
    order by least(o.overdue, ${sql.raw(String(URGENT_DAYS))}) * ${weight} desc, f.revenue desc, o.overdue, person`
}
