/** Figures inside of figures: the cells of a cohort and the steps of a row of the funnel. */
import type { Figure, Part } from '../metrics/metric.ts'
import {
  block,
  type Count,
  type Counted,
  denominator,
  type Inner,
  isSmall,
  numerator,
  part,
  plus,
  ratio,
  rest,
  share,
} from './count.ts'

/** A step, or the last one for the row: its rate from the step before tells that step's count. */
const ofPeople: Count = (figure) => (figure.denominator === undefined ? null : numerator(figure))
export const STEP: Counted = ratio({
  row: plus(denominator, part('inProgress')),
  // Exposures and clicks have no base: they are events of anybody.
  numbers: [ofPeople, denominator, rest, part('stepDenominator'), part('dropped')],
  blocks: [block(['inProgress']), block(['slow'], ['slowHours']), share('fromJoin', denominator)],
})

/** The cells of a cohort, by step; with those who are not mature they make the cohort. */
export function cells(): Inner {
  return {
    part: 'cells',
    read: ({ parts }) => {
      const cells = Array.isArray(parts?.cells) ? parts.cells : []
      const waiting = (n: number | null | undefined) => Number(parts?.size ?? 0) - (n ?? 0)
      return new Map(
        cells.map((part) => {
          const cell = asFigure(asRecord(part))
          const isTold = cell.state !== 'immature' || !isSmall(waiting(cell.denominator))
          return [String(asRecord(part).k), isTold ? cell : { ...cell, numerator: null, denominator: null }]
        }),
      )
    },
    write: (figure, inner) => ({
      ...figure,
      ...(inner.size > 0 && {
        parts: {
          ...figure.parts,
          cells: [...inner].map(([k, cell]) => ({ ...EMPTY_CELL, ...asPart(cell), k: Number(k) })),
        },
      }),
    }),
    counted: ratio(),
    isChain: false,
  }
}

const EMPTY_CELL = { numerator: null, denominator: null, low: null, high: null, maturesOn: null }

/** The steps of a row of the funnel, in order. */
export function steps(): Inner {
  return {
    part: 'steps',
    read: ({ parts }) =>
      new Map(Object.entries(asRecord(parts?.steps)).map(([step, one]) => [step, asFigure(asRecord(one))])),
    write: (figure, inner) => ({
      ...figure,
      ...(inner.size > 0 && {
        parts: { ...figure.parts, steps: Object.fromEntries([...inner].map(([step, one]) => [step, asPart(one)])) },
      }),
    }),
    counted: STEP,
    isChain: true,
  }
}

export function asRecord(part: Part | undefined): Record<string, Part> {
  return typeof part === 'object' && part !== null && !Array.isArray(part) ? part : {}
}

const asFigure = (part: Record<string, Part>): Figure => ({ notes: [], ...part }) as unknown as Figure
const asPart = (figure: Figure): Record<string, Part> => ({ ...figure }) as unknown as Record<string, Part>
