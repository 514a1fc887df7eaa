/**
 * The same answers computed straight from the canonical rows, without marts: what each page would cost if it read raw
 * events. Written apart from the rooms on purpose, so that equal figures also check one against the other.
 * `D` is the as-of day, a SQL literal.
 */

const COUNTED = (D: string) => `
  counted as (
    select person_id from person p
    where not exists (select 1 from canon.his_patients h where h.person_id = p.person_id and h.is_test)
      and not exists (select 1 from canon.wecom_members m where m.person_id = p.person_id
        and m.role not in ('patient', 'family', 'volunteer') and m.joined_at < ${D} + 1)
  ),
  membership as (
    select m.person_id, m.group_id, m.joined_at as start_at,
      case when g.dismissed_at >= m.joined_at and (m.left_at is null or m.left_at > g.dismissed_at) then g.dismissed_at
        else m.left_at end as end_at
    from canon.wecom_members m
    left join canon.wecom_groups g using (group_id)
    where m.role in ('patient', 'family', 'volunteer') and m.joined_at < ${D} + 1
      and m.person_id in (select person_id from counted)
  ),
  member as (select * from membership where end_at is null or end_at > start_at),
  first_join as (select person_id, min(start_at) as first_join_at from member group by person_id),
  event as (
    select person_id, group_id, sent_at as at from canon.community_messages where not revoked and type is distinct from 'system'
    union all
    select person_id, group_id, "at" from canon.community_activities
      where kind in ('checkin', 'click', 'reaction', 'share', 'favourite')
    union all
    select person_id, null, "at" from canon.community_content_events where kind in ('click', 'share', 'favourite', 'like')
    union all
    select person_id, null, started_at from canon.community_lives
    union all
    select person_id, null, "at" from canon.community_participations
    union all
    select person_id, null, "at" from canon.community_coupons where kind = 'redeemed'
    union all
    select person_id, null, "at" from canon.community_surveys where question <> 'invited'
  ),
  active as (
    select distinct e.person_id, e.at::date as day
    from event e join member m on m.person_id = e.person_id and (e.group_id is null or e.group_id = m.group_id)
      and e.at >= m.start_at and (m.end_at is null or e.at < m.end_at)
    where e.at < ${D} + 1
  )`

/** One query a metric; each returns the columns `numerator` and, where there is one, `denominator`. */
export const RAW: Readonly<Record<string, (D: string) => string>> = {
  activity: (D) => `with ${COUNTED(D)},
    due as (
      select person_id, first_join_at::date + interval 3 months - interval 28 days as from_day,
        first_join_at::date + interval 3 months as to_day
      from first_join where first_join_at::date + interval 3 months <= ${D} + 1
    ),
    member_day as (
      select distinct d.person_id, c.day
      from due d
      join calendar c on c.day >= d.from_day and c.day < d.to_day
      join member m on m.person_id = d.person_id and m.start_at < c.day + 1 and (m.end_at is null or m.end_at > c.day)
      where not exists (select 1 from feed_gap g where c.day between g.first_day and g.last_day)
    )
    select count(a.day)::integer as numerator, count(*)::integer as denominator
    from member_day d left join active a on a.person_id = d.person_id and a.day = d.day`,

  retention: (D) => `with ${COUNTED(D)},
    due as (
      select f.person_id, first_join_at + interval 6 months as t from first_join f
      where first_join_at + interval 6 months < ${D} + 1
        and not exists (select 1 from person p where p.person_id = f.person_id
          and p.deceased_on <= (first_join_at + interval 6 months)::date)
    ),
    kept as (
      select d.person_id, bool_or(m.start_at <= t and (m.end_at is null or m.end_at > t)) as is_in, max(t) as t
      from due d join member m using (person_id) group by d.person_id
    ),
    dismissed as (
      select k.person_id from kept k
      join member m on m.person_id = k.person_id and m.start_at <= k.t
      left join canon.wecom_groups g on g.group_id = m.group_id
      where not k.is_in
      group by k.person_id
      having arg_max(coalesce(m.end_at = g.dismissed_at, false), m.end_at)
    )
    select count(*) filter (where is_in)::integer as numerator, count(*)::integer as denominator
    from kept where person_id not in (select person_id from dismissed)`,

  pool: (D) => `with ${COUNTED(D)}
    select (select count(distinct person_id) from active where day > ${D} - 30)::integer as denominator,
      (select count(distinct person_id) from member where end_at is null or end_at >= ${D} + 1)::integer as numerator`,

  rhythm: (D) => `with ${COUNTED(D)}
    select count(*)::integer as numerator
    from event e
    where e.at >= ${D} - 27 and e.at < ${D} + 1 and exists (
      select 1 from member m where m.person_id = e.person_id and (e.group_id is null or e.group_id = m.group_id)
        and e.at >= m.start_at and (m.end_at is null or e.at < m.end_at))`,
}
