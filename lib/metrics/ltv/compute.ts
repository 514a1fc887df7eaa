import type { Figure, GroupFigure, MetricQuery, Part, RoomAnswer } from '../metric.ts'
import { FEW, LEVEL } from '../shared/figure.ts'
import { byKey } from '../shared/matured.ts'
import { predictedFigure, predictedGroups } from '../shared/prediction/figure.ts'
import type { Prediction } from '../shared/prediction/predict.ts'
import { binsOf, type ChainPoint, chain } from './bins.ts'
import { type AgeRow, type BinRow, horizonOf, type ValueRow } from './query.ts'

/** 97.5 % quantile of the standard normal distribution. */
const Z = 1.959963984540054
/** From so many people on the mean is near enough to normal for an interval of ± z·se. */
const INTERVAL_FROM = 200

export interface LtvRows {
  values: readonly ValueRow[]
  ages: readonly AgeRow[]
  bins: readonly BinRow[]
}

/** The figure of everybody. */
export function ltvTotal(rows: LtvRows, query: MetricQuery): Figure {
  return ltvFigure(
    only(rows, ({ is_total }) => is_total),
    query,
  )
}

/** The rows of one figure. */
function only({ values, ages, bins }: LtvRows, isWanted: (row: ValueRow | AgeRow | BinRow) => boolean): LtvRows {
  return { values: values.filter(isWanted), ages: ages.filter(isWanted), bins: bins.filter(isWanted) }
}

/** The figure of rows that are all of one key. */
function ltvFigure(rows: LtvRows, query: MetricQuery, isCohort = false): Figure {
  const [row] = rows.values
  const points = chainOf(rows, query)
  const isReached = points.at(-1)?.day === horizonOf(query)
  const parts: Record<string, Part> = {
    ...spreadOf(row),
    censored: isReached ? (points.at(-1)?.value ?? null) : null,
    immature: row?.immature ?? 0,
    ...(query.parameters.curve === 'on' && { curve: points.map((point) => ({ ...point })) }),
  }
  const base = { notes: [], numerator: row?.net ?? 0, denominator: row?.people ?? 0, parts }
  if (!row || (row.people === 0 && row.immature === 0)) return { state: 'empty', value: null, ...base }
  if (row.people === 0 || (isCohort && row.immature > 0)) {
    const maturesOn = isCohort ? row.last_matures : row.first_matures
    return { state: 'immature', value: null, ...base, ...(maturesOn && { maturesOn }) }
  }
  const mean = row.net / row.people
  return { state: row.people < FEW ? 'few' : 'ok', value: mean, ...base, ...intervalOf(mean, row) }
}

/** Rows of the breakdown by key. */
export function ltvGroups(rows: LtvRows, query: MetricQuery): GroupFigure[] {
  return rows.values
    .filter(({ is_total }) => !is_total)
    .map(({ key }) => {
      const own = only(rows, (row) => !row.is_total && row.key === key)
      return { key, label: key, ...ltvFigure(own, query, query.by === 'cohort') }
    })
    .sort(byKey)
}

/** The answer with what the next horizon will bring beside what the first one brought. */
export function withPredicted({ overall, groups = [] }: RoomAnswer, prediction: Prediction): RoomAnswer {
  const predicted = predictedGroups(prediction)
  return {
    overall: withPart(overall, predictedFigure(prediction)),
    ...(groups.length > 0 && {
      groups: groups.map((group) => ({
        ...group,
        ...withPart(
          group,
          predicted.find((p) => p.key === group.key),
        ),
      })),
    }),
  }
}

function withPart(figure: Figure, predicted: Figure | undefined): Figure {
  if (!predicted) return figure
  const { state, value, denominator = null, low = null, high = null, maturesOn = null, notes, parts = {} } = predicted
  const part: Part = { state, value, people: denominator, low, high, maturesOn, notes, ...parts }
  return { ...figure, parts: { ...figure.parts, predicted: part } }
}

function spreadOf(row: ValueRow | undefined): Record<string, Part> {
  return {
    median: row?.median ?? null,
    topShare: row && row.net > 0 && row.top !== null ? row.top / row.net : null,
    se: row ? standardError(row) : null,
    payers: row?.payers ?? 0,
    before: row?.before ?? 0,
  }
}

function standardError({ people, squares }: ValueRow): number | null {
  return people > 1 && squares !== null ? Math.sqrt(squares / (people - 1) / people) : null
}

function intervalOf(mean: number, row: ValueRow): Pick<Figure, 'low' | 'high' | 'level'> {
  const se = standardError(row)
  if (se === null || row.people < INTERVAL_FROM) return { low: null, high: null, level: LEVEL }
  return { low: mean - Z * se, high: mean + Z * se, level: LEVEL }
}

function chainOf({ ages, bins }: LtvRows, query: MetricQuery): ChainPoint[] {
  const all = binsOf(horizonOf(query))
  const people = all.map((_, i) => ages.reduce((n, age) => n + (age.observed > i ? age.people : 0), 0))
  const net = all.map((_, i) => bins.find((bin) => bin.bin === i)?.net ?? 0)
  return chain(all, people, net)
}
