/** Scores that members gave to a question of a survey: one answer a respondent and wave, the earliest valid one. */
import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../../warehouse/engine.ts'
import type { MetricQuery } from '../metric.ts'
import { counts, endOf, personColumn, personFilters } from './population.ts'

/** A question and the whole numbers that are valid answers to it. */
export interface Question {
  name: string
  least: number
  most: number
}

/** Respondents of one key by score (null: invited only) and whether invited. */
export interface ScoreRow extends Row {
  key: string
  score: number | null
  is_invited: boolean
  people: number
}

export interface WaveRow extends Row {
  wave: string
}

/** Valid answers of members known on the as-of; `s` is the alias of survey_answer. */
function valid(query: MetricQuery, { name, least, most }: Question): SQL {
  return sql`s.question = ${name} and s.panel = 'member' and s.at < ${endOf(query.asOf)}
    and s.value_num between ${least}::int and ${most}::int and s.value_num = floor(s.value_num)`
}

/** The wave asked for, else that of the latest answer. A wave without a name is ''. */
function chosenWave(query: MetricQuery, question: Question): SQL {
  if (query.parameters.wave) return sql`${query.parameters.wave}::text`
  return sql`(select coalesce(s.wave, '') from survey_answer s where ${valid(query, question)}
    order by s.at desc, s.wave desc limit 1)`
}

/** Scores of the chosen wave, with `by=wave` of every wave; a respondent is a person, or an anonymous response. */
export function scores(query: MetricQuery, question: Question): SQL {
  const who = sql`coalesce(cast(s.person_id as text), 'r' || s.response_id)`
  const isInWave = query.by === 'wave' ? sql`true` : sql`a.wave = ${chosenWave(query, question)}`
  return sql`with answer as (
      select distinct on (coalesce(s.wave, ''), ${who}) coalesce(s.wave, '') as wave, ${who} as who, s.person_id,
        cast(s.value_num as int) as score
      from survey_answer s where ${valid(query, question)}
      order by coalesce(s.wave, ''), ${who}, s.at, s.response_id
    ),
    invited as (
      select distinct coalesce(s.wave, '') as wave, ${who} as who, s.person_id from survey_answer s
      where s.question = 'invited' and s.panel = 'member' and s.at < ${endOf(query.asOf)}
    ),
    asked as (
      select wave, who, max(person_id) as person_id, max(score) as score, max(is_invited) = 1 as is_invited from (
        select wave, who, person_id, score, 0 as is_invited from answer
        union all
        select wave, who, person_id, null, 1 from invited
      ) u group by wave, who
    )
    select b.key, b.score, b.is_invited, count(*) as people from (
      select ${keyOf(query)} as key, a.score, a.is_invited
      from asked a left join person p on p.person_id = a.person_id
      where ${isInWave} and (a.person_id is null or ${counts(query.asOf)}) and ${personFilters(query)}
    ) b group by b.key, b.score, b.is_invited`
}

/** The name of the chosen wave; no row without any answer. */
export function wave(query: MetricQuery, question: Question): SQL {
  return sql`select w.wave from (select ${chosenWave(query, question)} as wave) w where w.wave is not null`
}

function keyOf({ by, parameters }: MetricQuery): SQL {
  if (by === undefined) return sql`''`
  return by === 'wave' ? sql`a.wave` : sql`coalesce(${personColumn(by, parameters.attribution)}, 'unknown')`
}

/** People of some rows. */
export function respondents(rows: readonly ScoreRow[]): number {
  return rows.reduce((sum, row) => sum + row.people, 0)
}

/** Invited people, and the share of them with a valid answer; null without recorded invitations. */
export function responseOf(rows: readonly ScoreRow[]): { invited: number; responseRate: number | null } {
  const invited = rows.filter((row) => row.is_invited)
  const n = respondents(invited)
  return { invited: n, responseRate: n > 0 ? respondents(invited.filter((row) => row.score !== null)) / n : null }
}
