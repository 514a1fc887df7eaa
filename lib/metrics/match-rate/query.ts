import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../../warehouse/engine.ts'
import type { ListState, MetricQuery } from '../metric.ts'
import { type ListedPerson, listedPerson } from '../shared/listed-person.ts'
import { counts, endOf, personColumn, personFilters } from '../shared/population.ts'

export interface MatchRow extends Row {
  key: string
  method: string | null
  is_patient: boolean
  people: number
}

export interface MatchListRow extends ListedPerson {
  joined_at: string
  method: string | null
}

/** Everybody who ever joined, as `person p`. */
function everJoined(query: MetricQuery): SQL {
  return sql`from person p where p.first_join_at < ${endOf(query.asOf)} and ${counts(query.asOf)} and ${personFilters(query)}`
}

/** People by key of the breakdown, resolved or not, and method. */
export function matches(query: MetricQuery): SQL {
  const key =
    query.by === undefined ? sql`''` : sql`coalesce(${personColumn(query.by, query.parameters.attribution)}, 'unknown')`
  return sql`select b.key, b.is_patient, b.match_method as method, count(*) as people
    from (select ${key} as key, p.is_patient, p.match_method ${everJoined(query)}) b
    group by b.key, b.is_patient, b.match_method`
}

/** The people who are resolved (`in`) or not (`out`). */
export function people(query: MetricQuery, state: ListState): SQL {
  return sql`select ${listedPerson(query.parameters.attribution)}, cast(p.first_join_at as text) as joined_at,
      p.match_method as method ${everJoined(query)} and ${state === 'in' ? sql`p.is_patient` : sql`not p.is_patient`}
    order by p.first_join_at, p.person_key`
}
