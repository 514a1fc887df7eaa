import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../../warehouse/engine.ts'
import type { ListState, MetricQuery } from '../metric.ts'
import { type ListedPerson, listedPerson } from '../shared/listed-person.ts'
import { counts, endOf, personColumn, personFilters } from '../shared/population.ts'

/** Codes of a first mention; any other text is no valid answer. */
export const CODES = ['community', 'doctor', 'ads', 'other', 'nothing'] as const
export type Code = (typeof CODES)[number]

/** People of one key by what they answered (null: invited only), whether invited, whether 24 months in. */
export interface MentionRow extends Row {
  key: string
  code: string | null
  is_invited: boolean
  is_mature: boolean
  people: number
}

export interface ControlRow extends Row {
  code: string
  answers: number
}

export interface MentionListRow extends ListedPerson {
  joined_at: string
  answered_at: string
  code: string
}

/** Valid first mentions known on the as-of. `s` is the alias of survey_answer. */
function firstMentions(query: MetricQuery, panel: 'member' | 'control'): SQL {
  const codes = sql.join(
    CODES.map((code) => sql`${code}`),
    sql`, `,
  )
  return sql`s.question = 'recall' and s.panel = ${panel} and s.at < ${endOf(query.asOf)}
    and (s.rank is null or s.rank = 1) and s.value_text in (${codes})`
}

/** The wave asked for, else that of the latest answer of the members. A wave without a name is ''. */
function chosenWave(query: MetricQuery): SQL {
  if (query.parameters.wave) return sql`${query.parameters.wave}::text`
  return sql`(select coalesce(s.wave, '') from survey_answer s where ${firstMentions(query, 'member')}
    order by s.at desc, s.wave desc limit 1)`
}

/**
 * CTE `base`: one row a person and wave who answered or was invited and had ever joined: wave, key, code, answered_at, is_invited,
 * and is_mature: 24 months have passed since the first join.
 */
function base(query: MetricQuery): SQL {
  const key =
    query.by === undefined
      ? sql`''`
      : query.by === 'wave'
        ? sql`a.wave`
        : sql`coalesce(${personColumn(query.by, query.parameters.attribution)}, 'unknown')`
  return sql`answer as (
    select distinct on (s.wave, s.person_id) coalesce(s.wave, '') as wave, s.person_id, s.value_text as code, s.at as answered_at
    from survey_answer s where s.person_id is not null and ${firstMentions(query, 'member')}
    order by s.wave, s.person_id, s.at, s.response_id
  ),
  invited as (
    select distinct coalesce(s.wave, '') as wave, s.person_id from survey_answer s
    where s.question = 'invited' and s.panel = 'member' and s.at < ${endOf(query.asOf)} and s.person_id is not null
  ),
  asked as (
    select wave, person_id, max(code) as code, max(answered_at) as answered_at, max(is_invited) = 1 as is_invited from (
      select wave, person_id, code, answered_at, 0 as is_invited from answer
      union all
      select wave, person_id, null, null, 1 from invited
    ) u group by wave, person_id
  ),
  base as (
    select a.wave, a.person_id, a.code, a.answered_at, a.is_invited, ${key} as key,
      p.first_join_at + interval '24 months' < ${endOf(query.asOf)} as is_mature
    from asked a join person p on p.person_id = a.person_id
    where p.first_join_at < ${endOf(query.asOf)} and ${counts(query.asOf)} and ${personFilters(query)}
  )`
}

/** Counts of the chosen wave; with `by=wave` of every wave. */
export function mentions(query: MetricQuery): SQL {
  const isInWave = query.by === 'wave' ? sql`true` : sql`b.wave = ${chosenWave(query)}`
  return sql`with ${base(query)}
    select b.key, b.code, b.is_invited, b.is_mature, count(*) as people
    from base b where ${isInWave}
    group by b.key, b.code, b.is_invited, b.is_mature`
}

/** The name of the chosen wave; no row without any answer. */
export function wave(query: MetricQuery): SQL {
  return sql`select w.wave from (select ${chosenWave(query)} as wave) w where w.wave is not null`
}

/** First mentions of the control panel in the chosen wave: one a person, anonymous ones one a response. */
export function controls(query: MetricQuery): SQL {
  return sql`select c.code, count(*) as answers from (
      select distinct on (coalesce(cast(s.person_id as text), s.response_id), s.person_id is null) s.value_text as code
      from survey_answer s left join person p on p.person_id = s.person_id
      where ${firstMentions(query, 'control')} and coalesce(s.wave, '') = ${chosenWave(query)}
        and (p.person_id is null or ${counts(query.asOf)})
      order by coalesce(cast(s.person_id as text), s.response_id), s.person_id is null, s.at, s.response_id
    ) c group by c.code`
}

/** People of the chosen wave, 24 months in: `in` community first, `out` anything else first. */
export function people(query: MetricQuery, state: ListState): SQL {
  return sql`with ${base({ ...query, by: undefined })}
    select ${listedPerson(query.parameters.attribution)}, cast(p.first_join_at as text) as joined_at,
      cast(b.answered_at as text) as answered_at, b.code
    from base b join person p on p.person_id = b.person_id
    where b.wave = ${chosenWave(query)} and b.is_mature and b.code ${state === 'in' ? sql`=` : sql`<>`} 'community'
    order by b.answered_at, p.person_key`
}
