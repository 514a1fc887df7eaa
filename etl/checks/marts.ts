import type { Check } from './run.ts'

const invariant = (name: string, sql: string): Check => ({ name, kind: 'invariant', sql })

const TEST = 'select person_id from stage.test_person'

/** Intervals of one owner that overlap or touch the one before. */
function disjoint(table: string, keys: string): Check {
  return invariant(
    `${table}-disjoint`,
    `select count(*) as rows, 'intervals that meet the one before, or have no length' as detail
     from (
       select start_at, end_at, lag(coalesce(end_at, 'infinity'::timestamp)) over (partition by ${keys} order by start_at) as before
       from ${table}
     ) where before >= start_at or end_at <= start_at`,
  )
}

const MONEY = invariant(
  'money-reconciles',
  `with t as (
     select (select coalesce(sum(amount_cny), 0) from stage.his_charges)::bigint as staged,
       (select coalesce(sum(amount_fen), 0) from canon.his_charges)::bigint as canonical,
       (select coalesce(sum(amount_fen), 0) from canon.his_charges where person_id in (${TEST}))::bigint as test,
       (select coalesce(sum(amount_fen), 0) from revenue_day)::bigint as booked,
       (select count(*) from revenue_day where restated_day > day) as forward
   )
   select (staged <> canonical)::integer + (canonical - test <> booked)::integer + forward as rows,
     staged || ' fen staged, ' || canonical || ' canonical, ' || test || ' of test patients, ' || booked || ' by day, '
       || forward || ' booked to a later day' as detail from t`,
)

const VISITS = invariant(
  'visits-reconcile',
  `with t as (
     select (select count(*) from canon.his_visits where status = 'attended' and visit_type is distinct from 'online'
         and person_id not in (${TEST})) as attended,
       (select coalesce(sum(visits), 0) from patient_day)::bigint as counted,
       (select count(*) from (select person_id, day from patient_day group by all having count(*) > 1)) as doubled
   )
   select abs(attended - counted) + doubled as rows,
     attended || ' attended visits, ' || counted || ' in patient-days' as detail from t`,
)

const PEOPLE = invariant(
  'people-complete',
  `with t as (
     select (select count(distinct person_id) from stage.person_of) as resolved, (select count(*) from person) as listed,
       (select count(distinct person_key) from person) as keys, (select coalesce(max(person_id), 0) from person) as highest
   )
   select abs(resolved - listed) + abs(listed - keys) + abs(listed - highest) as rows,
     listed || ' people, ' || keys || ' keys, ids up to ' || highest as detail from t`,
)

const SPELLS_IN_STAYS = invariant(
  'spells-inside-stays',
  `select count(*) as rows, 'spells that no stay of the person covers' as detail
   from spell s where not exists (
     select 1 from stay t where t.person_id = s.person_id and t.start_at <= s.start_at
       and coalesce(t.end_at, 'infinity'::timestamp) >= coalesce(s.end_at, 'infinity'::timestamp))`,
)

const ACTIVE_IN_SPELLS = invariant(
  'active-days-inside-membership',
  `select count(*) as rows, 'active days on which no membership of the group (or any, without one) is open' as detail
   from active_day a where not exists (
     select 1 from spell s where s.person_id = a.person_id and s.group_id = a.group_id
       and s.start_day <= a.day and coalesce(s.last_day, a.day) >= a.day)
   and not (a.group_id is null and exists (
     select 1 from stay t where t.person_id = a.person_id
       and t.start_day <= a.day and coalesce(t.last_day, a.day) >= a.day))`,
)

/** Running sums of changes against members counted one by one, on a dozen days spread over the calendar. */
const GROUP_DAYS = invariant(
  'group-day-members',
  `with sampled as (
     select day from (select day, row_number() over (order by day) as n, count(*) over () as total from (select distinct day from group_day))
     where n % greatest(total // 12, 1) = 0
   ), counted as (
     select s.group_id, d.day, count(distinct s.person_id) as members
     from sampled d
     join (select group_id, person_id, start_at, end_at from spell union all select '*', person_id, start_at, end_at from stay) s
       on s.start_at < (d.day + 1)::timestamp and (s.end_at is null or s.end_at >= (d.day + 1)::timestamp)
     join person p on p.person_id = s.person_id and not p.is_test and p.staff_from is null
     group by all
   )
   select count(*) as rows, 'group-days of ' || (select count(*) from sampled) || ' sampled days whose members are another number than the intervals give' as detail
   from (select * from group_day where day in (select day from sampled)) g
   full join counted c on c.group_id = g.group_id and c.day = g.day
   where coalesce(g.members, 0) <> coalesce(c.members, 0)`,
)

const LIFT = invariant(
  'lift-trials-on-patient-days',
  `select count(*) as rows, 'trials that repeat a patient-day, or of a person whose first join lies before it' as detail
   from (select person_id, v_day, count(*) over (partition by person_id, v_day) as n from lift_trial) t
   join person p using (person_id) where t.n > 1 or p.first_join_day < t.v_day`,
)

const POINTS = invariant(
  'points-balance',
  `with t as (
     select (select coalesce(sum(delta), 0) from canon.community_points
         where person_id not in (select person_id from stage.test_person)) as entered,
       (select coalesce(sum(issued - spent - expired), 0) from points_day) as booked,
       (select count(*) from points_day where least(issued, spent, expired) < 0) as negative
   )
   select (abs(entered - booked) > 1e-6)::integer + negative as rows,
     entered || ' points entered, ' || booked || ' by day, ' || negative || ' days below 0' as detail from t`,
)

/** What must hold between the marts; a broken one means a fault of ours. */
export const MART_CHECKS: readonly Check[] = [
  PEOPLE,
  MONEY,
  VISITS,
  disjoint('spell', 'person_id, group_id'),
  disjoint('stay', 'person_id'),
  SPELLS_IN_STAYS,
  ACTIVE_IN_SPELLS,
  GROUP_DAYS,
  LIFT,
  POINTS,
]
