/**
 * Memberships and events in the scope of a question, for the metrics of the community's life.
 *
 * A filter or breakdown by a group's attribute keeps only memberships and events of those groups, so groupless events
 * drop out and everything (first join, windows) is as if those groups were the whole community. Without one, a person's
 * membership is that of any group, and groupless events count too. Channel, cohort and tier cut people.
 */
import { type SQL, sql } from 'drizzle-orm'
import type { MetricQuery } from '../metric.ts'
import { counts, endOf, GROUP_FILTERS, groupColumn, groupFilters, personColumn, personFilters } from './population.ts'

/** Breakdowns that a scope knows; others (month, slot) are a room's own and read the whole scope. */
const PERSON_KEYS: readonly string[] = ['channel', 'cohort']

export interface Scope {
  query: MetricQuery
  /** Whether memberships and events are those of some groups, one row a group. */
  hasGroups: boolean
  /** `group`: a person stands in the row of each of its groups; `person`: in the row of its own; `none`: one row. */
  keyed: 'group' | 'person' | 'none'
  /** A further condition on `person p`. */
  who?: SQL
}

/** The scope of a question; without a breakdown for its total. */
export function scopeOf(query: MetricQuery, by: string | undefined): Scope {
  const isGroupKey = by !== undefined && GROUP_FILTERS.some((key) => key === by)
  return {
    query: { ...query, by },
    hasGroups: isGroupKey || groupFilters(query).isCut,
    keyed: isGroupKey ? 'group' : by !== undefined && PERSON_KEYS.includes(by) ? 'person' : 'none',
  }
}

/**
 * Membership intervals that are known on the as-of, as a relation
 * `(key, person_id, start_at, start_day, end_at, last_day, ended_by)`; `group_id` too with `perGroup`.
 * One person's intervals may overlap where several groups are in scope.
 */
export function memberships(scope: Scope, perGroup = false): SQL {
  const { query } = scope
  const source = scope.hasGroups || perGroup ? sql`spell` : sql`stay`
  return sql`select ${keyColumn(scope)} as key, s.person_id, ${perGroup ? sql`s.group_id,` : sql``}
      s.start_at, s.start_day, s.end_at, s.last_day, s.ended_by
    from ${source} s join person p on p.person_id = s.person_id ${groupJoin(scope, sql`s`)}
    where s.start_at < ${endOf(query.asOf)} and ${isInScope(scope)}`
}

/**
 * Events in scope: `from` and `where` of a select over `active_day a` or `active_hour a` with its `person p`
 * (and `community_group g` where groups matter), and the column of the key.
 */
export function events(scope: Scope, table: 'active_day' | 'active_hour' = 'active_day') {
  const source = table === 'active_day' ? sql`active_day` : sql`active_hour`
  return {
    key: keyColumn(scope),
    from: sql`${source} a join person p on p.person_id = a.person_id ${groupJoin(scope, sql`a`)}`,
    where: sql`a.day <= ${scope.query.asOf}::date and ${isInScope(scope)}`,
  }
}

/**
 * The same for a select over `active_day a` that joins people who are already in scope: only the groups are left to cut.
 * Not for `keyed: 'person'`, whose key is a column of the person.
 */
export function eventsOfPeople({ query, hasGroups, keyed }: Scope) {
  const groups = groupFilters(query)
  return {
    key: keyed === 'group' ? keyColumn({ query, hasGroups, keyed }) : sql`cast('' as text)`,
    from: sql`active_day a ${groupJoin({ query, hasGroups, keyed }, sql`a`)}`,
    where: sql`a.day <= ${query.asOf}::date ${groups.isCut ? sql`and ${groups.condition}` : sql``}`,
  }
}

function groupJoin(scope: Scope, alias: SQL): SQL {
  return scope.hasGroups ? sql`join community_group g on g.group_id = ${alias}.group_id` : sql``
}

function isInScope({ query, who }: Scope): SQL {
  const groups = groupFilters(query)
  const conditions = [counts(query.asOf), personFilters(query, GROUP_FILTERS)]
  if (groups.isCut) conditions.push(groups.condition)
  if (who) conditions.push(who)
  return sql.join(conditions, sql` and `)
}

function keyColumn({ query, keyed }: Scope): SQL {
  if (keyed === 'none' || query.by === undefined) return sql`cast('' as text)`
  const column = keyed === 'group' ? groupColumn(query.by) : personColumn(query.by, query.parameters.attribution)
  return sql`coalesce(${column}, 'unknown')`
}
