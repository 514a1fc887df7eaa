/** One base: `person_month`, what each person in scope was in each month; the months and the rows count it. */
import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../../warehouse/engine.ts'
import type { MetricQuery } from '../metric.ts'
import { addMonths } from '../shared/days.ts'
import { islands } from '../shared/end-of-day.ts'
import { type ListedPerson, listedPerson } from '../shared/listed-person.ts'
import { events, scopeOf } from '../shared/membership.ts'

/** Persons by class in one month of one row. */
export interface LifecycleRow extends Row {
  key: string
  month: string
  new: number
  retained: number
  resurrected: number
  dormant: number
  lost: number
  /** In at the end of the month; of them those who were out at its start though they had joined before. */
  members: number
  rejoined: number
  /** Out because the last group was dismissed. */
  dismissed: number
}

export interface Months {
  /** First and last month, `YYYY-MM`, and the last day that is looked at. */
  first: string
  last: string
  until: string
}

export interface LifecyclePerson extends ListedPerson {
  class: string
  joined_on: string
}

/** One row a key and month with people who had joined by its end. */
export function totals(query: MetricQuery, by: string | undefined, months: Months): SQL {
  const count = (name: string) => sql`count(*) filter (where class = ${sql.raw(`'${name}'`)})`
  return sql`${base(query, by, months)}
    select key, month, ${count('new')} as "new", ${count('retained')} as retained,
      ${count('resurrected')} as resurrected, ${count('dormant')} as dormant, ${count('lost')} as lost,
      ${count('dismissed')} as dismissed, count(*) filter (where is_in) as members,
      count(*) filter (where is_in and not was_in and class <> 'new') as rejoined
    from person_month group by key, month`
}

/** Who was active (`in`) or dormant (`out`) among those who joined before the month `months.last`. */
export function people(query: MetricQuery, months: Months, side: 'in' | 'out'): SQL {
  const wanted = side === 'in' ? sql`('retained', 'resurrected')` : sql`('dormant')`
  return sql`${base(query, undefined, months)}
    select ${listedPerson(query.parameters.attribution)}, pm.class, joined.joined_on
    from person_month pm join person p on p.person_id = pm.person_id
    join joined on joined.person_id = pm.person_id
    where pm.month = ${months.last} and pm.class in ${wanted} order by person`
}

/**
 * What is known of a person and month is laid side by side by a union of facts and one grouping, as joins of as many
 * relations over every person and month would cost several times that. `activity` is 1 in a month with A2 events, 2
 * where the month before has some too; months are numbered, so that the one before is one less.
 *
 * Classes are disjoint: who joined in the month is new, whatever followed; else who is in at its end is retained,
 * resurrected or dormant by activity; else who was in at its start has gone, by leaving or by a dismissal;
 * who was out at both ends is `away` and counts nowhere.
 */
function base(query: MetricQuery, by: string | undefined, { first, last, until }: Months): SQL {
  const scope = scopeOf(query, by)
  const e = events(scope)
  return sql`with ${islands(scope)},
    month as (select ${numberOf(sql`day`)} as n, min(month) as month, cast(min(month) || '-01' as date) as first_day,
        max(day) as final_day
      from calendar where month between ${first} and ${last} and day <= ${until}::date group by 1),
    joined as (select key, person_id, min(start_day) as joined_on from i group by key, person_id),
    acted as (select distinct ${e.key} as key, a.person_id, ${numberOf(sql`a.day`)} as n
      from ${e.from} where a.a2 and a.day >= ${`${addMonths(first, -1)}-01`}::date and a.day <= ${until}::date and ${e.where}),
    dismissed as (select key, person_id, ${numberOf(sql`end_at`)} as n from i where end_at::date <= ${until}::date
      group by 1, 2, 3 having max(end_at) = max(case when ended_by = 'dismissed' then end_at end)),
    fact as (
      select d.key, d.person_id, m.n, case when d.e >= m.final_day and d.s <= m.final_day then 1 else 0 end as is_in,
        case when d.s < m.first_day then 1 else 0 end as was_in, 0 as activity, 0 as is_new, 0 as is_dismissed
      from island d join month m on d.s <= m.final_day and d.e >= m.first_day - 1
      union all select a.key, a.person_id, a.n, 0, 0, case when b.n is null then 1 else 2 end, 0, 0
      from acted a left join acted b on b.key = a.key and b.person_id = a.person_id and b.n = a.n - 1
      union all select key, person_id, ${numberOf(sql`joined_on`)}, 0, 0, 0, 1, 0 from joined
      union all select key, person_id, n, 0, 0, 0, 0, 1 from dismissed),
    side as (select key, person_id, n, max(is_in) = 1 as is_in, max(was_in) = 1 as was_in,
        max(activity) as activity, max(is_new) = 1 as is_new, max(is_dismissed) = 1 as is_dismissed
      from fact group by key, person_id, n),
    person_month as (select side.key, side.person_id, m.month, is_in, was_in,
        case when is_new then 'new'
          when is_in and activity = 0 then 'dormant'
          when is_in and activity = 2 then 'retained'
          when is_in then 'resurrected'
          when was_in and is_dismissed then 'dismissed'
          when was_in then 'lost' else 'away' end as class
      from side join month m on m.n = side.n)`
}

/** Months since the year 0 of a day or instant. */
function numberOf(day: SQL): SQL {
  return sql`cast(extract(year from ${day}) * 12 + extract(month from ${day}) as integer)`
}
