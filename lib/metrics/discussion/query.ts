/** One base: `thread`, a row per thread of the period with who opened it and how much was said. */
import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../../warehouse/engine.ts'
import type { MetricQuery } from '../metric.ts'
import { endOf, groupColumn, groupFilters } from '../shared/population.ts'

/** Sums over some threads. */
export interface Discussions {
  threads: number
  discussions: number
  /** Discussions by who opened them. */
  staff_led: number
  peer_led: number
  patient_led: number
  /** Messages by patients in spontaneous and in all discussions. */
  spontaneous_messages: number
  patient_messages: number
}

export interface DiscussionRow extends Row, Discussions {
  key: string
  week: string
}

export interface Period {
  from: string
  to: string
}

/** One row a key of the breakdown (`''` without one) and week (its Monday) of the thread's first message: they add up. */
export function counts(query: MetricQuery, period: Period): SQL {
  return sql`${base(query, period)}
    select key, week, count(*) as threads, count(*) filter (where is_discussion) as discussions,
      count(*) filter (where is_discussion and origin = 'staff') as staff_led,
      count(*) filter (where is_discussion and origin = 'peer') as peer_led,
      count(*) filter (where is_discussion and origin = 'patient') as patient_led,
      coalesce(sum(patient_messages) filter (where is_discussion and origin <> 'staff'), 0) as spontaneous_messages,
      coalesce(sum(patient_messages) filter (where is_discussion), 0) as patient_messages
    from thread group by key, week`
}

/**
 * A day of messages before the period is read too, so that the first message of the period knows its silence (at most
 * a day counts); messages after it up to the as-of belong to threads that began in it.
 * The silence is taken over the messages that count here, so test patients leave no trace; of messages at one instant
 * the one with the smaller id (by bytes) comes first and opens.
 */
function base(query: MetricQuery, { from, to }: Period): SQL {
  const { by } = query
  const silence = sql`${Number(query.parameters.silence)}::integer * interval '1 minute'`
  return sql`with sender as (select p.person_id,
        p.member_role_from is null or p.member_role_from >= ${endOf(query.asOf)}
          or (p.staff_from is not null and p.staff_from < ${endOf(query.asOf)}) as is_staff,
        p.volunteer_from is not null and p.volunteer_from < ${endOf(query.asOf)} as is_volunteer
      from person p where not p.is_test),
    message as (select m.group_id, ${keyOf(by)} as key, m.message_id, m.person_id, m.sent_at, m.sent_day,
        sender.is_staff, sender.is_volunteer, coalesce(quoted.is_staff, false) as quotes_staff
      from group_message m join sender on sender.person_id = m.person_id
      left join sender quoted on quoted.person_id = m.reply_person_id
      join community_group g on g.group_id = m.group_id
      where m.sent_day between ${from}::date - 1 and ${query.asOf}::date and ${groupFilters(query).condition}),
    after as (select *, lag(sent_at) over (partition by group_id order by sent_at, message_id collate "C")
        as before from message),
    opened as (select *, case when before is null or sent_at >= before + ${silence} then 1 else 0 end as opens
      from after),
    numbered as (select *, sum(opens) over (partition by group_id order by sent_at) as number from opened),
    talk as (select group_id, number, min(key) as key, min(sent_day) as day, count(*) as messages,
        min(person_id) filter (where not is_staff) as one_patient, max(person_id) filter (where not is_staff) as another,
        count(*) filter (where not is_staff) as patient_messages,
        max(case when opens = 1 and (is_staff or quotes_staff) then 1 else 0 end) as by_staff,
        max(case when opens = 1 and is_volunteer then 1 else 0 end) as by_volunteer
      from numbered group by group_id, number),
    thread as (select ${threadKey(by)} as key, cast(c.week as text) as week, t.patient_messages,
        t.one_patient < t.another and t.messages >= 3 as is_discussion,
        case when by_staff = 1 then 'staff' when by_volunteer = 1 then 'peer' else 'patient' end as origin
      from talk t join calendar c on c.day = t.day
      where t.day between ${from}::date and ${to}::date)`
}

function keyOf(by: string | undefined): SQL {
  return (by === undefined ? null : groupColumn(by)) ?? sql`cast('' as text)`
}

function threadKey(by: string | undefined): SQL {
  return by === 'month' ? sql`c.month` : sql`t.key`
}
