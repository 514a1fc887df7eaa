import type { DuckDBConnection } from '@duckdb/node-api'
import { revenueDay } from '../../lib/warehouse/schema.ts'
import { fillMart } from './fill.ts'

/**
 * The day to which each charge belongs once refunds are booked back: a refund goes to the earliest payment of its
 * visit, without a visit to the patient's latest payment at or before it; a payment stays where it is.
 */
const RESTATED = `
  with payment as (select * from canon.his_charges where amount_fen > 0),
    of_visit as (select visit_id, min(charged_at)::date as day from payment where visit_id is not null group by visit_id),
    of_patient as (select patient_id, charged_at from payment)
  select c.person_id, c.charged_day, c.charged_day as restated_day, c.amount_fen
  from canon.his_charges c where c.amount_fen >= 0
  union all
  select c.person_id, c.charged_day, coalesce(v.day, c.charged_day), c.amount_fen
  from canon.his_charges c left join of_visit v on v.visit_id = c.visit_id
  where c.amount_fen < 0 and c.visit_id is not null
  union all
  select c.person_id, c.charged_day, coalesce(p.charged_at::date, c.charged_day), c.amount_fen
  from canon.his_charges c
  asof left join of_patient p on p.patient_id = c.patient_id and p.charged_at <= c.charged_at
  where c.amount_fen < 0 and c.visit_id is null`

/** Net revenue per person, day and day after booking refunds back; test patients are out. */
export async function buildRevenue(connection: DuckDBConnection): Promise<void> {
  await fillMart(
    connection,
    revenueDay,
    `select person_id, charged_day as day, restated_day, sum(amount_fen)::bigint as amount_fen
     from (${RESTATED})
     where person_id not in (select person_id from stage.test_person)
     group by person_id, charged_day, restated_day
     order by date_trunc('month', charged_day), person_id, charged_day, restated_day`,
  )
}
