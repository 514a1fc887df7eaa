import { MEMBER_ROLES } from '../marts/membership.ts'
import type { Check } from './run.ts'

const information = (name: string, detail: string, rows: string): Check => ({
  name,
  kind: 'information',
  sql: `select (${rows})::bigint as rows, '${detail}' as detail`,
})

const withoutPatient = (table: string) =>
  `select count(*) from canon.${table} x where not exists (select 1 from canon.his_patients p where p.patient_id = x.patient_id)`

const unlistedGroup = (table: string) =>
  `select count(*) from canon.${table} x where x.group_id is not null
     and not exists (select 1 from canon.wecom_groups g where g.group_id = x.group_id)`

/** Rows that are kept although something they name is missing, so that a page can show how many there are. */
export const ORPHAN_CHECKS: readonly Check[] = [
  information(
    'visits-without-patient',
    'visits of a patient that his/patients does not list',
    withoutPatient('his_visits'),
  ),
  information(
    'charges-without-patient',
    'charges of a patient that his/patients does not list',
    withoutPatient('his_charges'),
  ),
  information(
    'charges-without-visit',
    'charges that name a visit which his/visits does not list',
    `select count(*) from canon.his_charges c where c.visit_id is not null
       and not exists (select 1 from canon.his_visits v where v.visit_id = c.visit_id)`,
  ),
  information(
    'members-of-unlisted-group',
    'membership rows of a group that wecom/groups does not list',
    unlistedGroup('wecom_members'),
  ),
  information(
    'messages-of-unlisted-group',
    'messages in a group that wecom/groups does not list',
    unlistedGroup('community_messages'),
  ),
  information(
    'messages-by-nobody',
    'messages of a sender without any membership row',
    `select count(*) from canon.community_messages x
     where not exists (select 1 from canon.wecom_members m where m.person_id = x.person_id)`,
  ),
  information(
    'messages-outside-membership',
    'countable messages of people with a member role, sent outside every stay in the group',
    `select count(*) from canon.community_messages x join person p using (person_id)
     left join spell s on s.person_id = x.person_id and s.group_id = x.group_id
       and x.sent_at >= s.start_at and x.sent_at < coalesce(s.end_at, 'infinity'::timestamp)
     where not x.revoked and x.type is distinct from 'system' and p.member_role_from is not null and s.person_id is null`,
  ),
  information(
    'stays-without-length',
    'membership rows that end at the instant they begin; never a member',
    `select count(*) from canon.wecom_members where role in ${MEMBER_ROLES} and left_at = joined_at`,
  ),
  information(
    'links-not-in-force',
    'identity links left out: the member is linked to several patients, or is a family member',
    `select count(*) from canon.identity_links where member_person_id <> patient_person_id`,
  ),
  information(
    'test-people',
    'people with a test patient among their records; in no figure',
    'select count(*) from stage.test_person',
  ),
]
