/** The cells of the cohort heatmap as figures: what stands under `parts.cells`. Pure. */
import type { Figure, State } from '../metric.ts'
import { numberOf, recordsOf } from './highlights.ts'

export interface Cell extends Figure {
  /** Month or week after the join. */
  k: number
}

/** One figure a step, in order. */
export function cellsOf(figure: Figure): Cell[] {
  return recordsOf(figure, 'cells').map((cell) => ({
    k: numberOf(cell, 'k') ?? 0,
    state: cell.state as State,
    value: numberOf(cell, 'value'),
    numerator: numberOf(cell, 'numerator'),
    denominator: numberOf(cell, 'denominator'),
    low: numberOf(cell, 'low'),
    high: numberOf(cell, 'high'),
    ...(typeof cell.maturesOn === 'string' && { maturesOn: cell.maturesOn }),
    notes: [],
  }))
}

/** The steps that any cohort has reached; the heatmap shows no empty columns behind them. */
export function reachedSteps(figure: Figure): number[] {
  return cellsOf(figure)
    .filter((cell) => cell.state !== 'immature' && cell.state !== 'empty')
    .map((cell) => cell.k)
}
