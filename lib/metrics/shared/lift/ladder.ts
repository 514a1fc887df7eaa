/** Exact matching at five levels of detail; the finest one that keeps enough members is used, whatever the outcomes are. */
import { type SQL, sql } from 'drizzle-orm'
import type { Engine } from '../../../warehouse/engine.ts'
import type { MetricQuery } from '../../metric.ts'
import { counts, endOf } from '../population.ts'
import { column, list, trials } from './trials.ts'

export const LEVELS = ['L0', 'L1', 'L2', 'L3', 'L4'] as const
export type Level = (typeof LEVELS)[number]

const CORE = ['department', 'disease', 'payer', 'newness', 'visits_band', 'booking'] as const

/** Columns of `trial` that must be equal within a stratum. */
export const LEVEL_COLUMNS: Record<Level, readonly string[]> = {
  L0: [...CORE, 'age5', 'sex', 'spend_band', 'quarter'],
  L1: [...CORE, 'age3', 'sex', 'quarter'],
  L2: [...CORE, 'age3', 'half_year'],
  L3: CORE,
  L4: ['department', 'newness', 'visits_band', 'booking'],
}

/** A level is fine enough when this share of the eligible members (persons) finds a control. */
const ENOUGH = 0.8

export interface Ladder {
  level: Level
  /** Share of the eligible persons who are matched, by level; null without any. */
  coverage: Record<Level, number | null>
  eligiblePersons: number
  eligibleTrials: number
  matchedPersons: number
  controlPersons: number
  controlTrials: number
  /** People whose first join fell where a trial could have been mature: how many of them the design can speak for. */
  firstJoins: number
}

/** Counts and the level to match at: the finest with 80 % of the eligible members matched, else the coarsest. */
export async function ladder(engine: Engine, query: MetricQuery): Promise<Ladder> {
  const rows = await engine.query<{ name: string; n: number }>(statement(query))
  const counted = new Map(rows.map(({ name, n }) => [name, n]))
  const count = (name: string) => counted.get(name) ?? 0
  const eligible = count('eligible_persons')
  const share = (level: Level) => (eligible > 0 ? count(level) / eligible : null)
  const level = LEVELS.find((l) => (share(l) ?? 0) >= ENOUGH) ?? 'L4'
  return {
    level,
    coverage: { L0: share('L0'), L1: share('L1'), L2: share('L2'), L3: share('L3'), L4: share('L4') },
    eligiblePersons: eligible,
    eligibleTrials: count('eligible_trials'),
    matchedPersons: count(level),
    controlPersons: count('control_persons'),
    controlTrials: count('control_trials'),
    firstJoins: count('first_joins'),
  }
}

function statement(query: MetricQuery): SQL {
  return sql`with ${trials(query)},
    member as materialized (select * from trial where is_member),
    control as materialized (select * from trial where not is_member)
    select 'eligible_persons' as name, count(distinct person_id) as n from member
    union all select 'eligible_trials', count(*) from member
    union all select 'control_persons', count(distinct person_id) from control
    union all select 'control_trials', count(*) from control
    union all ${firstJoins(query)}
    union all ${sql.join(LEVELS.map(matched), sql` union all `)}`
}

/** Members (persons) with at least one trial that has a control in its stratum. */
function matched(level: Level): SQL {
  const columns = LEVEL_COLUMNS[level]
  const names = list(columns.map(column))
  const equal = sql.join(
    columns.map((c) => sql`c.${column(c)} = m.${column(c)}`),
    sql` and `,
  )
  return sql`select '${column(level)}' as name, count(distinct m.person_id) as n from member m join (select distinct ${names} from control) c on ${equal}`
}

function firstJoins(query: MetricQuery): SQL {
  return sql`select 'first_joins' as name, count(*) as n from person p
    where p.first_join_day >= (select first_visit_day from snapshot_info) + interval '12 months'
      and p.first_join_day + interval '12 months' < ${endOf(query.asOf)} and ${counts(query.asOf)}`
}
