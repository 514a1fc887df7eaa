/** One base: `known`, a row per member at risk and snapshot day with what was known then. */
import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../../warehouse/engine.ts'
import type { MetricQuery } from '../metric.ts'
import { type ListedPerson, listedPerson } from '../shared/listed-person.ts'
import { counts, personFilters } from '../shared/population.ts'
import { FEATURES } from './features.ts'

/** Without a visit for this long after the snapshot, a person has not come back. */
export const LABEL_DAYS = 90
const whole = (days: number): SQL => sql.raw(String(days))

export type LearnRow = Row & { person: number; day: string; disease: string; lost: number } & Record<string, number>

/** A linear score: weights of the features, of single diseases, and a constant. */
export interface LinearScore {
  constant: number
  weights: Readonly<Record<string, number>>
  diseases: Readonly<Record<string, number>>
}

export type ScoredRow = ListedPerson & { score: number; last_visit: string; is_booked: boolean } & Record<
    string,
    number
  >

/** First day with a patient-day; null without any. */
export function firstDay(): SQL {
  return sql`select cast(min(day) as text) as first_day from patient_day`
}

/** People who may stand in a snapshot, for the share that is learnt from. */
export function memberCount(query: MetricQuery): SQL {
  return sql`select count(*) as members from person p
    where p.first_join_day <= ${query.asOf}::date and ${counts(query.asOf)} and ${personFilters(query)}`
}

/**
 * Rows to learn from: features and whether no visit followed. With too many members a fixed part of them is taken.
 * @param share of the members, 0 to 1
 */
export function learnRows(query: MetricQuery, days: readonly string[], share: number): SQL {
  const limit = Math.round(share * 0x10000)
  const some =
    share >= 1 ? sql`true` : sql`substring(md5(p.person_key) from 1 for 4) < ${limit.toString(16).padStart(4, '0')}`
  return sql`with ${known(query, days, some)}
    select k.person_id as person, cast(k.t as text) as day, k.disease, ${featureColumns()},
      case when exists (select 1 from patient_day d where d.person_id = k.person_id and d.day > k.t
        and d.day <= k.t + ${whole(LABEL_DAYS)}) then 0 else 1 end as lost
    from known k order by k.person_id, k.t`
}

/** People at risk on the as-of by their score, the highest first. */
export function scored(query: MetricQuery, score: LinearScore, limit: number): SQL {
  return sql`with ${known(query, [query.asOf], sql`true`)},
    featured as (select k.person_id, k.disease, k.since_visit, k.last_visit, ${featureColumns()} from known k),
    ranked as (select f.*, ${scoreOf(score)} as score from featured f)
    select ${listedPerson(query.parameters.attribution)}, r.score, cast(r.last_visit as text) as last_visit,
      r."hasBooking" = 1 as is_booked,
      ${sql.join(
        FEATURES.map(({ name }) => sql`r.${sql.identifier(name)}`),
        sql`, `,
      )}
    from ranked r join person p on p.person_id = r.person_id
    order by r.score desc, r.since_visit desc, person limit ${whole(limit)}`
}

/** How many stand at risk on the as-of. */
export function atRiskCount(query: MetricQuery): SQL {
  return sql`with ${known(query, [query.asOf], sql`true`)} select count(*) as people from known`
}

function scoreOf(score: LinearScore): SQL {
  const terms = Object.entries(score.weights).map(
    ([name, weight]) => sql`${weight}::double precision * f.${sql.identifier(name)}`,
  )
  const cases = Object.entries(score.diseases).map(
    ([disease, weight]) => sql`when ${disease} then ${weight}::double precision`,
  )
  const disease = cases.length === 0 ? [] : [sql`(case f.disease ${sql.join(cases, sql` `)} else 0 end)`]
  return sql.join([sql`${score.constant}::double precision`, ...terms, ...disease], sql` + `)
}

function featureColumns(): SQL {
  return sql.join(
    FEATURES.map(({ name, expression }) => sql`cast(${expression} as double precision) as ${sql.identifier(name)}`),
    sql`, `,
  )
}

/** A disease has a cycle if at least half of its people, of no fewer than these, came again 180 to 539 days after their first visit. */
const MIN_CYCLE_PEOPLE = 30
const CYCLE_FROM = 180
const CYCLE_TO = 540
/** A day that was named for the return counts until this long after it. */
const DUE_DAYS = 90

/**
 * Members at the end of day t, alive, with a patient-day in the year up to t, of whom a return is expected: their
 * disease has a cycle, or a visit of that year named a day that is not long past. One-off episodes (a birth, an operation) are not at risk.
 */
function known(query: MetricQuery, days: readonly string[], who: SQL): SQL {
  const snaps = sql.join(
    days.map((day) => sql`select ${day}::date as t`),
    sql` union all `,
  )
  const within = (day: SQL, length: number) => sql`${day} > s.t - ${whole(length)} and ${day} <= s.t`
  return sql`snap as (${snaps}),
    cycle as (
      select disease from (
        select p.disease, case when exists (select 1 from patient_day d where d.person_id = p.person_id
            and d.day >= p.first_visit_day + ${whole(CYCLE_FROM)} and d.day < p.first_visit_day + ${whole(CYCLE_TO)})
          then 1 else 0 end as came
        from person p where p.first_join_at is not null and p.disease is not null and ${counts(query.asOf)}
          and p.first_visit_day <= ${query.asOf}::date - ${whole(CYCLE_TO)}) first_visits
      group by disease having count(*) >= ${whole(MIN_CYCLE_PEOPLE)} and 2 * sum(came) >= count(*)),
    at_risk as (
      select p.person_id, s.t, coalesce(p.disease, 'unknown') as disease, p.sex, s.t - p.first_join_day as tenure,
        case when p.birth_date is not null then (s.t - p.birth_date) / 365.25 end as age
      from person p join snap s on p.first_join_day <= s.t
      where ${counts(query.asOf)} and ${personFilters(query)} and ${who}
        and (p.deceased_on is null or p.deceased_on > s.t)
        and (p.disease in (select disease from cycle) or exists (select 1 from planned_return r
          where r.person_id = p.person_id and ${within(sql`r.visited_at::date`, 365)}
            and r.planned_on > s.t - ${whole(DUE_DAYS)}))
        and exists (select 1 from stay y where y.person_id = p.person_id and y.start_at < (s.t + 1)::timestamp
          and (y.end_at is null or y.end_at >= (s.t + 1)::timestamp))),
    visited as (
      select s.person_id, s.t, max(d.day) as last_visit, count(*) as visits_365,
        count(*) filter (where d.day > s.t - 28) as visits_28, count(*) filter (where d.day > s.t - 90) as visits_90,
        (max(d.day) - min(d.day)) / nullif(cast(count(*) - 1 as double precision), 0) as mean_gap
      from at_risk s join patient_day d on d.person_id = s.person_id and ${within(sql`d.day`, 365)}
      group by s.person_id, s.t),
    slotted as (
      select s.person_id, s.t, max(case when b.slot_day > s.t then 1 else 0 end) as has_booking,
        count(*) filter (where ${within(sql`b.slot_day`, 365)}) as slots,
        count(*) filter (where ${within(sql`b.slot_day`, 365)} and b.status in ('no_show', 'cancelled')) as missed
      from at_risk s join booking b on b.person_id = s.person_id and b.booked_day <= s.t
      group by s.person_id, s.t),
    lively as (
      select s.person_id, s.t, max(a.day) as last_active, count(distinct a.day) filter (where a.day > s.t - 14) as active_14,
        count(distinct a.day) filter (where a.day > s.t - 28) as active_28,
        coalesce(sum(a.messages) filter (where a.day > s.t - 28), 0) as messages_28
      from at_risk s join active_day a on a.person_id = s.person_id and a.a2 and ${within(sql`a.day`, 365)}
      group by s.person_id, s.t),
    monitored as (
      select s.person_id, s.t, count(*) as check_ins_28
      from at_risk s join check_in c on c.person_id = s.person_id and ${within(sql`c.day`, 28)}
      group by s.person_id, s.t),
    known as (
      select s.*, v.last_visit, s.t - v.last_visit as since_visit, v.visits_28, v.visits_90, v.visits_365, v.mean_gap,
        coalesce(b.has_booking, 0) as has_booking, coalesce(b.slots, 0) as slots, coalesce(b.missed, 0) as missed,
        s.t - l.last_active as since_active, coalesce(l.active_14, 0) as active_14,
        coalesce(l.active_28, 0) as active_28, coalesce(l.messages_28, 0) as messages_28,
        coalesce(m.check_ins_28, 0) as check_ins_28
      from at_risk s join visited v on v.person_id = s.person_id and v.t = s.t
      left join slotted b on b.person_id = s.person_id and b.t = s.t
      left join lively l on l.person_id = s.person_id and l.t = s.t
      left join monitored m on m.person_id = s.person_id and m.t = s.t)`
}
