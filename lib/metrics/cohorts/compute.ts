import type { Figure, GroupFigure, MetricQuery, Part } from '../metric.ts'
import { ratioFigure } from '../shared/figure.ts'
import { byKey, maturedFigure } from '../shared/matured.ts'
import type { CellRow } from './query.ts'

/** One row a cohort; its own figure is the cell of the step asked for, all cells stand under `parts.cells`. */
export function cohortFigures(rows: readonly CellRow[], query: MetricQuery): GroupFigure[] {
  const byCohort = new Map<string, CellRow[]>()
  for (const row of rows) byCohort.set(row.cohort, [...(byCohort.get(row.cohort) ?? []), row])
  return [...byCohort]
    .map(([cohort, cells]) => {
      const asked = cells.find((cell) => cell.step === Number(query.parameters.k))
      const figure = asked ? cellFigure(asked) : { state: 'empty' as const, value: null, notes: [] }
      const size = cells[0]?.size ?? 0
      const parts = {
        size,
        immature: asked?.immature ?? 0,
        cells: inOrder(cells).map((c) => cell(c.step, cellFigure(c))),
      }
      return { key: cohort, label: cohort, ...figure, parts }
    })
    .sort(byKey)
}

/** The weighted mean over the cohorts that are mature at a step: their counts added up. */
export function overallFigure(rows: readonly CellRow[], query: MetricQuery): Figure {
  const bySteps = new Map<number, CellRow[]>()
  for (const row of rows) bySteps.set(row.step, [...(bySteps.get(row.step) ?? []), row])
  const asked = bySteps.get(Number(query.parameters.k)) ?? []
  const cells = [...bySteps].sort(([a], [b]) => a - b).map(([step, column]) => cell(step, columnFigure(column)))
  const mature = asked.filter((row) => row.immature === 0)
  return {
    ...columnFigure(asked),
    parts: {
      size: sum(asked, 'size'),
      immature: sum(asked, 'size') - sum(mature, 'size'),
      cohorts: mature.length,
      cells,
    },
  }
}

function cellFigure(row: CellRow): Figure {
  const { kept, eligible, immature, last_matures } = row
  const counts = {
    numerator: kept,
    denominator: eligible,
    immature,
    firstMatures: last_matures,
    lastMatures: last_matures,
  }
  return maturedFigure(counts, true)
}

function columnFigure(column: readonly CellRow[]): Figure {
  const mature = column.filter((row) => row.immature === 0)
  const waiting = column.flatMap((row) => (row.immature > 0 ? [row.last_matures ?? ''] : [])).sort()
  return ratioFigure({
    numerator: sum(mature, 'kept'),
    denominator: sum(mature, 'eligible'),
    immature: waiting.length,
    maturesOn: waiting[0],
  })
}

function cell(k: number, figure: Figure): Part {
  const { state, value, numerator = null, denominator = null, low = null, high = null, maturesOn = null } = figure
  return { k, state, value, numerator, denominator, low, high, maturesOn }
}

function inOrder(cells: readonly CellRow[]): CellRow[] {
  return [...cells].sort((a, b) => a.step - b.step)
}

function sum(rows: readonly CellRow[], name: 'kept' | 'eligible' | 'size'): number {
  return rows.reduce((n, row) => n + row[name], 0)
}
