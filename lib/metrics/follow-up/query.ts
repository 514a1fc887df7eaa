/** One base: `plan`, one row a person and planned day of return, with what became of it. */
import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../../warehouse/engine.ts'
import type { ListState, MetricQuery } from '../metric.ts'
import { type ListedPerson, listedPerson } from '../shared/listed-person.ts'
import { counts, endOf, personColumn, personFilters } from '../shared/population.ts'

/** Sums over the people of a key: a = plans kept, m = plans due. */
export interface PlanRow extends Row {
  key: string
  persons: number
  a: number
  m: number
  aa: number
  am: number
  mm: number
  early: number
  later: number
  immature: number
  first_matures: string | null
  last_matures: string | null
}

export interface PlanListRow extends ListedPerson {
  planned_on: string
  visited_on: string
  came_on: string | null
  due_on: string
}

/** CTE `plan` (`person_id, key, visited_on, planned_on, due_on, is_due, kept_on, early_on, later_on`). */
function plans(query: MetricQuery): SQL {
  const { asOf, by, parameters } = query
  const within = sql`${Number(parameters.within)}::int`
  const key = by === undefined ? sql`''` : sql`coalesce(${personColumn(by, parameters.attribution)}, 'unknown')`
  const from = query.from === undefined ? sql`${asOf}::date - 364` : sql`${query.from}::date`
  const to = sql`${query.to ?? asOf}::date`
  return sql`made as (
      select r.person_id, ${key} as key, r.planned_on, min(r.visited_at)::date as visited_on
      from planned_return r join person p on p.person_id = r.person_id
      where r.visited_at < ${endOf(asOf)} and r.planned_on > r.visited_at::date and r.planned_on between ${from} and ${to}
        and p.first_join_day <= r.planned_on and (p.deceased_on is null or p.deceased_on > r.planned_on)
        and ${counts(asOf)} and ${personFilters(query)}
      group by r.person_id, 2, r.planned_on),
    plan as (
      select m.person_id, m.key, m.visited_on, m.planned_on, m.planned_on + ${within} as due_on,
        m.planned_on + ${within} <= ${asOf}::date as is_due,
        min(case when abs(d.day - m.planned_on) <= ${within} then d.day end) as kept_on,
        min(case when d.day < m.planned_on - ${within} and 2 * (d.day - m.visited_on) >= m.planned_on - m.visited_on
          then d.day end) as early_on,
        min(case when d.day > m.planned_on + ${within} then d.day end) as later_on
      from made m left join patient_day d on d.person_id = m.person_id and d.day > m.visited_on and d.day <= ${asOf}::date
      group by m.person_id, m.key, m.visited_on, m.planned_on)`
}

/** One row a key with any plan. */
export function totals(query: MetricQuery): SQL {
  return sql`with ${plans(query)}
    select key, count(*) filter (where m > 0) as persons, sum(a) as a, sum(m) as m, sum(a * a) as aa, sum(a * m) as am,
      sum(m * m) as mm, sum(early) as early, sum(later) as later, sum(immature) as immature,
      cast(min(first_matures) as text) as first_matures, cast(max(last_matures) as text) as last_matures
    from (
      select key, person_id, count(*) filter (where is_due) as m, count(*) filter (where is_due and kept_on is not null) as a,
        count(*) filter (where is_due and kept_on is null and early_on is not null) as early,
        count(*) filter (where is_due and kept_on is null and early_on is null and later_on is not null) as later,
        count(*) filter (where not is_due) as immature, min(due_on) filter (where not is_due) as first_matures,
        max(due_on) filter (where not is_due) as last_matures
      from plan group by key, person_id
    ) u group by key`
}

/** Plans that were kept (`in`), were not (`out`), or are not due (`immature`): one row a plan. */
export function people(query: MetricQuery, state: ListState): SQL {
  const wanted =
    state === 'immature'
      ? sql`not x.is_due`
      : sql`x.is_due and x.kept_on is ${state === 'in' ? sql`not null` : sql`null`}`
  return sql`with ${plans({ ...query, by: undefined })}
    select ${listedPerson(query.parameters.attribution)}, cast(x.planned_on as text) as planned_on,
      cast(x.visited_on as text) as visited_on, cast(coalesce(x.kept_on, x.early_on, x.later_on) as text) as came_on,
      cast(x.due_on as text) as due_on
    from plan x join person p on p.person_id = x.person_id
    where ${wanted} order by x.planned_on desc, p.person_key`
}
