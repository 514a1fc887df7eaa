/**
 * The marts that metrics read: the one schema, for DuckDB and PostgreSQL alike.
 *
 * Conventions: `*_at` is hospital wall time without zone, `*_day` a hospital day, money is integer fen,
 * `person_id` is dense within a snapshot only (`person_key` is what leaves the warehouse).
 * Nothing here depends on an as-of: a metric cuts by time itself.
 */
import { bigint, boolean, date, doublePrecision, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

const day = (name: string) => date(name, { mode: 'string' })
const at = (name: string) => timestamp(name, { mode: 'string' })
const fen = (name: string) => bigint(name, { mode: 'number' })

/** Every hospital day from the first to well after the last fact, so that no query needs generate_series. */
export const calendar = pgTable('calendar', {
  day: day('day').notNull(),
  /** `YYYY-MM`. */
  month: text('month').notNull(),
  /** Monday of the week. */
  week: day('week').notNull(),
  /** ISO: 1 is Monday, 7 is Sunday. */
  weekday: integer('weekday').notNull(),
})

/** One row per resolved person: patients, members and staff alike. */
export const person = pgTable('person', {
  personId: integer('person_id').notNull(),
  /** Keyed pseudonym, stable over loads: `P` and ten hex digits. */
  personKey: text('person_key').notNull(),
  nameMasked: text('name_masked'),
  /** A test patient on any record: out of everything. */
  isTest: boolean('is_test').notNull(),
  /** Earliest join with a role other than patient, family, volunteer; out of every patient metric from then on. */
  staffFrom: at('staff_from'),
  /** Earliest join with a member role, zero-length stays included (discussion needs the role only). */
  memberRoleFrom: at('member_role_from'),
  volunteerFrom: at('volunteer_from'),
  deceasedOn: day('deceased_on'),
  sex: text('sex'),
  payer: text('payer'),
  birthDate: day('birth_date'),
  /** Resolved to at least one HIS patient. */
  isPatient: boolean('is_patient').notNull(),
  /** How member and patient were joined: `link`, `mobile`; null for one-sided persons. */
  matchMethod: text('match_method'),
  /** First attended visit that was not online. */
  firstVisitAt: at('first_visit_at'),
  /** First attended, not online, patient-day and the one after it. */
  firstVisitDay: day('first_visit_day'),
  secondVisitDay: day('second_visit_day'),
  /** First-ever join over all groups (a stay of zero length is none). */
  firstJoinAt: at('first_join_at'),
  firstJoinDay: day('first_join_day'),
  /** Cohort, `YYYY-MM`. */
  firstJoinMonth: text('first_join_month'),
  firstGroupId: text('first_group_id'),
  /** Attributes of the first group; `unknown` where the group or the attribute is not listed; null if never joined. */
  hospital: text('hospital'),
  department: text('department'),
  disease: text('disease'),
  stage: text('stage'),
  need: text('need'),
  /** Channel of the first and of the last touch in the 30 days up to the join; `unknown` without any; null if never joined. */
  channelFirst: text('channel_first'),
  channelLast: text('channel_last'),
  /** WeCom state code of that touch, as the channel's QR code or link carries it. */
  stateFirst: text('state_first'),
  stateLast: text('state_last'),
})

/** Every group that any row names. */
export const communityGroup = pgTable('community_group', {
  groupId: text('group_id').notNull(),
  name: text('name'),
  /** False for a group that `wecom/groups` does not list. */
  isListed: boolean('is_listed').notNull(),
  createdAt: at('created_at'),
  /** Local day of created_at, else of the first membership row. */
  startDay: day('start_day'),
  dismissedAt: at('dismissed_at'),
  /** Attributes, `unknown` where missing. */
  hospital: text('hospital').notNull(),
  department: text('department').notNull(),
  disease: text('disease').notNull(),
  stage: text('stage').notNull(),
  need: text('need').notNull(),
})

/**
 * Membership of a person in a group, member roles only, overlapping and touching stays merged:
 * disjoint intervals `[start_at, end_at)`. end_at null = open for ever. A dismissal ends the interval too.
 */
export const spell = pgTable('spell', {
  personId: integer('person_id').notNull(),
  groupId: text('group_id').notNull(),
  startAt: at('start_at').notNull(),
  startDay: day('start_day').notNull(),
  endAt: at('end_at'),
  /** Last local day that the interval overlaps (left at exactly 00:00 of d: d − 1). */
  lastDay: day('last_day'),
  /** `leave` or `dismissed`; null while open. */
  endedBy: text('ended_by'),
})

/** Membership of a person in the community: spells of all groups merged, overlapping and touching. Same columns. */
export const stay = pgTable('stay', {
  personId: integer('person_id').notNull(),
  startAt: at('start_at').notNull(),
  startDay: day('start_day').notNull(),
  endAt: at('end_at'),
  lastDay: day('last_day'),
  endedBy: text('ended_by'),
})

/**
 * One row per person, group and active day, only for events inside an interval of that group
 * (group_id null: event without a group, the person a member of any group at that instant).
 */
export const activeDay = pgTable('active_day', {
  personId: integer('person_id').notNull(),
  groupId: text('group_id'),
  day: day('day').notNull(),
  a1: boolean('a1').notNull(),
  a2: boolean('a2').notNull(),
  a3: boolean('a3').notNull(),
  /** Messages sent (not revoked, not system). */
  messages: integer('messages').notNull(),
})

/**
 * Member-days of the person's own checkpoint window: the 28 days before the day three months after the first join. Active
 * in any group, as far as active_day tells; days of which the import brought nothing are left out.
 */
export const checkpointDay = pgTable('checkpoint_day', {
  personId: integer('person_id').notNull(),
  day: day('day').notNull(),
  a1: boolean('a1').notNull(),
  a2: boolean('a2').notNull(),
  a3: boolean('a3').notNull(),
})

/**
 * The same for memberships of some groups only: one row per person, group and member-day of each window that a join could
 * open, with the tiers of that group's events. `start_day` is that of any spell of the person.
 */
export const groupCheckpointDay = pgTable('group_checkpoint_day', {
  personId: integer('person_id').notNull(),
  groupId: text('group_id').notNull(),
  startDay: day('start_day').notNull(),
  day: day('day').notNull(),
  a1: boolean('a1').notNull(),
  a2: boolean('a2').notNull(),
  a3: boolean('a3').notNull(),
})

/** A2 events by hour, same membership rule as active_day. hour 0 to 23, local. */
export const activeHour = pgTable('active_hour', {
  personId: integer('person_id').notNull(),
  groupId: text('group_id'),
  day: day('day').notNull(),
  hour: integer('hour').notNull(),
  events: integer('events').notNull(),
})

/**
 * Messages of all groups by everybody, except revoked ones and types `system` and `solitaire`;
 * membership intervals play no part. prev_at: the message before it in the group, by (sent_at, message_id).
 */
export const groupMessage = pgTable('group_message', {
  groupId: text('group_id').notNull(),
  messageId: text('message_id').notNull(),
  personId: integer('person_id').notNull(),
  sentAt: at('sent_at').notNull(),
  sentDay: day('sent_day').notNull(),
  prevAt: at('prev_at'),
  /** Sender of the message that this one quotes. */
  replyPersonId: integer('reply_person_id'),
})

/**
 * Daily group totals over people who are never staff nor test in this load (the few who turn staff are added by the
 * query, as they count until they do). group_id `*` is the whole community: distinct people, not a sum of groups.
 */
export const groupDay = pgTable('group_day', {
  groupId: text('group_id').notNull(),
  day: day('day').notNull(),
  /** Members at the end of the day, and those who came in or went out against the day before. */
  members: integer('members').notNull(),
  joined: integer('joined').notNull(),
  departed: integer('departed').notNull(),
  /** People with an A2 event in the trailing 1, 7 and 30 days. */
  dau: integer('dau').notNull(),
  wau: integer('wau').notNull(),
  mau: integer('mau').notNull(),
  messages: integer('messages').notNull(),
})

/** One row per person and local day with an attended visit; online visits apart. */
export const patientDay = pgTable('patient_day', {
  personId: integer('person_id').notNull(),
  day: day('day').notNull(),
  /** Of the first visit of the day, by (visited_at, visit_id). */
  hospital: text('hospital').notNull(),
  department: text('department').notNull(),
  disease: text('disease').notNull(),
  visits: integer('visits').notNull(),
})

/**
 * Net revenue per person, local day of the charge or refund, and the day to which it belongs once refunds are booked
 * back. The two days differ for refunds only; both are needed, as a refund after the as-of is not known on either basis.
 */
export const revenueDay = pgTable('revenue_day', {
  personId: integer('person_id').notNull(),
  /** Day of the charge, or of the refund itself. */
  day: day('day').notNull(),
  /** Day of the payment that a refund takes back; the same day for a charge. */
  restatedDay: day('restated_day').notNull(),
  amountFen: fen('amount_fen').notNull(),
})

/**
 * First A2 event of each person inside a membership (same rule as active_day): the funnel asks no more of activity, as
 * no event inside a membership lies before the first join.
 */
export const firstActive = pgTable('first_active', {
  personId: integer('person_id').notNull(),
  activeAt: at('active_at').notNull(),
})

/** Consults of people who ever joined; no membership needed at that instant. */
export const consult = pgTable('consult', {
  personId: integer('person_id').notNull(),
  askedAt: at('asked_at').notNull(),
  askedDay: day('asked_day').notNull(),
})

/** Appointments of people who ever joined, whatever their status. */
export const booking = pgTable('booking', {
  personId: integer('person_id').notNull(),
  bookedAt: at('booked_at').notNull(),
  bookedDay: day('booked_day').notNull(),
  /** Day of the appointment. */
  slotDay: day('slot_day').notNull(),
  /** `booked`, `fulfilled`, `cancelled`, `no_show`, an unlisted value, or null. */
  status: text('status'),
})

/** Attended visits, not online, of people who ever joined, by instant; patient_day holds everybody's days. */
export const visit = pgTable('visit', {
  personId: integer('person_id').notNull(),
  visitedAt: at('visited_at').notNull(),
  visitDay: day('visit_day').notNull(),
})

/**
 * Person-trials of the visit-anchored lift design: one row per eligible patient-day V that has a full look-back.
 * Maturity, staff and referral outcomes are decided by the query. L = V + 30 days.
 */
export const liftTrial = pgTable('lift_trial', {
  personId: integer('person_id').notNull(),
  vDay: day('v_day').notNull(),
  lDay: day('l_day').notNull(),
  /** First as-of on which L + 12 months is past. */
  maturesOn: day('matures_on').notNull(),
  /** First join in [V, V + 30). */
  isMember: boolean('is_member').notNull(),
  /** An attended patient-day in [L, L + 12 months). */
  returned: boolean('returned').notNull(),
  department: text('department').notNull(),
  disease: text('disease').notNull(),
  sex: text('sex').notNull(),
  payer: text('payer').notNull(),
  /** Completed years at V; null if the birth date is unknown. */
  age: integer('age'),
  /** V is the person's first attended patient-day. */
  isNew: boolean('is_new').notNull(),
  /** Attended patient-days in [V − 12 months, V). */
  visitsPrior: integer('visits_prior').notNull(),
  /** Net revenue in [V − 12 months, V). */
  spendPriorFen: fen('spend_prior_fen').notNull(),
  /** Booked by the end of V for a later day. */
  hasBooking: boolean('has_booking').notNull(),
  /** `YYYY-Qn` and `YYYY-Hn` of V. */
  quarter: text('quarter').notNull(),
  halfYear: text('half_year').notNull(),
})

/** Referral records, self-referrals left out. */
export const referral = pgTable('referral', {
  eventId: text('event_id').notNull(),
  kind: text('kind').notNull(),
  at: at('at').notNull(),
  day: day('day').notNull(),
  inviterPersonId: integer('inviter_person_id').notNull(),
  inviteePersonId: integer('invitee_person_id').notNull(),
  /** First attended patient-day of the invitee. */
  inviteeFirstVisitDay: day('invitee_first_visit_day'),
})

/** Survey answers and invitations (`question = 'invited'`). */
export const surveyAnswer = pgTable('survey_answer', {
  responseId: text('response_id').notNull(),
  /** Null where the survey was anonymous. */
  personId: integer('person_id'),
  survey: text('survey').notNull(),
  wave: text('wave'),
  /** `member` (also where the file leaves it empty) or `control`. */
  panel: text('panel').notNull(),
  question: text('question').notNull(),
  valueNum: doublePrecision('value_num'),
  valueText: text('value_text'),
  rank: doublePrecision('rank'),
  at: at('at').notNull(),
  day: day('day').notNull(),
})

/** Marketing touches with a state, mapped to a channel (`unknown` where no channel lists the state). */
export const touch = pgTable('touch', {
  personId: integer('person_id').notNull(),
  at: at('at').notNull(),
  day: day('day').notNull(),
  channel: text('channel').notNull(),
  /** The code itself, whether a channel lists it or not. */
  state: text('state'),
})

/** Membership tier in force from an instant on. */
export const memberTier = pgTable('member_tier', {
  personId: integer('person_id').notNull(),
  tier: text('tier').notNull(),
  fromAt: at('from_at').notNull(),
  paidFen: fen('paid_fen'),
})

/** Channel names for labels. */
export const channel = pgTable('channel', {
  channel: text('channel').notNull(),
  name: text('name'),
  type: text('type'),
})

/** What a channel showed and cost on a day. Blanks stay null: unknown, not 0. */
export const channelDay = pgTable('channel_day', {
  channel: text('channel').notNull(),
  day: day('day').notNull(),
  exposures: doublePrecision('exposures'),
  clicks: doublePrecision('clicks'),
  costFen: fen('cost_fen'),
})

/** Costs beside the media costs, by month. A row may name a channel, a group, both or neither. */
export const cost = pgTable('cost', {
  /** `YYYY-MM`. */
  month: text('month').notNull(),
  /** `labour`, `content`, `event`, `tool`, `other` or an unlisted value. */
  category: text('category').notNull(),
  channel: text('channel'),
  groupId: text('group_id'),
  amountFen: fen('amount_fen').notNull(),
})

/** Benefits that are no payments, each with the assumption behind it. */
export const benefit = pgTable('benefit', {
  month: text('month').notNull(),
  name: text('name').notNull(),
  amountFen: fen('amount_fen').notNull(),
  assumption: text('assumption').notNull(),
})

/** Readings of people in one unit a metric: hba1c %, glucose mmol/L, sbp and dbp mmHg, weight kg. */
export const reading = pgTable('reading', {
  readingId: text('reading_id').notNull(),
  personId: integer('person_id').notNull(),
  metric: text('metric').notNull(),
  value: doublePrecision('value').notNull(),
  measuredAt: at('measured_at').notNull(),
  measuredDay: day('measured_day').notNull(),
  /** `self`, `device`, `lab`, an unlisted value, or null. */
  method: text('method'),
})

/** Content sent to a group, whether its opens are tracked or not; type and topic, `unknown` where not listed. */
export const push = pgTable('push', {
  pushId: text('push_id').notNull(),
  groupId: text('group_id').notNull(),
  contentId: text('content_id'),
  title: text('title'),
  type: text('type').notNull(),
  topic: text('topic').notNull(),
  isTracked: boolean('is_tracked').notNull(),
  sentAt: at('sent_at').notNull(),
  sentDay: day('sent_day').notNull(),
})

/** What a known person did with content, tracked push or not. */
export const contentEvent = pgTable('content_event', {
  eventId: text('event_id').notNull(),
  pushId: text('push_id'),
  /** That of the push where the event names none. */
  contentId: text('content_id'),
  personId: integer('person_id').notNull(),
  /** `open`, `click`, `share`, `favourite`, `like` or an unlisted value. */
  kind: text('kind').notNull(),
  at: at('at').notNull(),
  day: day('day').notNull(),
  /** Of the content, `unknown` where not listed. */
  type: text('type').notNull(),
  topic: text('topic').notNull(),
})

/** Campaign names for labels. */
export const campaign = pgTable('campaign', {
  campaignId: text('campaign_id').notNull(),
  name: text('name'),
  kind: text('kind'),
  startsAt: at('starts_at'),
  endsAt: at('ends_at'),
})

/** Steps of a person in a campaign: `signed_up`, `attended`, `completed`. */
export const participation = pgTable('participation', {
  campaignId: text('campaign_id').notNull(),
  personId: integer('person_id').notNull(),
  stage: text('stage').notNull(),
  at: at('at').notNull(),
  day: day('day').notNull(),
})

/** What became of a coupon: `granted`, `redeemed`, `expired`, one row each. */
export const coupon = pgTable('coupon', {
  couponId: text('coupon_id').notNull(),
  personId: integer('person_id').notNull(),
  kind: text('kind').notNull(),
  at: at('at').notNull(),
  day: day('day').notNull(),
  campaignId: text('campaign_id'),
  /** Kind of coupon, as the source names it. */
  template: text('template'),
  faceFen: fen('face_fen'),
  paidFen: fen('paid_fen'),
})

/** Who watched which live stream. */
export const liveView = pgTable('live_view', {
  liveId: text('live_id').notNull(),
  title: text('title'),
  personId: integer('person_id').notNull(),
  startedAt: at('started_at').notNull(),
  startedDay: day('started_day').notNull(),
  /** Seconds. */
  watchS: doublePrecision('watch_s'),
  commented: boolean('commented'),
})

/** Loyalty points of a person and day: what was given, taken for something, and lapsed. All three are positive. */
export const pointsDay = pgTable('points_day', {
  personId: integer('person_id').notNull(),
  day: day('day').notNull(),
  issued: doublePrecision('issued').notNull(),
  spent: doublePrecision('spent').notNull(),
  expired: doublePrecision('expired').notNull(),
})

/** Days on which a person checked in (打卡), inside a membership or not. */
export const checkIn = pgTable('check_in', {
  personId: integer('person_id').notNull(),
  day: day('day').notNull(),
})

/** Attended visits of people who ever joined that name a day on which to come again. */
export const plannedReturn = pgTable('planned_return', {
  personId: integer('person_id').notNull(),
  visitId: text('visit_id').notNull(),
  visitedAt: at('visited_at').notNull(),
  plannedOn: day('planned_on').notNull(),
})

/** From when until when a person does not want to be contacted. until_at null: for good. */
export const optOut = pgTable('opt_out', {
  personId: integer('person_id').notNull(),
  /** `tag` of a WeCom contact, or the purpose of a consent that was withdrawn: `care`, `marketing`. */
  reason: text('reason').notNull(),
  fromAt: at('from_at').notNull(),
  untilAt: at('until_at'),
})

/** Who was contacted under which rule, and who was held out of contact. */
export const outreach = pgTable('outreach', {
  outreachId: text('outreach_id').notNull(),
  personId: integer('person_id').notNull(),
  rule: text('rule'),
  /** `contacted`, `holdout` or an unlisted value. */
  arm: text('arm').notNull(),
  at: at('at').notNull(),
  day: day('day').notNull(),
})

/**
 * What followed each patient-day of a member: the next patient-day, or the last contact of any kind before more than 90
 * days of silence, whichever is first. Both null: contacts went on to the end of the data.
 */
export const visitEpisode = pgTable('visit_episode', {
  personId: integer('person_id').notNull(),
  day: day('day').notNull(),
  returnDay: day('return_day'),
  lostDay: day('lost_day'),
})

/** What stands in the snapshot about each feed of the contract. */
export const feedStatus = pgTable('feed_status', {
  feed: text('feed').notNull(),
  /** Some row was ever loaded: the source exists. */
  isCovered: boolean('is_covered').notNull(),
  rows: integer('rows').notNull(),
  firstDay: day('first_day'),
  lastDay: day('last_day'),
  /** Instant of the last landing, ISO-8601 with offset. */
  landedAt: text('landed_at'),
})

/** Stretches of days of which the import brought no message and no activity at all, though it should have. */
export const feedGap = pgTable('feed_gap', {
  firstDay: day('first_day').notNull(),
  lastDay: day('last_day').notNull(),
})

/** Row accounts of every landed file: read = loaded + duplicate + superseded + quarantined, restated at each load. */
export const rowAccount = pgTable('row_account', {
  feed: text('feed').notNull(),
  file: text('file').notNull(),
  sha256: text('sha256').notNull(),
  runId: text('run_id').notNull(),
  landedAt: text('landed_at').notNull(),
  read: integer('read').notNull(),
  loaded: integer('loaded').notNull(),
  duplicate: integer('duplicate').notNull(),
  superseded: integer('superseded').notNull(),
  quarantined: integer('quarantined').notNull(),
})

/** Rows that could not be loaded; raw text masked. */
export const quarantine = pgTable('quarantine', {
  feed: text('feed').notNull(),
  file: text('file').notNull(),
  line: integer('line').notNull(),
  column: text('column'),
  /** Stable code, e.g. `time-unreadable`; words are in the dictionaries. */
  reason: text('reason').notNull(),
  raw: text('raw').notNull(),
})

/** Enum values that the contract does not list, with how often they came. */
export const unknownValue = pgTable('unknown_value', {
  feed: text('feed').notNull(),
  column: text('column').notNull(),
  value: text('value').notNull(),
  rows: integer('rows').notNull(),
})

/** The outcome of each check of the build. */
export const checkResult = pgTable('check_result', {
  name: text('name').notNull(),
  isOk: boolean('is_ok').notNull(),
  /** Rows concerned, and what to know about them, in English. */
  rows: integer('rows').notNull(),
  detail: text('detail').notNull(),
})

/** One row: what this snapshot is. */
export const snapshotInfo = pgTable('snapshot_info', {
  snapshot: text('snapshot').notNull(),
  schemaVersion: integer('schema_version').notNull(),
  timezone: text('timezone').notNull(),
  /** Last fully loaded hospital day: the default as-of. Null while nothing with a date is loaded. */
  dataThrough: day('data_through'),
  /** First attended patient-day. */
  firstVisitDay: day('first_visit_day'),
  builtAt: text('built_at').notNull(),
  isLenient: boolean('is_lenient').notNull(),
})

/** Every mart by its table, in build order. */
export const MARTS = [
  calendar,
  communityGroup,
  channel,
  person,
  spell,
  stay,
  activeDay,
  checkpointDay,
  groupCheckpointDay,
  activeHour,
  groupMessage,
  groupDay,
  patientDay,
  revenueDay,
  firstActive,
  consult,
  booking,
  visit,
  touch,
  channelDay,
  cost,
  benefit,
  reading,
  push,
  contentEvent,
  campaign,
  participation,
  coupon,
  liveView,
  memberTier,
  referral,
  surveyAnswer,
  liftTrial,
  pointsDay,
  checkIn,
  plannedReturn,
  optOut,
  outreach,
  visitEpisode,
  feedStatus,
  feedGap,
  rowAccount,
  quarantine,
  unknownValue,
  checkResult,
  snapshotInfo,
] as const

/** Raise when a mart changes its meaning or columns: a reader refuses a snapshot of another version. */
export const SCHEMA_VERSION = 6
