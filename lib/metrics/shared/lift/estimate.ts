/** The effect on the treated, added up in SQL: per stratum, then per person, then over persons. */
import { type SQL, sql } from 'drizzle-orm'
import { type Att, type AttSums, attOf } from '../../../stats/att.ts'
import { chi2OfSums } from '../../../stats/mantel-haenszel.ts'
import type { Engine } from '../../../warehouse/engine.ts'
import type { MetricQuery } from '../../metric.ts'
import { LEVEL_COLUMNS, type Level } from './ladder.ts'
import { column, exactSum, list, OUTCOMES, type Outcome, type TrialKey, trials } from './trials.ts'

export interface Effect extends Att {
  /** Trials with the outcome among matched members and among their controls. */
  events1: number
  events0: number
  /** Cochran–Mantel–Haenszel chi². */
  cmh: number | null
}

export interface Estimate {
  /** Value of the breakdown; `` for the whole. */
  key: string
  /** Matched member trials and the persons behind them. */
  members: number
  matchedPersons: number
  controls: number
  /** Effective number of controls: (Σw)²/Σw². */
  essControls: number
  effects: Record<Outcome, Effect>
}

/** Columns that define a stratum: those of the level, and the breakdown's where the level lacks it. */
export function stratumColumns(level: Level, by: TrialKey | null): string[] {
  return by === null ? [...LEVEL_COLUMNS[level]] : [...new Set([by, ...LEVEL_COLUMNS[level]])]
}

/**
 * CTE `stratum`, after `trials`: strata with both arms: their columns, n1, n0, the weight of a control (n1/n0) and, for each
 * outcome o, e1_o and e0_o.
 */
export function strata(columns: readonly string[]): SQL {
  const names = list(columns.map(column))
  const events = OUTCOMES.map(
    (o) => sql`sum(case when is_member then ${column(o)} else 0 end)::double precision as e1_${column(o)},
      sum(case when is_member then 0 else ${column(o)} end)::double precision as e0_${column(o)}`,
  )
  return sql`stratum as materialized (
    select s.*, s.n1 / s.n0 as weight from (
      select ${names}, (count(*) filter (where is_member))::double precision as n1,
        (count(*) filter (where not is_member))::double precision as n0, ${list(events)}
      from trial group by ${names}
    ) s where s.n1 > 0 and s.n0 > 0
  )`
}

/** Joins `trial t` to `stratum s`. */
export function sameStratum(columns: readonly string[]): SQL {
  return sql.join(
    columns.map((c) => sql`s.${column(c)} = t.${column(c)}`),
    sql` and `,
  )
}

/** One estimate for the whole, or one for each key that has a matched member. */
export async function estimate(
  engine: Engine,
  query: MetricQuery,
  level: Level,
  by: TrialKey | null = null,
): Promise<Estimate[]> {
  const rows = await engine.query<Record<string, number | string | null>>(statement(query, level, by))
  return rows.map((row) => {
    const number = (name: string) => Number(row[name] ?? 0)
    const effectOf = (o: Outcome): Effect => ({
      ...attOf(sumsOf(o, number)),
      events1: number(`e1_${o}`),
      events0: number(`e0_${o}`),
      cmh: chi2OfSums(number(`excess_${o}`), number(`variance_${o}`))?.chi2 ?? null,
    })
    return {
      key: String(row.key),
      members: number('members'),
      matchedPersons: number('matched_persons'),
      controls: number('controls'),
      essControls: number('ess'),
      effects: { returned: effectOf('returned'), referred: effectOf('referred'), placebo: effectOf('placebo') },
    }
  })
}

/** Variances of the difference, Σ(a − b)²/N², and of the log ratio, Σ(a/p1 − b/p0)²/N², from the sums over persons. */
function sumsOf(o: Outcome, number: (name: string) => number): AttSums {
  const [p1, p0] = [number(`p1_${o}`), number(`p0_${o}`)]
  const [aa, ab, bb] = [number(`aa_${o}`), number(`ab_${o}`), number(`bb_${o}`)]
  const squared = number('members') ** 2
  const hasRatio = p1 > 0 && p0 > 0
  return {
    p1,
    p0,
    persons: number('persons'),
    difference: Math.max(0, aa - 2 * ab + bb) / squared,
    logRatio: hasRatio ? Math.max(0, aa / p1 ** 2 - (2 * ab) / (p1 * p0) + bb / p0 ** 2) / squared : null,
  }
}

function statement(query: MetricQuery, level: Level, by: TrialKey | null): SQL {
  const columns = stratumColumns(level, by)
  const key = (alias: string) => (by ? column(`${alias}.${by}`) : sql`''`)
  return sql`with ${trials(query)}, ${strata(columns)},
    total as materialized (
      select ${key('s')} as key, sum(s.n1) as members, sum(s.n0) as controls, ${exactSum(sql`s.n1 * s.n1 / s.n0`)} as squares,
        ${list(OUTCOMES.map(totals))}
      from stratum s group by 1
    ),
    psi as (
      select ${key('t')} as key, t.person_id, max(case when t.is_member then 1 else 0 end) as is_member,
        ${list(OUTCOMES.map(contributions))}
      from trial t join stratum s on ${sameStratum(columns)} join total g on g.key = ${key('s')}
      group by 1, t.person_id
    )
    select g.key, g.members, g.controls, g.members * g.members / g.squares as ess, count(*) as persons,
      sum(psi.is_member) as matched_persons, ${list(OUTCOMES.map(finals))}
    from psi join total g on g.key = psi.key
    group by g.key, g.members, g.controls, g.squares, ${list(OUTCOMES.map(carried))}`
}

/** Sums over strata: risks, events, and the two sums of the Mantel–Haenszel test. */
function totals(o: Outcome): SQL {
  const [e1, e0] = [column(`s.e1_${o}`), column(`s.e0_${o}`)]
  const name = (prefix: string) => column(`${prefix}_${o}`)
  const [n, e] = [sql`(s.n1 + s.n0)`, sql`(${e1} + ${e0})`]
  return sql`sum(${e1}) as ${name('e1')}, sum(${e0}) as ${name('e0')},
    sum(${e1}) / sum(s.n1) as ${name('p1')}, ${exactSum(sql`s.n1 * ${e0} / s.n0`)} / sum(s.n1) as ${name('p0')},
    ${exactSum(sql`${e1} - s.n1 * ${e} / ${n}`)} as ${name('excess')},
    ${exactSum(sql`s.n1 * s.n0 * ${e} * (${n} - ${e}) / (${n} * ${n} * (${n} - 1))`)} as ${name('variance')}`
}

/**
 * ψ of both risks per person, times the number of matched members, which keeps it near 1.
 * A lone control of a stratum equals its stratum's risk and adds nothing.
 */
function contributions(o: Outcome): SQL {
  const y = column(`t.${o}`)
  const p0s = sql`${column(`s.e0_${o}`)} / s.n0`
  const a = sql`case when t.is_member then ${y} - g.${column(`p1_${o}`)} else 0 end`
  const b = sql`case when t.is_member then ${p0s} - g.${column(`p0_${o}`)}
    when s.n0 > 1 then s.weight * (${y} - ${p0s}) * sqrt(s.n0 / (s.n0 - 1)) else 0 end`
  return sql`${exactSum(a)} as a_${column(o)}, ${exactSum(b)} as b_${column(o)}`
}

/** Sums of squares and products over persons. A ψ may reach the weight of a control, hence fewer digits. */
function finals(o: Outcome): SQL {
  const name = (prefix: string) => column(`${prefix}_${o}`)
  const [a, b] = [column(`psi.a_${o}`), column(`psi.b_${o}`)]
  return sql`${carried(o)}, ${exactSum(sql`${a} * ${a}`, 10)} as ${name('aa')}, ${exactSum(sql`${a} * ${b}`, 10)} as ${name('ab')},
    ${exactSum(sql`${b} * ${b}`, 10)} as ${name('bb')}`
}

function carried(o: Outcome): SQL {
  return list(['e1', 'e0', 'p1', 'p0', 'excess', 'variance'].map((prefix) => column(`g.${prefix}_${o}`)))
}
