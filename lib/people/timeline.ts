/** One person's evidence in order of time: what every source says, and nothing that names the person. */
import { type SQL, sql } from 'drizzle-orm'
import { counts } from '../metrics/shared/population.ts'
import type { Engine, Row } from '../warehouse/engine.ts'

export const EVENT_KINDS = [
  'join',
  'leave',
  'visit',
  'booking',
  'planned',
  'consult',
  'reading',
  'checkIn',
  'active',
  'tier',
  'referral',
  'outreach',
] as const
export type EventKind = (typeof EVENT_KINDS)[number]

export interface TimelineEvent extends Row {
  kind: EventKind
  day: string
  /** Group, department, metric, status … : a value for the dictionaries, or a name. */
  what: string | null
  /** A reading, messages of a day, fen paid. */
  amount: number | null
}

export interface PersonFacts extends Row {
  person: string
  name: string | null
  disease: string | null
  group: string | null
  channel: string | null
  sex: string | null
  /** Year of birth only. */
  birth_year: number | null
  joined_on: string | null
  match_method: string | null
}

/** @returns null for nobody, a test patient, or staff on the as-of */
export async function personFacts(engine: Engine, person: string, asOf: string): Promise<PersonFacts | null> {
  const [found] = await engine.query<PersonFacts>(sql`
    select p.person_key as person, p.name_masked as name, p.disease, coalesce(g.name, p.first_group_id) as "group",
      coalesce(c.name, p.channel_first) as channel, p.sex, extract(year from p.birth_date) as birth_year,
      cast(p.first_join_day as text) as joined_on, p.match_method
    from person p left join community_group g on g.group_id = p.first_group_id
      left join channel c on c.channel = p.channel_first
    where p.person_key = ${person} and ${counts(asOf)}`)
  return found ?? null
}

/** Events up to the as-of, the latest first. A day with several messages is one event. */
export function timeline(engine: Engine, person: string, asOf: string): Promise<TimelineEvent[]> {
  const limit = sql`${asOf}::date`
  const who = sql`(select person_id from person where person_key = ${person})`
  const event = (kind: EventKind, day: SQL, what: SQL, amount: SQL, from: SQL) => sql`
    select '${sql.raw(kind)}' as kind, ${day} as day, cast(${what} as text) as what,
      cast(${amount} as double precision) as amount
    from ${from} where x.person_id = ${who} and ${day} <= ${limit}`
  const none = sql`null`
  const ofGroup = sql`x join community_group g on g.group_id = x.group_id`
  const groupName = sql`coalesce(g.name, g.group_id)`
  const parts = [
    event('join', sql`x.start_day`, groupName, none, sql`spell ${ofGroup}`),
    event('leave', sql`x.end_at::date`, groupName, none, sql`spell ${ofGroup}`),
    event(
      'visit',
      sql`x.day`,
      sql`x.department`,
      sql`r.paid`,
      sql`patient_day x
      left join (select person_id, day, sum(amount_fen) as paid from revenue_day group by person_id, day) r
        on r.person_id = x.person_id and r.day = x.day`,
    ),
    event(
      'booking',
      sql`x.booked_day`,
      sql`cast(x.slot_day as text) || coalesce(' ' || x.status, '')`,
      none,
      sql`booking x`,
    ),
    event('planned', sql`x.visited_at::date`, sql`x.planned_on`, none, sql`planned_return x`),
    event('consult', sql`x.asked_day`, none, none, sql`consult x`),
    event('reading', sql`x.measured_day`, sql`x.metric`, sql`x.value`, sql`reading x`),
    event('checkIn', sql`x.day`, none, none, sql`check_in x`),
    event(
      'active',
      sql`x.day`,
      none,
      sql`x.messages`,
      sql`(select person_id, day, sum(messages) as messages
      from active_day where a2 group by person_id, day) x`,
    ),
    event('tier', sql`x.from_at::date`, sql`x.tier`, sql`x.paid_fen`, sql`member_tier x`),
    event(
      'referral',
      sql`x.day`,
      sql`x.kind`,
      none,
      sql`(select inviter_person_id as person_id, day, kind from referral) x`,
    ),
    event('outreach', sql`x.day`, sql`x.arm || ' ' || coalesce(x.rule, '')`, none, sql`outreach x`),
  ]
  return engine.query<TimelineEvent>(sql`
    select kind, cast(day as text) as day, what, amount from (${sql.join(parts, sql` union all `)}) e
    where day is not null order by day desc, kind, what, amount`)
}
