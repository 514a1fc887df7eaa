/** Methods judged on days that none of them has seen. Pure. */
import { type ForecastError, forecastError } from '../../../stats/forecast-error.ts'
import type { Cells } from './cells.ts'
import { foreteller, type Model, type Tried } from './model.ts'
import type { HistoryRow } from './query.ts'

export const METHODS = ['cells', 'bgnbd', 'own-rate', 'mean'] as const
export type Method = (typeof METHODS)[number]
export type Both = { visits: number; net: number }

export interface Score {
  method: Method
  visits: ForecastError
  net: ForecastError
}

/** Means of people with as many visits after the first; the last row holds everybody from there on. */
export interface FrequencyRow {
  x: number
  people: number
  actual: Both
  /** Null for a method that could not be fitted. */
  foretold: Record<Method, Both | null>
}

export interface Holdout {
  people: number
  scores: Score[]
  byFrequency: FrequencyRow[]
}

export interface Gate {
  id: 'regularity' | 'independence' | 'fit' | 'mae-visits' | 'mae-net' | 'bias-visits' | 'bias-net'
  /** What was found, and what it had to stay below; null where it could not be computed. */
  value: number | null
  limit: number | null
  isPassed: boolean
}

/** From here on visits are too regular for BG/NBD. */
const REGULAR = 1.5
/** From here on spending hangs on frequency, by the size of the correlation. */
const DEPENDENT = 0.2
/** Repeat visits from which on people are taken together. */
const MANY = 7

/** What the model says of each row. */
export function foretoldByModel(rows: readonly HistoryRow[], model: Model | null, days: number): Both[] | null {
  return model && rows.map(foreteller(model, days))
}

/**
 * @param byModel of each row, in order; null where no model could be fitted
 * @returns null without people, or while some state has no cell to speak for it
 */
export function judge(
  rows: readonly HistoryRow[],
  cells: Cells,
  byModel: readonly Both[] | null,
  days: number,
): Holdout | null {
  const methods = methodsOf(rows, cells, byModel, days)
  const foretold = rows.map((row, i) => methods.map((of) => of(row, i)))
  if (rows.length === 0 || foretold.some(([byCells]) => byCells === null)) return null
  const error = (m: number, of: keyof Both, among = rows.map((_, i) => i)) =>
    forecastError(
      among.flatMap((i) => {
        const [row, what] = [rows[i], foretold[i]?.[m]]
        return row && what ? [{ predicted: what[of], actual: row[of], people: row.people }] : []
      }),
    )
  const scores = METHODS.flatMap((method, m): Score[] => {
    const [visits, net] = [error(m, 'visits'), error(m, 'net')]
    return visits && net ? [{ method, visits, net }] : []
  })
  const byFrequency = Array.from({ length: MANY + 1 }, (_, x) => {
    const among = rows.flatMap((row, i) => (Math.min(row.x, MANY) === x ? [i] : []))
    return frequencyRow(x, (m, of) => error(m, of, among))
  })
  return { people: scores[0]?.net.people ?? 0, scores, byFrequency: byFrequency.filter((row) => row.people > 0) }
}

function frequencyRow(x: number, error: (m: number, of: keyof Both) => ForecastError | null): FrequencyRow {
  const means = METHODS.map((_, m) => {
    const [visits, net] = [error(m, 'visits'), error(m, 'net')]
    return visits && net ? { visits: visits.predicted / visits.people, net: net.predicted / net.people } : null
  })
  const [visits, net] = [error(0, 'visits'), error(0, 'net')]
  const people = visits?.people ?? 0
  return {
    ...{ x, people },
    actual: { visits: (visits?.actual ?? 0) / people, net: (net?.actual ?? 0) / people },
    foretold: Object.fromEntries(METHODS.map((name, m) => [name, means[m] ?? null])) as FrequencyRow['foretold'],
  }
}

/** One function a method, in the order of METHODS. Paces are per day since the first visit. */
function methodsOf(
  rows: readonly HistoryRow[],
  cells: Cells,
  byModel: readonly Both[] | null,
  days: number,
): ((row: HistoryRow, i: number) => Both | null)[] {
  const total = (of: (row: HistoryRow) => number) => rows.reduce((sum, row) => sum + row.people * of(row), 0)
  const time = total((row) => row.t)
  const pace = (amount: number, of: number) => (of > 0 ? (amount / of) * days : 0)
  const everybody = {
    visits: pace(
      total((row) => row.x),
      time,
    ),
    net: pace(
      total((row) => row.spent),
      time,
    ),
  }
  return [
    (row) => {
      const cell = cells(row)
      return cell && { visits: cell.visits, net: cell.mean }
    },
    (_, i) => byModel?.[i] ?? null,
    (row) => ({ visits: pace(row.x, row.t), net: pace(row.spent, row.t) }),
    () => everybody,
  ]
}

/** Whether BG/NBD may be used instead of the cells: its assumptions hold, and it was nearer in all four respects. */
export function gatesOf(tried: Tried, { scores }: Holdout): Gate[] {
  const cells = scores.find((s) => s.method === 'cells')
  const model = scores.find((s) => s.method === 'bgnbd')
  const bias = (error: ForecastError | undefined) =>
    error?.ratio === undefined || error.ratio === null ? null : Math.abs(error.ratio - 1)
  const below = (id: Gate['id'], value: number | null | undefined, limit: number | null | undefined): Gate => {
    const [v, l] = [value ?? null, limit ?? null]
    return { id, value: v, limit: l, isPassed: v !== null && l !== null && v < l }
  }
  return [
    below('regularity', tried.regularity, REGULAR),
    below('independence', tried.dependence === null ? null : Math.abs(tried.dependence), DEPENDENT),
    { id: 'fit', value: null, limit: null, isPassed: tried.model !== null },
    below('mae-visits', model?.visits.mae, cells?.visits.mae),
    below('mae-net', model?.net.mae, cells?.net.mae),
    below('bias-visits', bias(model?.visits), bias(cells?.visits)),
    below('bias-net', bias(model?.net), bias(cells?.net)),
  ]
}
