/** SQL fragments that several rooms share: the end of the as-of day, who counts, and which filters apply. */
import { type SQL, sql } from 'drizzle-orm'
import { type FilterKey, type MetricQuery, type Parameter, QuestionError } from '../metric.ts'

/** A: the exclusive instant, 00:00 of the day after the as-of. */
export function endOf(asOf: string): SQL {
  return sql`(${asOf}::date + 1)::timestamp`
}

/** People who count on the as-of: no test patients, nobody who has become staff. `p` must be the alias of person. */
export function counts(asOf: string): SQL {
  return sql`(not p.is_test and (p.staff_from is null or p.staff_from >= ${endOf(asOf)}))`
}

/** Whom a metric of visits and money is about: people of the communities, or all other patients. */
export const POPULATION: Parameter = {
  name: 'population',
  title: { zh: '人群', en: 'People' },
  values: ['community', 'others'],
}

/**
 * The people of the parameter `population` as a condition on `person p`. `others`: patients with an attended visit who
 * have not joined any group by the as-of. What they were to a community (channel, group, disease) is not known.
 * @throws QuestionError for others under a filter or breakdown, all of which are of the first join
 */
export function inPopulation({ asOf, parameters, filters, by }: MetricQuery): SQL {
  if (parameters.population !== 'others') return sql`p.first_join_at < ${endOf(asOf)}`
  const used = [...Object.entries(filters).flatMap(([key, values]) => (values?.length ? [key] : [])), by ?? '']
  const key = used.find((word) => word !== '')
  if (key !== undefined) {
    throw new QuestionError(`population=others cannot be cut by '${key}': it is an attribute of the first join`)
  }
  return sql`p.first_visit_day is not null
    and (p.first_join_at is null or p.first_join_at >= ${endOf(asOf)})`
}

/** Column of `person p` that holds a person's own value of a breakdown: that of the first-ever join. */
export function personColumn(key: string, attribution: string | undefined): SQL {
  const columns: Record<string, SQL> = {
    hospital: sql`p.hospital`,
    department: sql`p.department`,
    disease: sql`p.disease`,
    stage: sql`p.stage`,
    need: sql`p.need`,
    group: sql`p.first_group_id`,
    channel: attribution === 'last' ? sql`p.channel_last` : sql`p.channel_first`,
    state: attribution === 'last' ? sql`p.state_last` : sql`p.state_first`,
    cohort: sql`p.first_join_month`,
  }
  const column = columns[key]
  if (!column) throw new Error(`no person column for ${key}`)
  return column
}

/** Column of `community_group g` that holds a group's own value of a breakdown. */
export function groupColumn(key: string): SQL | null {
  const columns: Record<string, SQL> = {
    hospital: sql`g.hospital`,
    department: sql`g.department`,
    disease: sql`g.disease`,
    stage: sql`g.stage`,
    need: sql`g.need`,
    group: sql`g.group_id`,
  }
  return columns[key] ?? null
}

/** The column holds one of some values. */
export function isOneOf(column: SQL, values: readonly string[]): SQL {
  return sql`${column} in (${sql.join(
    values.map((v) => sql`${v}`),
    sql`, `,
  )})`
}

/** The tier in force at the end of the as-of day. */
function hasTier(asOf: string, values: readonly string[]): SQL {
  return sql`coalesce((select t.tier from member_tier t where t.person_id = p.person_id and t.from_at < ${endOf(asOf)}
    order by t.from_at desc, t.tier limit 1), 'unknown') in (${sql.join(
      values.map((v) => sql`${v}`),
      sql`, `,
    )})`
}

/** Filters on people (`person p`), each by the person's first-ever join; `skip` names those that a room applies to groups. */
export function personFilters(query: MetricQuery, skip: readonly FilterKey[] = []): SQL {
  const conditions: SQL[] = [sql`true`]
  for (const [key, values] of Object.entries(query.filters) as [FilterKey, readonly string[]][]) {
    if (skip.includes(key) || values.length === 0) continue
    if (key === 'memberTier') conditions.push(hasTier(query.asOf, values))
    else conditions.push(isOneOf(personColumn(key, query.parameters.attribution), values))
  }
  return sql.join(conditions, sql` and `)
}

/** Filters that cut memberships and events to some groups (`community_group g`), and whether there is any. */
export const GROUP_FILTERS: readonly FilterKey[] = ['hospital', 'department', 'disease', 'stage', 'need', 'group']

export function groupFilters(query: MetricQuery): { condition: SQL; isCut: boolean } {
  const conditions: SQL[] = [sql`true`]
  for (const key of GROUP_FILTERS) {
    const values = query.filters[key]
    const column = groupColumn(key)
    if (values && values.length > 0 && column) conditions.push(isOneOf(column, values))
  }
  return { condition: sql.join(conditions, sql` and `), isCut: conditions.length > 1 }
}
