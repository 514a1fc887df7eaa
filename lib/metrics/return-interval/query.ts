/** One base: `gap`, one row a person and window, with the days to the next visit or to the end of what is known. */
import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../../warehouse/engine.ts'
import type { ListState, MetricQuery } from '../metric.ts'
import { type ListedPerson, listedPerson } from '../shared/listed-person.ts'
import { counts, personColumn, personFilters } from '../shared/population.ts'

/** People of a key and window whose interval ended, or was cut, after some days. */
export interface EndingRow extends Row {
  key: string
  window: 'now' | 'before'
  days: number
  returned: number
  open: number
}

export interface HistoryRow extends Row {
  /** First day with a visit. */
  first_day: string | null
  /** First day of the earlier window. */
  before_from: string
}

export interface GapListRow extends ListedPerson {
  index_on: string
  next_on: string | null
  days: number
}

/** CTE `gap` (`person_id, key, span, index_day, next_day, days`). */
function gaps(query: MetricQuery): SQL {
  const { by, parameters } = query
  const key = by === undefined ? sql`''` : sql`coalesce(${personColumn(by, parameters.attribution)}, 'unknown')`
  const back = (times: number) => monthsBack(query, times)
  return sql`span as (
      select 'now' as span, (${back(1)} + 1) as from_day, ${query.asOf}::date as to_day
      union all select 'before', (${back(2)} + 1), ${back(1)}),
    seen as (
      select s.span, s.to_day, p.person_id, ${key} as key, p.deceased_on, min(d.day) as index_day
      from person p join patient_day d on d.person_id = p.person_id and d.day >= p.first_join_day
      join span s on d.day between s.from_day and s.to_day
      where ${counts(query.asOf)} and ${personFilters(query)}
      group by s.span, s.to_day, p.person_id, 4, p.deceased_on),
    next as (
      select s.span, s.person_id, min(d.day) as next_day from seen s
      join patient_day d on d.person_id = s.person_id and d.day > s.index_day and d.day <= s.to_day
      group by s.span, s.person_id),
    gap as (
      select s.person_id, s.key, s.span, s.index_day, n.next_day,
        coalesce(n.next_day, greatest(least(s.to_day, s.deceased_on), s.index_day)) - s.index_day as days
      from seen s left join next n on n.span = s.span and n.person_id = s.person_id)`
}

function monthsBack({ asOf, parameters }: MetricQuery, times: number): SQL {
  return sql`(${asOf}::date - ${times * Number(parameters.months)}::int * interval '1 month')::date`
}

/** How the intervals ended, by key, window and days. */
export function endings(query: MetricQuery): SQL {
  return sql`with ${gaps(query)}
    select key, span as "window", days, count(next_day) as returned, count(*) - count(next_day) as open
    from gap group by key, span, days`
}

/** Whether visits were loaded for the whole of the earlier window. */
export function history(query: MetricQuery): SQL {
  return sql`select (select cast(min(first_day) as text) from feed_status where feed = 'his/visits') as first_day,
    cast(${monthsBack(query, 2)} + 1 as text) as before_from`
}

/** People of the later window who came again (`in`) or not yet (`out`). */
export function people(query: MetricQuery, state: ListState): SQL {
  return sql`with ${gaps({ ...query, by: undefined })}
    select ${listedPerson(query.parameters.attribution)}, cast(g.index_day as text) as index_on,
      cast(g.next_day as text) as next_on, g.days
    from gap g join person p on p.person_id = g.person_id
    where g.span = 'now' and g.next_day is ${state === 'in' ? sql`not null` : sql`null`}
    order by g.days desc, p.person_key`
}
