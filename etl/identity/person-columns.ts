import type { Feed } from '../sources/feed.ts'

/**
 * Where the feeds name people. `member` columns hold WeCom or community ids, `patient` columns HIS ids;
 * an `either` column is a member id first, then a patient id, else a member nobody else has named.
 */
export interface PersonColumn {
  column: string
  kind: 'member' | 'patient' | 'either'
  /** Canonical column of the resolved person; two source columns with one target are taken in order. Absent: none. */
  as?: string
}

const member = (column = 'member_id'): PersonColumn => ({ column, kind: 'member', as: 'person_id' })
const patient = (column = 'patient_id'): PersonColumn => ({ column, kind: 'patient', as: 'person_id' })
const either = (column: string, as = 'person_id'): PersonColumn => ({ column, kind: 'either', as })

const PERSON_COLUMNS: Readonly<Record<string, readonly PersonColumn[]>> = {
  'his/patients': [patient(), { column: 'merged_into', kind: 'patient' }],
  'his/visits': [patient()],
  'his/charges': [patient()],
  'his/appointments': [patient()],
  'wecom/contacts': [member('external_userid')],
  'wecom/members': [member()],
  'community/messages': [member()],
  'community/activities': [member()],
  'community/consults': [member()],
  'community/content_events': [member()],
  'community/referrals': [either('inviter_id', 'inviter_person_id'), either('invitee_id', 'invitee_person_id')],
  'community/participations': [member()],
  'community/coupons': [member()],
  'community/lives': [member()],
  'community/surveys': [either('respondent_id')],
  'community/readings': [member(), patient()],
  'community/points': [member()],
  'community/tiers': [member()],
  'community/consents': [either('member_id')],
  'community/outreach': [either('person')],
  'identity/links': [
    { column: 'member_id', kind: 'member', as: 'member_person_id' },
    { column: 'patient_id', kind: 'patient', as: 'patient_person_id' },
  ],
}

/** Columns of a feed that name people; empty for feeds about something else. */
export function personColumnsOf(feed: Feed['id']): readonly PersonColumn[] {
  return PERSON_COLUMNS[feed] ?? []
}
