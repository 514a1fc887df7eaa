/** How alike the arms are: standardised mean differences of every level of every variable, before and after matching. */
import { type SQL, sql } from 'drizzle-orm'
import type { Engine, Row } from '../../../warehouse/engine.ts'
import type { MetricQuery } from '../../metric.ts'
import { sameStratum, strata, stratumColumns } from './estimate.ts'
import type { Level } from './ladder.ts'
import { column, exactSum, trials } from './trials.ts'

/** One line of the balance table. `level` is empty for a number (age, visits, spend in fen). */
export interface BalanceRow {
  covariate: string
  level: string
  memberMean: number
  controlMean: number
  /** (member mean − weighted control mean) / SD of all eligible member trials; null where they do not vary. */
  smd: number | null
  smdBefore: number | null
}

const CATEGORIES: readonly (readonly [name: string, column: string])[] = [
  ['department', 'department'],
  ['disease', 'disease'],
  ['age', 'age5'],
  ['sex', 'sex'],
  ['payer', 'payer'],
  ['patient', 'newness'],
  ['visits', 'visits_band'],
  ['spend', 'spend_band'],
  ['booking', 'booking'],
  ['quarter', 'quarter'],
]
const NUMBERS: readonly (readonly [name: string, column: string])[] = [
  ['age', 'age'],
  ['visits', 'visits_prior'],
  ['spend', 'spend_prior_fen'],
]

/** Enough for ages and visits and, weighted, for spend up to 10^10 yuan. */
const DIGITS = 6

/** The table, in the order of the variables. */
export async function balance(engine: Engine, query: MetricQuery, level: Level): Promise<BalanceRow[]> {
  const rows = await engine.query(statement(query, level))
  return rows.sort(inOrder).map((row) => {
    const number = (name: string) => (row[name] === null || row[name] === undefined ? null : Number(row[name]))
    const [member, control, sd] = [number('member_mean'), number('control_mean'), number('sd')]
    const [memberAll, controlAll] = [number('member_all'), number('control_all')]
    return {
      covariate: String(row.covariate),
      level: String(row.level),
      memberMean: member ?? 0,
      controlMean: control ?? 0,
      smd: standardised(member, control, sd),
      smdBefore: standardised(memberAll, controlAll, sd),
    }
  })
}

/** By variable, then by level: the same on every engine, whatever its collation. */
function inOrder(a: Row, b: Row): number {
  if (a.position !== b.position) return Number(a.position) - Number(b.position)
  return String(a.level) < String(b.level) ? -1 : 1
}

function standardised(member: number | null, control: number | null, sd: number | null): number | null {
  return member === null || control === null || sd === null || sd === 0 ? null : (member - control) / sd
}

/** The largest |SMD| after matching: 0 where nothing varies among members, null without a table. */
export function largestSmd(rows: readonly BalanceRow[]): number | null {
  return rows.length > 0 ? Math.max(...rows.map((r) => Math.abs(r.smd ?? 0))) : null
}

function statement(query: MetricQuery, level: Level): SQL {
  const columns = stratumColumns(level, null)
  return sql`with ${trials(query)}, ${strata(columns)},
    weighed as materialized (
      select t.*, case when s.n1 is null then 0 when t.is_member then 1 else s.weight end as w
      from trial t left join stratum s on ${sameStratum(columns)}
    ),
    size as (
      select (count(*) filter (where is_member))::double precision as members, ${exactSum(sql`case when is_member then w else 0 end`)} as matched,
        (count(*) filter (where not is_member))::double precision as controls, ${exactSum(sql`case when is_member then 0 else w end`)} as weight
      from weighed
    )
    select * from (${sql.join([...CATEGORIES.map(category), ...NUMBERS.map(numeric)], sql` union all `)}) b`
}

function category([name, source]: readonly [string, string], position: number): SQL {
  return sql`select ${column(String(position))} as position, '${column(name)}' as covariate, v.level,
    v.member_w / nullif(z.matched, 0) as member_mean, v.control_w / nullif(z.weight, 0) as control_mean,
    v.member_n / nullif(z.members, 0) as member_all, v.control_n / nullif(z.controls, 0) as control_all,
    sqrt(v.member_n / nullif(z.members, 0) * (1 - v.member_n / nullif(z.members, 0)) * z.members / nullif(z.members - 1, 0)) as sd
    from (
      select ${column(source)} as level, ${exactSum(sql`case when is_member then w else 0 end`)} as member_w,
        ${exactSum(sql`case when is_member then 0 else w end`)} as control_w,
        (count(*) filter (where is_member))::double precision as member_n,
        (count(*) filter (where not is_member))::double precision as control_n
      from weighed group by 1
    ) v cross join size z`
}

function numeric([name, source]: readonly [string, string], index: number): SQL {
  const x = column(source)
  const mean = (arm: SQL, weight: SQL) =>
    sql`${exactSum(sql`case when ${arm} then ${weight} * ${x} end`, DIGITS)} / nullif(${exactSum(sql`case when ${arm} and ${x} is not null then ${weight} end`)}, 0)`
  const [member, control] = [sql`is_member`, sql`not is_member`]
  // Σ(x − x̄)² from whole-number sums, which no order of rows can change.
  const n = sql`(count(${x}) filter (where is_member))`
  const sum = sql`(sum(${x}) filter (where is_member))::double precision`
  const squares = sql`(sum(${x}::decimal(38, 0) * ${x}) filter (where is_member))::double precision`
  return sql`select ${column(String(CATEGORIES.length + index))} as position, '${column(name)}' as covariate, '' as level,
    ${mean(member, sql`w`)} as member_mean, ${mean(control, sql`w`)} as control_mean,
    ${mean(member, sql`1`)} as member_all, ${mean(control, sql`1`)} as control_all,
    sqrt((${squares} - ${sum} * ${sum} / nullif(${n}, 0)) / nullif(${n} - 1, 0)) as sd
    from weighed`
}
