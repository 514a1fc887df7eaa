import type { DuckDBConnection } from '@duckdb/node-api'
import { visitEpisode } from '../../lib/warehouse/schema.ts'
import { fillMart } from './fill.ts'

/** More silent days than this after a contact, and the person is lost from that contact on. */
export const SILENT_DAYS = 90

/** Every day on which a person who ever joined was in touch with the hospital in any way that a source shows. */
const CONTACT_DAYS = `
  select person_id, day from patient_day
  union select person_id, visited_day from canon.his_visits where status = 'attended'
  union select person_id, day from active_day
  union select person_id, asked_day from consult
  union select person_id, booked_day from booking
  union select person_id, measured_day from reading
  union select person_id, day from check_in`

/** Patient-days inside a membership, each with what ended its episode. */
export async function buildVisitEpisodes(connection: DuckDBConnection): Promise<void> {
  await fillMart(
    connection,
    visitEpisode,
    `with contact as (
       select person_id, day, lead(day) over (partition by person_id order by day) as next_day
       from (${CONTACT_DAYS}) where person_id in (select person_id from stage.first_join)),
     silent as (select person_id, day from contact where next_day is null or next_day - day > ${SILENT_DAYS}),
     visit_day as (
       select v.person_id, v.day, lead(v.day) over (partition by v.person_id order by v.day) as return_day
       from patient_day v where v.person_id in (select person_id from stage.first_join)),
     lost as (select v.person_id, v.day, v.return_day, s.day as lost_day
       from visit_day v asof left join silent s on s.person_id = v.person_id and s.day >= v.day)
     select l.person_id, l.day,
       case when l.lost_day is null or l.return_day <= l.lost_day then l.return_day end as return_day,
       case when l.return_day is null or l.lost_day < l.return_day then l.lost_day end as lost_day
     from lost l
     where exists (select 1 from stay s where s.person_id = l.person_id and s.start_day <= l.day
       and (s.last_day is null or s.last_day >= l.day))
     order by l.person_id, l.day`,
  )
}
