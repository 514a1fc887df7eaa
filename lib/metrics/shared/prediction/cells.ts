/** What became of like people one horizon earlier, and what that says of others. Pure. */
import { Z95 } from '../../../stats/wilson.ts'
import { cellsOf, LEVELS, type PersonState, SMALLEST } from './bands.ts'
import type { StateRow } from './query.ts'

/** What one person of a cell brought: means and the variance between people (n − 1), money in fen. */
export interface Cell {
  name: string
  level: (typeof LEVELS)[number]
  people: number
  mean: number
  variance: number
  visits: number
}

/** The cell that speaks for a state: the finest with enough people; null while there is none. */
export type Cells = (state: PersonState) => Cell | null

/** Learns from people whose horizon is over. */
export function learnCells(rows: readonly StateRow[]): Cells {
  const sums = new Map<string, Pick<StateRow, 'people' | 'net' | 'squares' | 'visits'>>()
  for (const row of rows) {
    for (const name of cellsOf(row)) {
      const sum = sums.get(name) ?? { people: 0, net: 0, squares: 0, visits: 0 }
      sum.people += row.people
      sum.net += row.net
      sum.squares += row.squares
      sum.visits += row.visits
      sums.set(name, sum)
    }
  }
  return (state) => {
    for (const [i, name] of cellsOf(state).entries()) {
      const sum = sums.get(name)
      const level = LEVELS[i]
      if (!sum || !level || sum.people < SMALLEST) continue
      const { people } = sum
      const mean = sum.net / people
      const variance = Math.max(0, sum.squares - people * mean * mean) / (people - 1)
      return { name, level, people, mean, variance, visits: sum.visits / people }
    }
    return null
  }
}

export interface Foretold {
  people: number
  /** Mean money of one person in the horizon, fen, and of visits. */
  mean: number
  visits: number
  /** Where the mean of these people will lie in 19 of 20 cases, if the next horizon is like the last one. */
  low: number
  high: number
  /** People by the level of the cell that speaks for them. */
  levels: Partial<Record<(typeof LEVELS)[number], number>>
}

/**
 * The mean over people. Its variance has two sources: cells were learned from finitely many people (σ²/n of a cell, by
 * its squared share), and what people do scatters around their cells (σ² over the people asked about).
 * @returns null without people, or while no cell speaks for some of them
 */
export function foretell(cells: Cells, rows: readonly StateRow[]): Foretold | null {
  const used = new Map<string, { cell: Cell; people: number }>()
  for (const row of rows) {
    const cell = cells(row)
    if (!cell) return null
    const known = used.get(cell.name) ?? { cell, people: 0 }
    known.people += row.people
    used.set(cell.name, known)
  }
  const people = rows.reduce((sum, row) => sum + row.people, 0)
  if (people === 0) return null
  let [mean, visits, variance] = [0, 0, 0]
  const levels: Foretold['levels'] = {}
  for (const { cell, people: n } of used.values()) {
    const share = n / people
    mean += share * cell.mean
    visits += share * cell.visits
    variance += (share * share * cell.variance) / cell.people + (share * cell.variance) / people
    levels[cell.level] = (levels[cell.level] ?? 0) + n
  }
  const half = Z95 * Math.sqrt(variance)
  return { people, mean, visits, low: mean - half, high: mean + half, levels }
}
