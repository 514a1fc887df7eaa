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

/** All columns of all levels. */
const COLUMNS = [...new Set(LEVELS.flatMap((level) => LEVEL_COLUMNS[level]))]

/**
 * Every trial once for each level, with the columns that the level lacks left blank: one grouping finds the strata with
 * both arms at all levels, and one join their members. Not materialized, as it is five times the trials.
 */
function statement(query: MetricQuery): SQL {
  const values = COLUMNS.map((name) => {
    const used = LEVELS.filter((level) => LEVEL_COLUMNS[level].includes(name)).map((level) => column(`'${level}'`))
    return used.length === LEVELS.length
      ? column(`t.${name}`)
      : sql`case when v.level in (${list(used)}) then t.${column(name)} else '' end as ${column(name)}`
  })
  const names = list(COLUMNS.map(column))
  const equal = sql.join(
    COLUMNS.map((c) => sql`m.${column(c)} = s.${column(c)}`),
    sql` and `,
  )
  return sql`with ${trials(query)},
    spread as not materialized (
      select v.level, t.person_id, t.is_member, ${list(values)}
      from trial t cross join (values ${list(LEVELS.map((level) => column(`('${level}')`)))}) as v(level)
    ),
    paired as (select level, ${names} from spread group by level, ${names} having bool_or(is_member) and not bool_and(is_member))
    select m.level as name, count(distinct m.person_id) as n
    from spread m join paired s on s.level = m.level and ${equal} where m.is_member group by m.level
    union all select 'eligible_persons', count(distinct person_id) from trial where is_member
    union all select 'eligible_trials', count(*) from trial where is_member
    union all select 'control_persons', count(distinct person_id) from trial where not is_member
    union all select 'control_trials', count(*) from trial where not is_member
    union all ${firstJoins(query)}`
}

function firstJoins(query: MetricQuery): SQL {
  return sql`select 'first_joins' as name, count(*) as n from person p
    where p.first_join_day >= (select first_visit_day from snapshot_info) + interval '12 months'
      and p.first_join_day + interval '12 months' < ${endOf(query.asOf)} and ${counts(query.asOf)}`
}
