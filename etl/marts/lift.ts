import type { DuckDBConnection } from '@duckdb/node-api'
import { liftTrial } from '../../lib/warehouse/schema.ts'
import { fillMart } from './fill.ts'

/**
 * `stage.visit_history`: each patient-day with what lies behind and ahead of it. Revenue days stand in the same
 * ordered sequence, so that one window answers visits and money of the 12 months before (V itself left out).
 */
const CREATE_HISTORY = `create or replace table stage.visit_history as
  with fact as (
    select person_id, day, 1 as visit, 0::bigint as fen, day as visit_day from patient_day
    union all
    select person_id, day, 0, amount_fen, null from revenue_day
  )
  select person_id, day as v_day, visit,
    (sum(visit) over prior)::integer as visits_prior,
    (sum(fen) over prior)::bigint as spend_prior_fen,
    min(visit_day) over ahead as next_visit_day
  from fact
  window prior as (partition by person_id order by day
      range between interval 12 months preceding and interval 1 day preceding),
    ahead as (partition by person_id order by day
      range between interval 30 days following and unbounded following)
  qualify visit = 1`

/** `stage.booked`: the latest slot that a person had booked by the end of each booking day. */
const CREATE_BOOKED = `create or replace table stage.booked as
  select person_id, booked_day, max(latest_slot) over (partition by person_id order by booked_day) as latest_slot
  from (select person_id, booked_day, max(slot_day) as latest_slot from canon.his_appointments group by all)`

const AGE = `year(h.v_day) - year(p.birth_date)
  - case when (month(h.v_day), day(h.v_day)) < (month(p.birth_date), day(p.birth_date)) then 1 else 0 end`

/**
 * Person-trials of METRICS Part B §3.2: every patient-day V with twelve months of data behind it, of somebody who
 * was no member before V and alive at L = V + 30 days.
 */
export async function buildLiftTrials(connection: DuckDBConnection): Promise<void> {
  await connection.run(CREATE_HISTORY)
  await connection.run(CREATE_BOOKED)
  await fillMart(
    connection,
    liftTrial,
    `with eligible as (
       select h.*, h.v_day + 30 as l_day, (h.v_day + 30 + interval 12 months)::date as end_day, p.first_join_day,
         p.first_visit_day, coalesce(p.sex, 'U') as sex, coalesce(p.payer, 'unknown') as payer, ${AGE} as age
       from stage.visit_history h join person p using (person_id)
       where not p.is_test
         and h.v_day >= (select min(day) + interval 12 months from patient_day)
         and (p.first_join_day is null or p.first_join_day >= h.v_day)
         and (p.deceased_on is null or p.deceased_on >= h.v_day + 30)
     )
     select e.person_id, e.v_day, e.l_day, e.end_day - 1 as matures_on,
       coalesce(e.first_join_day < e.l_day, false) as is_member,
       coalesce(e.next_visit_day < e.end_day, false) as returned,
       d.department, d.disease, e.sex, e.payer, case when e.age >= 0 then e.age end as age,
       e.v_day = e.first_visit_day as is_new, coalesce(e.visits_prior, 0) as visits_prior,
       coalesce(e.spend_prior_fen, 0) as spend_prior_fen,
       coalesce(b.latest_slot > e.v_day, false) as has_booking,
       strftime(e.v_day, '%Y-Q') || quarter(e.v_day) as quarter,
       strftime(e.v_day, '%Y-H') || case when month(e.v_day) <= 6 then 1 else 2 end as half_year
     from eligible e
     join patient_day d on d.person_id = e.person_id and d.day = e.v_day
     asof left join stage.booked b on b.person_id = e.person_id and b.booked_day <= e.v_day
     order by date_trunc('month', e.v_day), e.person_id, e.v_day`,
  )
}
