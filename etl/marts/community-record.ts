import type { DuckDBConnection } from '@duckdb/node-api'
import { memberTier, referral, surveyAnswer } from '../../lib/warehouse/schema.ts'
import { fillMart } from './fill.ts'

/** Referrals between two different people, neither of them a test patient. */
export async function buildReferrals(connection: DuckDBConnection): Promise<void> {
  await fillMart(
    connection,
    referral,
    `select r.event_id, r.kind, r.at, r.day, r.inviter_person_id, r.invitee_person_id,
       p.first_visit_day as invitee_first_visit_day
     from canon.community_referrals r
     join person p on p.person_id = r.invitee_person_id
     where r.inviter_person_id <> r.invitee_person_id and not p.is_test
       and r.inviter_person_id not in (select person_id from stage.test_person)
     order by r.at, r.event_id`,
  )
}

export async function buildSurveyAnswers(connection: DuckDBConnection): Promise<void> {
  await fillMart(
    connection,
    surveyAnswer,
    `select response_id, person_id, survey, wave, panel, question, value_num, value_text, rank, "at", day
     from canon.community_surveys
     order by "at", response_id, question, rank nulls first`,
  )
}

export async function buildMemberTiers(connection: DuckDBConnection): Promise<void> {
  await fillMart(
    connection,
    memberTier,
    'select person_id, tier, from_at, paid_fen from canon.community_tiers order by person_id, from_at, tier, paid_fen',
  )
}
