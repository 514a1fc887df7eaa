import type { DuckDBConnection } from '@duckdb/node-api'
import { person } from '../../lib/warehouse/schema.ts'
import { fillMart } from './fill.ts'
import { MEMBER_ROLES } from './membership.ts'

const SPOKEN = ['name_masked', 'sex', 'payer', 'birth_date', 'deceased_on']

/**
 * Of several HIS records the one that is not merged speaks; the others fill its blanks, by patient id.
 * (Windows, here and below: a sort spills to disk, an ordered aggregate would not.)
 */
const PATIENT = `
  select person_id, bool_or(is_test) over whole as is_test,
    ${SPOKEN.map((c) => `first_value(${c} ignore nulls) over whole as ${c}`).join(',\n    ')}
  from canon.his_patients
  window whole as (partition by person_id order by merged_into is not null, patient_id
    rows between unbounded preceding and unbounded following)
  qualify row_number() over (partition by person_id order by merged_into is not null, patient_id) = 1`

const CONTACT = `
  select person_id, name_masked from canon.wecom_contacts where name_masked is not null
  qualify row_number() over (partition by person_id order by added_at, external_userid, staff_id) = 1`

const ROLE = `
  select person_id,
    min(joined_at) filter (where role not in ${MEMBER_ROLES}) as staff_from,
    min(joined_at) filter (where role in ${MEMBER_ROLES}) as member_role_from,
    min(joined_at) filter (where role = 'volunteer') as volunteer_from
  from canon.wecom_members group by person_id`

const VISIT = `
  select person_id, min(day) as first_visit_day, min(day) filter (where nth = 2) as second_visit_day
  from (select person_id, day, row_number() over (partition by person_id order by day) as nth from patient_day)
  group by person_id`

const FIRST_VISIT = `
  select person_id, min(visited_at) as first_visit_at from canon.his_visits
  where status = 'attended' and visit_type is distinct from 'online'
    and person_id not in (select person_id from stage.test_person)
  group by person_id`

/** First and last touch in [join − 30 days, join], both ends in; equal times go to the smaller channel id, then code. */
const CHANNEL = `
  select t.person_id, t.channel as channel_first, t.state as state_first,
    first_value(t.channel) over latest as channel_last, first_value(t.state) over latest as state_last
  from touch t join stage.first_join f using (person_id)
  where t.at between f.first_join_at - interval 30 days and f.first_join_at
  window latest as (partition by t.person_id order by t.at desc, t.channel, t.state)
  qualify row_number() over (partition by t.person_id order by t.at, t.channel, t.state) = 1`

/** One row per resolved person; needs community_group, touch, patient_day and the first joins. */
export async function buildPeople(connection: DuckDBConnection): Promise<void> {
  const attributes = ['hospital', 'department', 'disease', 'stage', 'need'].map((a) => `g.${a}`).join(', ')
  await fillMart(
    connection,
    person,
    `with id as (select person_id, bool_or(kind = 'patient') as is_patient from stage.person_of group by person_id),
       patient as (${PATIENT}), contact as (${CONTACT}), role as (${ROLE}), visit as (${VISIT}), first_visit as (${FIRST_VISIT}), origin as (${CHANNEL})
     select id.person_id, k.person_key, coalesce(patient.name_masked, contact.name_masked) as name_masked,
       coalesce(patient.is_test, false) as is_test, role.staff_from, role.member_role_from, role.volunteer_from,
       patient.deceased_on, patient.sex, patient.payer, patient.birth_date, id.is_patient,
       m.method as match_method, first_visit.first_visit_at, visit.first_visit_day, visit.second_visit_day,
       f.first_join_at, f.first_join_at::date as first_join_day, strftime(f.first_join_at, '%Y-%m') as first_join_month,
       f.first_group_id, ${attributes},
       case when f.person_id is not null then coalesce(origin.channel_first, 'unknown') end as channel_first,
       case when f.person_id is not null then coalesce(origin.channel_last, 'unknown') end as channel_last,
       case when f.person_id is not null then coalesce(origin.state_first, 'unknown') end as state_first,
       case when f.person_id is not null then coalesce(origin.state_last, 'unknown') end as state_last
     from id
     join stage.person_key k using (person_id)
     left join patient using (person_id)
     left join contact using (person_id)
     left join role using (person_id)
     left join stage.person_match m using (person_id)
     left join visit using (person_id)
     left join first_visit using (person_id)
     left join stage.first_join f using (person_id)
     left join community_group g on g.group_id = f.first_group_id
     left join origin using (person_id)
     order by id.person_id`,
  )
}
