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
    select ${listedPerson(query.parameters.attribution)}, pm.class, pm.joined_on
    from person_month pm join person p on p.person_id = pm.person_id
    where pm.month = ${months.last} and pm.class in ${wanted} order by person`
}

/**
 * Classes are disjoint: who joined in the month is new, whatever followed; else who is in at its end is retained,
 * resurrected or dormant by activity; else who was in at its start has gone, by leaving or by a dismissal;
 * who was out at both ends has none.
 */
function base(query: MetricQuery, by: string | undefined, { first, last, until }: Months): SQL {
  const scope = scopeOf(query, by)
  const e = events(scope)
  return sql`with ${islands(scope)},
    month as (select month, min(day) as first_day, max(day) as final_day from calendar
      where month between ${first} and ${last} and day <= ${until}::date group by month),
    joined as (select key, person_id, min(start_day) as joined_on from i group by key, person_id),
    stood as (select j.key, j.person_id, j.joined_on, m.month, m.first_day,
        max(case when d.s <= m.final_day and d.e >= m.final_day then 1 else 0 end) = 1 as is_in,
        max(case when d.s < m.first_day and d.e >= m.first_day - 1 then 1 else 0 end) = 1 as was_in
      from joined j join month m on j.joined_on <= m.final_day
      left join island d on d.key = j.key and d.person_id = j.person_id
      group by j.key, j.person_id, j.joined_on, m.month, m.first_day),
    acted as (select distinct ${e.key} as key, a.person_id, c.month
      from ${e.from} join calendar c on c.day = a.day
      where a.a2 and c.month >= ${addMonths(first, -1)} and a.day <= ${until}::date and ${e.where}),
    gone as (select key, person_id, c.month, min(ended_by) as ended_by
      from (select key, person_id, end_at, ended_by,
          max(end_at) over (partition by key, person_id, substr(cast(end_at as text), 1, 7)) as last_end
        from i where end_at::date <= ${until}::date) as ending
      join calendar c on c.day = ending.end_at::date where end_at = last_end group by key, person_id, c.month),
    person_month as (select t.key, t.person_id, t.month, t.joined_on, t.is_in, t.was_in,
        case when t.joined_on >= t.first_day then 'new'
          when t.is_in and now.month is null then 'dormant'
          when t.is_in and prior.month is not null then 'retained'
          when t.is_in then 'resurrected'
          when t.was_in and gone.ended_by = 'dismissed' then 'dismissed'
          when t.was_in then 'lost' else 'away' end as class
      from stood t
      left join acted now on now.key = t.key and now.person_id = t.person_id and now.month = t.month
      left join acted prior on prior.key = t.key and prior.person_id = t.person_id
        and prior.month = substr(cast(cast(t.month || '-01' as date) - 1 as text), 1, 7)
      left join gone on gone.key = t.key and gone.person_id = t.person_id and gone.month = t.month)`
}
