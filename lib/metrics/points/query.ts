/** The ledger of points: sums of the period and balances on the as-of. */
import { type SQL, sql } from 'drizzle-orm'
import type { Row } from '../../warehouse/engine.ts'
import type { MetricQuery } from '../metric.ts'
import { type ListedPerson, listedPerson } from '../shared/listed-person.ts'
import { counts, personColumn, personFilters } from '../shared/population.ts'

export interface Period {
  from: string
  to: string
}

/** Points of one key. */
export interface LedgerRow extends Row {
  key: string
  people: number
  balance: number
  holders: number
  /** Sum of the balances above 0. */
  held: number
  opening: number
  issued: number
  spent: number
  expired: number
}

export interface MonthRow extends Row {
  month: string
  issued: number
  spent: number
  expired: number
}

export interface HolderRow extends ListedPerson {
  balance: number
  last_on: string
}

function keyOf({ by, parameters }: MetricQuery): SQL {
  return by === undefined ? sql`''` : sql`coalesce(${personColumn(by, parameters.attribution)}, 'unknown')`
}

/** Entries known on the as-of of people who count: `from` and `where` over `points_day d`, `person p`. */
function entries(query: MetricQuery): SQL {
  return sql`points_day d join person p on p.person_id = d.person_id
    where d.day <= ${query.asOf}::date and ${counts(query.asOf)} and ${personFilters(query)}`
}

/** One row a key with anybody who ever had an entry. */
export function ledger(query: MetricQuery, { from, to }: Period): SQL {
  const inPeriod = sql`d.day between ${from}::date and ${to}::date`
  const total = (column: SQL) => sql`coalesce(sum(${column}) filter (where ${inPeriod}), 0)`
  return sql`select u.key, count(*) as people, sum(u.balance) as balance, count(*) filter (where u.balance > 0) as holders,
      coalesce(sum(u.balance) filter (where u.balance > 0), 0) as held, sum(u.opening) as opening,
      sum(u.issued) as issued, sum(u.spent) as spent, sum(u.expired) as expired
    from (
      select ${keyOf(query)} as key, d.person_id, sum(d.issued - d.spent - d.expired) as balance,
        coalesce(sum(d.issued - d.spent - d.expired) filter (where d.day < ${from}::date), 0) as opening,
        ${total(sql`d.issued`)} as issued, ${total(sql`d.spent`)} as spent, ${total(sql`d.expired`)} as expired
      from ${entries(query)} group by 1, d.person_id
    ) u group by u.key`
}

/** One row a calendar month of the period, also those without an entry. */
export function months(query: MetricQuery, { from, to }: Period): SQL {
  return sql`with entry as (select d.day, d.issued, d.spent, d.expired from ${entries(query)})
    select c.month, coalesce(sum(e.issued), 0) as issued, coalesce(sum(e.spent), 0) as spent,
      coalesce(sum(e.expired), 0) as expired
    from calendar c left join entry e on e.day = c.day
    where c.day between ${from}::date and ${to}::date group by c.month order by c.month`
}

/** People with a balance above 0, the largest first. */
export function holders(query: MetricQuery): SQL {
  return sql`with held as (select d.person_id, sum(d.issued - d.spent - d.expired) as balance, max(d.day) as last_on
      from ${entries(query)} group by d.person_id having sum(d.issued - d.spent - d.expired) > 0)
    select ${listedPerson(query.parameters.attribution)}, h.balance, cast(h.last_on as text) as last_on
    from held h join person p on p.person_id = h.person_id order by h.balance desc, p.person_key`
}
