/** A second estimator of the same effect that needs no strata: controls weighted to the members' means. */
import { sql } from 'drizzle-orm'
import { attOf } from '../../../stats/att.ts'
import { entropyBalance } from '../../../stats/entropy-balancing.ts'
import type { Engine } from '../../../warehouse/engine.ts'
import type { MetricQuery } from '../../metric.ts'
import { column, list, type Outcome, trials } from './trials.ts'

export interface Sensitivity {
  value: number
  low: number
  high: number
  /** Effective number of controls. */
  ess: number
}

/** Spend enters as a number: its bands would say the same twice. */
const LEVELS_OF = [
  'department',
  'disease',
  'age5',
  'sex',
  'payer',
  'newness',
  'visits_band',
  'booking',
  'quarter',
] as const

type CellRow = Record<string, number | string | null>

/**
 * Entropy balancing over all eligible trials on the levels of the matching variables and on age, visits and spend as numbers,
 * interval clustered by person (the weights taken as known).
 * @returns null where the arms do not overlap
 */
export async function sensitivity(engine: Engine, query: MetricQuery, outcome: Outcome): Promise<Sensitivity | null> {
  const names = list(LEVELS_OF.map(column))
  // Persons with equal covariates share a row, so that the answer grows with the kinds of trials, not with trials.
  const found = await engine.query<CellRow>(sql`with ${trials(query)}
    select ${names}, age, visits_prior, spend_prior_fen, person_id, is_member, count(*) as n, sum(${column(outcome)}) as events
    from trial group by ${names}, age, visits_prior, spend_prior_fen, person_id, is_member`)
  const rows = inOrder(found)
  const { cells, cellOf } = cellsOf(rows)
  const balanced = entropyBalance(cells)
  if (!balanced) return null
  const members = cells.reduce((sum, c) => sum + c.members, 0)
  const weight = (row: CellRow, i: number) => (row.is_member ? 1 / members : (balanced.weights[cellOf[i] ?? 0] ?? 0))
  let [p1, p0] = [0, 0]
  rows.forEach((row, i) => {
    if (row.is_member) p1 += weight(row, i) * Number(row.events)
    else p0 += weight(row, i) * Number(row.events)
  })
  const psi = new Map<number, [number, number]>()
  rows.forEach((row, i) => {
    const own = psi.get(Number(row.person_id)) ?? [0, 0]
    const side = row.is_member ? 0 : 1
    own[side] += weight(row, i) * (Number(row.events) - Number(row.n) * (row.is_member ? p1 : p0))
    psi.set(Number(row.person_id), own)
  })
  const difference = [...psi.values()].reduce((sum, [a, b]) => sum + (a - b) ** 2, 0)
  const att = attOf({ p1, p0, persons: psi.size, difference, logRatio: null })
  return att.low === null || att.high === null
    ? null
    : { value: att.value, low: att.low, high: att.high, ess: balanced.ess }
}

/** In an order that no engine's collation changes, so that every sum runs alike. */
function inOrder(rows: readonly CellRow[]): CellRow[] {
  const columns = [...LEVELS_OF, 'age', 'visits_prior', 'spend_prior_fen', 'person_id', 'is_member']
  return rows
    .map((row) => ({ row, key: JSON.stringify(columns.map((name) => row[name])) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ row }) => row)
}

interface Cell {
  x: number[]
  members: number
  controls: number
}

function cellsOf(rows: readonly CellRow[]): { cells: Cell[]; cellOf: number[] } {
  const dummies = [...new Set(rows.flatMap((row) => LEVELS_OF.map((name) => `${name}=${row[name]}`)))].sort()
  const position = new Map(dummies.map((name, i) => [name, i]))
  const cells: Cell[] = []
  const byKey = new Map<string, number>()
  const cellOf = rows.map((row) => {
    const numbers = [Number(row.age ?? 0), Number(row.visits_prior), Number(row.spend_prior_fen)]
    const levels = LEVELS_OF.map((name) => `${name}=${row[name]}`)
    const key = JSON.stringify([levels, numbers])
    let index = byKey.get(key)
    if (index === undefined) {
      index = cells.length
      byKey.set(key, index)
      const x = new Array<number>(dummies.length).fill(0)
      for (const level of levels) x[position.get(level) ?? 0] = 1
      cells.push({ x: [...x, ...numbers], members: 0, controls: 0 })
    }
    const cell = cells[index]
    if (cell) cell[row.is_member ? 'members' : 'controls'] += Number(row.n)
    return index
  })
  return { cells, cellOf }
}
