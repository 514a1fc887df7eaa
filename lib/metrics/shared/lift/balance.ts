/** How alike the arms are: standardised mean differences of every level of every variable, before and after matching. */
import { type SQL, sql } from 'drizzle-orm'
import type { Engine, Row } from '../../../warehouse/engine.ts'
import type { MetricQuery } from '../../metric.ts'
import { sameStratum, strata, stratumColumns } from './estimate.ts'
import type { Level } from './ladder.ts'
import { column, exactSum, list, trials } from './trials.ts'

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
const VARIABLES = [...CATEGORIES, ...NUMBERS].map(([name]) => name)
/** Position of the row that counts everybody. */
const EVERYBODY = -1

/** Digits that are enough for ages and visits and, weighted, for spend up to 10^10 yuan. */
const DIGITS = 6

/** Counts (`_n` all eligible, `_w` matched and weighted) of members and controls; for a number its sums as well. */
interface Tally extends Row {
  position: number
  level: string
  member_n: number
  member_w: number
  control_n: number
  control_w: number
  member_sum: number | null
  member_sum_w: number | null
  control_sum: number | null
  control_sum_w: number | null
  member_squares: number | null
}

/** The table, in the order of the variables; empty without trials. */
export async function balance(engine: Engine, query: MetricQuery, level: Level): Promise<BalanceRow[]> {
  const tallies = await engine.query<Tally>(statement(query, level))
  const whole = tallies.find((t) => t.position === EVERYBODY)
  if (!whole) return []
  return tallies
    .filter((t) => t.position !== EVERYBODY)
    .sort(inOrder)
    .map((t) => (t.position < CATEGORIES.length ? ofLevel(t, whole) : ofNumber(t)))
}

/** By variable, then by level: the same on every engine, whatever its collation. */
function inOrder(a: Tally, b: Tally): number {
  if (a.position !== b.position) return a.position - b.position
  return a.level < b.level ? -1 : 1
}

function ofLevel(t: Tally, whole: Tally): BalanceRow {
  const share = ratio(t.member_n, whole.member_n)
  const n = whole.member_n
  const sd = share !== null && n > 1 ? Math.sqrt((share * (1 - share) * n) / (n - 1)) : null
  return line(t, sd, {
    member: ratio(t.member_w, whole.member_w),
    control: ratio(t.control_w, whole.control_w),
    memberBefore: share,
    controlBefore: ratio(t.control_n, whole.control_n),
  })
}

function ofNumber(t: Tally): BalanceRow {
  const n = t.member_n
  const sum = t.member_sum ?? 0
  const sd = n > 1 ? Math.sqrt(Math.max(0, (t.member_squares ?? 0) - (sum * sum) / n) / (n - 1)) : null
  return line(t, sd, {
    member: ratio(t.member_sum_w, t.member_w),
    control: ratio(t.control_sum_w, t.control_w),
    memberBefore: ratio(t.member_sum, n),
    controlBefore: ratio(t.control_sum, t.control_n),
  })
}

type Means = Record<'member' | 'control' | 'memberBefore' | 'controlBefore', number | null>

function line(t: Tally, sd: number | null, means: Means): BalanceRow {
  return {
    covariate: VARIABLES[t.position] ?? '',
    level: t.level,
    memberMean: means.member ?? 0,
    controlMean: means.control ?? 0,
    smd: standardised(means.member, means.control, sd),
    smdBefore: standardised(means.memberBefore, means.controlBefore, sd),
  }
}

function ratio(part: number | null, whole: number): number | null {
  return part === null || whole === 0 ? null : part / whole
}

function standardised(member: number | null, control: number | null, sd: number | null): number | null {
  return member === null || control === null || sd === null || sd === 0 ? null : (member - control) / sd
}

/** The largest |SMD| after matching: 0 where nothing varies among members, null without a table. */
export function largestSmd(rows: readonly BalanceRow[]): number | null {
  return rows.length > 0 ? Math.max(...rows.map((r) => Math.abs(r.smd ?? 0))) : null
}

/**
 * Every trial once for each variable and once for everybody, then one grouping: a grouping set or a scan a variable would
 * cost several times that. `x` is the number of the variable, null for a category.
 */
function statement(query: MetricQuery, level: Level): SQL {
  const columns = stratumColumns(level, null)
  const slots = [EVERYBODY, ...VARIABLES.keys()].map((slot) => sql`(${column(String(slot))})`)
  const levels = CATEGORIES.map(([, source], i) => sql`when ${column(String(i))} then t.${column(source)}`)
  const numbers = NUMBERS.map(
    ([, source], i) => sql`when ${column(String(CATEGORIES.length + i))} then t.${column(source)}`,
  )
  return sql`with ${trials(query)}, ${strata(columns)},
    weighed as materialized (
      select t.*, case when s.n1 is null then 0 when t.is_member then 1 else s.weight end as w
      from trial t left join stratum s on ${sameStratum(columns)}
    ),
    spread as (
      select v.slot, t.is_member, t.w, case v.slot ${sql.join(levels, sql` `)} else '' end as level,
        case v.slot ${sql.join(numbers, sql` `)} end as x
      from weighed t cross join (values ${list(slots)}) as v(slot)
    )
    select slot as position, level, ${counted()}, ${sums()}
    from spread group by slot, level`
}

/** A number counts those for whom it is known. */
function counted(): SQL {
  const isKnown = sql`(slot < ${column(String(CATEGORIES.length))} or x is not null)`
  const [member, control] = [sql`is_member and ${isKnown}`, sql`not is_member and ${isKnown}`]
  return sql`count(*) filter (where ${member}) as member_n, ${exactSum(sql`case when ${member} then w else 0 end`)} as member_w,
    count(*) filter (where ${control}) as control_n, ${exactSum(sql`case when ${control} then w else 0 end`)} as control_w`
}

/** Sums of a number over those for whom it is known. Whole-number sums do not depend on the order of rows. */
function sums(): SQL {
  const whole = (arm: SQL, term: SQL) => sql`(sum(${term}) filter (where ${arm}))::double precision`
  const [member, control] = [sql`is_member`, sql`not is_member`]
  return sql`${whole(member, sql`x`)} as member_sum,
    ${exactSum(sql`case when is_member then w * x end`, DIGITS)} as member_sum_w,
    ${whole(control, sql`x`)} as control_sum, ${exactSum(sql`case when not is_member then w * x end`, DIGITS)} as control_sum_w,
    ${whole(member, sql`x::decimal(38, 0) * x`)} as member_squares`
}
