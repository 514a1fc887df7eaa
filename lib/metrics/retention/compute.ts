import {
  type Ending,
  type KaplanMeier,
  type KaplanMeierStep,
  kaplanMeier,
  survivalAt,
} from '../../stats/kaplan-meier.ts'
import type { Figure, GroupFigure, MetricQuery, Part } from '../metric.ts'
import { byKey, maturedFigure } from '../shared/matured.ts'
import type { RetentionRow } from './query.ts'

/** Mean length of a month; month k of the survival curve is day round(30.4375 k). */
const DAYS_A_MONTH = 30.4375
/** Most points of a curve that a page is sent. */
const CURVE_POINTS = 200

export interface RetentionFacts {
  rows: readonly RetentionRow[]
  /** Times to leaving; null where the answer has no survival curve. */
  endings: readonly Ending[] | null
  /** Some feed of activity is loaded: nobody active means nobody, not unknown. */
  hasActivity: boolean
}

/** The total: rows are people (or pairs), each in exactly one, so their counts add up. */
export function overallFigure(facts: RetentionFacts, query: MetricQuery): Figure {
  const figure = rowFigure(total(facts.rows), facts.hasActivity, false)
  const km = facts.endings && survival(facts.endings, query)
  return facts.endings ? { ...figure, parts: { ...figure.parts, km } } : figure
}

/** Rows of the breakdown by key. */
export function groupFigures(facts: RetentionFacts, query: MetricQuery): GroupFigure[] {
  return facts.rows
    .map((row) => ({ key: row.key, label: row.key, ...rowFigure(row, facts.hasActivity, query.by === 'cohort') }))
    .sort(byKey)
}

function rowFigure(row: RetentionRow, hasActivity: boolean, isCohort: boolean): Figure {
  const { immature, dead, dismissed, rejoined, eligible, active } = row
  const isKnown = hasActivity && eligible > 0
  return maturedFigure(
    {
      numerator: row.retained,
      denominator: eligible,
      immature,
      firstMatures: row.first_matures,
      lastMatures: row.last_matures,
      parts: {
        size: eligible + immature + dead + dismissed,
        immature,
        dead,
        dismissed,
        rejoined,
        active: {
          numerator: hasActivity ? active : null,
          denominator: eligible,
          value: isKnown ? active / eligible : null,
        },
      },
    },
    isCohort,
  )
}

function total(rows: readonly RetentionRow[]): RetentionRow {
  const sum = (name: keyof RetentionRow) => rows.reduce((n, row) => n + Number(row[name]), 0)
  const days = rows.flatMap((row) => [row.first_matures, row.last_matures]).filter((day) => day !== null)
  return {
    key: '',
    retained: sum('retained'),
    eligible: sum('eligible'),
    immature: sum('immature'),
    dead: sum('dead'),
    dismissed: sum('dismissed'),
    rejoined: sum('rejoined'),
    active: sum('active'),
    first_matures: days.sort()[0] ?? null,
    last_matures: days.sort().at(-1) ?? null,
  }
}

/** The curve read at month k; null beyond the longest time, as nothing is extrapolated. */
function survival(endings: readonly Ending[], { parameters }: MetricQuery): Part {
  const curve = kaplanMeier(endings)
  const day = Math.round(DAYS_A_MONTH * Number(parameters.months))
  const at = survivalAt(curve, day)
  return {
    day,
    survival: at?.survival ?? null,
    low: at?.low ?? null,
    high: at?.high ?? null,
    atRisk: at?.atRisk ?? null,
    median: curve.median,
    longest: curve.longest,
    ...(parameters.curve === 'on' && { curve: points(curve) }),
  }
}

function points({ steps }: KaplanMeier): Part[] {
  const first = { time: 0, survival: 1, low: null, high: null, atRisk: steps[0]?.atRisk ?? 0 }
  const last = steps.at(-1)
  const drops = steps.filter((step) => step.time > 0 && (step.events > 0 || step === last))
  const start = steps[0]?.time === 0 ? steps[0] : first
  return [start, ...thinned(drops)].map(({ time, survival, low, high, atRisk }) => ({
    day: time,
    survival,
    low,
    high,
    atRisk,
  }))
}

/** Every n-th step counted from the end, so that the last one stays. */
function thinned(steps: readonly KaplanMeierStep[]): KaplanMeierStep[] {
  const stride = Math.ceil(steps.length / (CURVE_POINTS - 1))
  return steps.filter((_, i) => (steps.length - 1 - i) % stride === 0)
}
