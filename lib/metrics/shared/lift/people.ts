/** The matched member trials behind the numerator and the rest of the denominator. */
import { sql } from 'drizzle-orm'
import type { Engine, Row } from '../../../warehouse/engine.ts'
import type { ListState, MetricQuery, PersonRow } from '../../metric.ts'
import { sameStratum, strata, stratumColumns } from './estimate.ts'
import type { LiftOutcome } from './findings.ts'
import { ladder } from './ladder.ts'
import { column, trials } from './trials.ts'

interface TrialRow extends Row {
  person: string
  name: string | null
  disease: string | null
  group: string | null
  channel: string | null
  visited: string
  joined: string | null
  window_from: string
  window_to: string
  decided: string | null
}

/** One row a matched member trial, `in` with the outcome, `out` without; a person may have two. */
export async function liftPeople(
  engine: Engine,
  query: MetricQuery,
  state: ListState,
  outcome: LiftOutcome,
): Promise<PersonRow[]> {
  const { level } = await ladder(engine, query)
  const columns = stratumColumns(level, null)
  const source =
    outcome === 'returned'
      ? sql`(select min(d.day) from patient_day d where d.person_id = t.person_id and d.day >= t.l_day
          and d.day < t.l_day + interval '12 months')`
      : sql`(select min(c.day) from claim c where c.person_id = t.person_id and c.day >= t.l_day
          and c.day < t.l_day + interval '12 months')`
  const rows = await engine.query<TrialRow>(sql`with ${trials(query)}, ${strata(columns)}
    select p.person_key as person, p.name_masked as name, t.disease, p.first_group_id as "group", p.channel_first as channel,
      t.v_day as visited, p.first_join_day as joined, t.l_day as window_from,
      (t.l_day + interval '12 months' - interval '1 day')::date as window_to, ${source} as decided
    from trial t join stratum s on ${sameStratum(columns)} join person p on p.person_id = t.person_id
    where t.is_member and t.${column(outcome)} = ${state === 'in' ? 1 : 0}
    order by t.v_day, p.person_key`)
  return rows.map(({ person, name, disease, group, channel, ...days }) => ({
    person,
    name,
    disease,
    group,
    channel,
    dates: {
      visit: days.visited,
      joined: days.joined,
      windowFrom: days.window_from,
      windowTo: days.window_to,
      [outcome]: days.decided,
    },
  }))
}
