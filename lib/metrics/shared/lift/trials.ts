/** The base relation of both lifts: mature person-trials with their covariates as levels and their three outcomes. */
import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../../../warehouse/engine.ts'
import type { MetricQuery } from '../../metric.ts'
import { counts, endOf } from '../population.ts'
import { claims } from '../referrals.ts'

/** What a trial may end in: a return visit, a referral, and (negative control) a referral before the visit. */
export const OUTCOMES = ['returned', 'referred', 'placebo'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** Attributes of the trial's own visit that cut or split the trials. */
export const TRIAL_KEYS = ['department', 'disease'] as const
export type TrialKey = (typeof TRIAL_KEYS)[number]

export function isTrialKey(key: string): key is TrialKey {
  return (TRIAL_KEYS as readonly string[]).includes(key)
}

/** A name of ours, from a fixed list, as it stands. */
export function column(name: string): SQL {
  return sql.raw(name)
}

/** A comma-separated list of SQL. */
export function list(items: readonly SQL[]): SQL {
  return sql.join([...items], sql`, `)
}

/**
 * Sum of a fractional expression that depends neither on the order in which rows arrive nor on the engine: added up as
 * whole numbers of 10^−digits. A parallel sum of doubles would differ in its last digits from run to run.
 * Terms must stay below 9.2·10^(18 − digits).
 */
export function exactSum(expression: SQL, digits = 12): SQL {
  const scale = sql.raw(`1e${digits}::double precision`)
  return sql`(sum(floor((${expression}) * ${scale} + 0.5)::bigint)::double precision / ${scale})`
}

/** Filters on the visit's department and disease; `alias` names the relation that holds them. */
export function trialFilters(query: MetricQuery, alias: string): SQL {
  const conditions = TRIAL_KEYS.flatMap((key) => {
    const values = query.filters[key]
    return values && values.length > 0
      ? [sql`${column(`${alias}.${key}`)} in (${list(values.map((v) => sql`${v}`))})`]
      : []
  })
  return conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`
}

const AGE5 = sql`case when t.age is null then 'unknown' when t.age < 18 then '0-17' when t.age < 35 then '18-34'
  when t.age < 50 then '35-49' when t.age < 65 then '50-64' else '65+' end`
const AGE3 = sql`case when t.age is null then 'unknown' when t.age < 18 then '0-17' when t.age < 60 then '18-59' else '60+' end`
/** Net spend of the look-back: up to 0, 500, 2000 yuan, and above. */
const SPEND = sql`case when t.spend_prior_fen <= 0 then '0' when t.spend_prior_fen <= 50000 then '1-500'
  when t.spend_prior_fen <= 200000 then '501-2000' else '>2000' end`
const VISITS = sql`case when t.visits_prior >= 4 then '4+' else cast(t.visits_prior as text) end`

/**
 * CTEs `claim`, `mature` and `trial`; begin a statement with `with ${trials(query)}`.
 * `trial`: person_id, v_day, l_day, is_member, the levels of LEVEL_COLUMNS, the numbers age, visits_prior,
 * spend_prior_fen, and each outcome as 0 or 1. A join inside the 30 days of a mature trial is always before the as-of.
 */
export function trials(query: MetricQuery): SQL {
  return sql`${claims(query.asOf)},
  mature as materialized (
    select t.* from lift_trial t join person p on p.person_id = t.person_id
    where t.matures_on <= ${query.asOf}::date and ${counts(query.asOf)} and ${trialFilters(query, 't')}
  ),
  referrer as (
    select t.person_id, t.v_day,
      max(case when c.day >= t.l_day and c.day < t.l_day + interval '12 months' then 1 else 0 end) as referred,
      max(case when c.day >= t.v_day - interval '12 months' and c.day < t.v_day then 1 else 0 end) as placebo
    from mature t join claim c on c.person_id = t.person_id group by t.person_id, t.v_day
  ),
  trial as materialized (
    select t.person_id, t.v_day, t.l_day, t.is_member, t.department, t.disease, ${AGE5} as age5, ${AGE3} as age3,
      t.sex, t.payer, case when t.is_new then 'new' else 'old' end as newness, ${VISITS} as visits_band,
      ${SPEND} as spend_band, case when t.has_booking then 'yes' else 'no' end as booking, t.quarter, t.half_year,
      t.age, t.visits_prior, t.spend_prior_fen, case when t.returned then 1 else 0 end as returned,
      coalesce(r.referred, 0) as referred, coalesce(r.placebo, 0) as placebo
    from mature t left join referrer r on r.person_id = t.person_id and r.v_day = t.v_day
  )`
}

export interface Waiting extends Row {
  key: string
  trials: number
  first_matures_on: string | null
}

/** Member trials that are not mature yet, by key of a breakdown, and the day on which the first of them is. */
export function waiting(query: MetricQuery, by: TrialKey | null): SQL {
  return sql`select ${by ? column(`t.${by}`) : sql`''`} as key, count(*) as trials, min(t.matures_on) as first_matures_on
    from lift_trial t join person p on p.person_id = t.person_id
    where t.is_member and t.matures_on > ${query.asOf}::date and p.first_join_at < ${endOf(query.asOf)}
      and ${counts(query.asOf)} and ${trialFilters(query, 't')}
    group by 1`
}
