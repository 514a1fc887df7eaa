import { type SQL, sql } from 'drizzle-orm'
import { counts, endOf } from './population.ts'

/**
 * CTE `claim` (`person_id, invitee_person_id, day`; the person is the inviter). Referrals that count as known on the
 * as-of: of each new patient the earliest `first_visit` record of another person who is not staff, void if the patient
 * had been seen before that day.
 */
export function claims(asOf: string): SQL {
  return sql`claim as materialized (
    select c.inviter_person_id as person_id, c.invitee_person_id, c.day from (
      select distinct on (r.invitee_person_id) r.inviter_person_id, r.invitee_person_id, r.day, r.invitee_first_visit_day
      from referral r join person p on p.person_id = r.inviter_person_id
      where r.kind = 'first_visit' and r.at < ${endOf(asOf)} and r.inviter_person_id <> r.invitee_person_id and ${counts(asOf)}
      order by r.invitee_person_id, r.at, r.event_id
    ) c where c.invitee_first_visit_day is null or c.invitee_first_visit_day >= c.day
  )`
}
