/** What people who ever joined do after it, by instant: consults, bookings, visits. The funnel walks along these. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { booking, consult, visit } from '../../lib/warehouse/schema.ts'
import { fillMart } from './fill.ts'

/** Test patients are out of the visits already, and out of every figure by the person. */
const JOINED = 'person_id in (select person_id from stage.first_join)'

export async function buildConsults(connection: DuckDBConnection): Promise<void> {
  await fillMart(
    connection,
    consult,
    `select person_id, asked_at, asked_day from canon.community_consults
     where ${JOINED} order by person_id, asked_at`,
  )
}

export async function buildBookings(connection: DuckDBConnection): Promise<void> {
  await fillMart(
    connection,
    booking,
    `select person_id, booked_at, booked_day, slot_day, status from canon.his_appointments
     where ${JOINED} order by person_id, booked_at, slot_day, status`,
  )
}

export async function buildVisits(connection: DuckDBConnection): Promise<void> {
  await fillMart(
    connection,
    visit,
    `select person_id, visited_at, visited_day as visit_day from canon.his_visits
     where status = 'attended' and visit_type is distinct from 'online' and ${JOINED}
     order by person_id, visited_at`,
  )
}
