/** What several metrics say of each channel, side by side, and of all channels together. Pure. */
import type { Answer, Figure, Part, State } from '../metric.ts'
import { numberOf, partOf, recordOf } from './highlights.ts'
import type { Monthly } from './spend/budget.ts'

export interface ChannelAnswers<Horizon extends string> {
  cac: Answer
  roi: Answer
  retention: Answer
  match: Answer
  /** In any order: who visits without consulting is not lost. */
  funnel: Answer
  ltv: Record<Horizon, Answer>
}

export interface ChannelRow<Horizon extends string> {
  key: string
  label: string
  cac: Figure | undefined
  roi: Figure | undefined
  retention: Figure | undefined
  match: Figure | undefined
  ltv: Record<Horizon, Figure | undefined>
  exposures: number | null
  clicks: number | null
  /** Visited within 90 days of the join. */
  conversion: Figure | undefined
}

/** One row a channel that any of the answers names, the costliest first and the unknown last; and the row of them all. */
export function channelRows<Horizon extends string>(
  answers: ChannelAnswers<Horizon>,
): { rows: ChannelRow<Horizon>[]; total: ChannelRow<Horizon> } {
  const names = new Map<string, string>()
  for (const answer of everyAnswer(answers)) for (const { key, label } of answer.groups ?? []) names.set(key, label)
  const of = (key: string) => (answer: Answer) => answer.groups?.find((group) => group.key === key)
  const rows = [...names].map(([key, label]) => rowOf(answers, key, label, of(key)))
  return { rows: rows.sort(byCost), total: rowOf(answers, 'total', '', (answer) => answer.overall) }
}

function everyAnswer<Horizon extends string>({ ltv, ...rest }: ChannelAnswers<Horizon>): Answer[] {
  return [...Object.values<Answer>(rest), ...Object.values<Answer>(ltv)]
}

function rowOf<Horizon extends string>(
  { cac, roi, retention, match, funnel, ltv }: ChannelAnswers<Horizon>,
  key: string,
  label: string,
  read: (answer: Answer) => Figure | undefined,
): ChannelRow<Horizon> {
  const steps = stepsOf(read(funnel))
  const horizons = Object.entries<Answer>(ltv).map(([days, answer]) => [days, read(answer)])
  return {
    ...{ key, label, cac: read(cac), roi: read(roi), retention: read(retention), match: read(match) },
    ltv: Object.fromEntries(horizons) as ChannelRow<Horizon>['ltv'],
    exposures: steps.exposure?.numerator ?? null,
    clicks: steps.click?.numerator ?? null,
    conversion: steps.visit,
  }
}

function byCost(a: Pick<ChannelRow<string>, 'key' | 'cac'>, b: Pick<ChannelRow<string>, 'key' | 'cac'>): number {
  const last = Number(a.key === 'unknown') - Number(b.key === 'unknown')
  // An unknown cost may be a great one: it stands on top, where it is seen.
  const cost = (row: Pick<ChannelRow<string>, 'cac'>) =>
    row.cac?.state === 'not_covered' ? Number.POSITIVE_INFINITY : (row.cac?.numerator ?? 0)
  return last || (cost(a) === cost(b) ? a.key.localeCompare(b.key) : cost(b) - cost(a))
}

/** The steps of a funnel as figures of their own. */
function stepsOf(funnel: Figure | undefined): Record<string, Figure | undefined> {
  const steps = funnel ? recordOf(funnel, 'steps') : {}
  return Object.fromEntries(Object.entries(steps).map(([step, part]) => [step, figureOf(part)]))
}

/** A part that holds a figure. */
function figureOf(part: Part | undefined): Figure | undefined {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return undefined
  return {
    state: part.state as State,
    value: numberOf(part, 'value'),
    numerator: numberOf(part, 'numerator'),
    denominator: numberOf(part, 'denominator'),
    low: numberOf(part, 'low'),
    high: numberOf(part, 'high'),
    ...(typeof part.maturesOn === 'string' && { maturesOn: part.maturesOn }),
    ...(typeof part.missing === 'string' && { missing: part.missing }),
    notes: [],
  }
}

/** LTV against cost of the same people (`roi`, parts.ltvCac). */
export interface Worth {
  people: number
  ltv: number | null
  ltvLow: number | null
  ltvHigh: number | null
  /** What one join cost. */
  cac: number | null
  /** LTV / cost. */
  value: number | null
  low: number | null
  high: number | null
  maturesOn: string | null
}

export function worthIn(roi: Figure | undefined): Worth {
  const part = roi ? recordOf(roi, 'ltvCac') : {}
  const read = (name: string) => numberOf(part, name)
  return {
    ...{ people: read('people') ?? 0, ltv: read('ltv'), ltvLow: read('ltvLow'), ltvHigh: read('ltvHigh') },
    ...{ cac: read('cac'), value: read('value'), low: read('low'), high: read('high') },
    maturesOn: typeof part.maturesOn === 'string' ? part.maturesOn : null,
  }
}

/** When a channel paid back, or how far one could look. */
export function paybackIn(roi: Figure | undefined): { month: number | null; observed: number } {
  return { month: partOf(roi, 'paybackMonth'), observed: partOf(roi, 'paybackObserved') ?? 0 }
}

export type Certainty = 'gain' | 'loss' | 'unproven'

export interface Incremental {
  value: number | null
  low: number | null
  high: number | null
  /** Half of the interval, which lies evenly around the value. */
  half: number | null
  /** `gain` only where the lift is significantly higher and the whole interval above zero. */
  certainty: Certainty
}

/** A part with an interval (`incremental`, `incrementalGain`), and what may be said of it. */
export function incrementalIn(roi: Figure | undefined, name = 'incremental'): Incremental {
  const part = roi ? recordOf(roi, name) : {}
  const [value, low, high] = ['value', 'low', 'high'].map((field) => numberOf(part, field))
  return {
    ...{ value: value ?? null, low: low ?? null, high: high ?? null },
    half: typeof low === 'number' && typeof high === 'number' ? (high - low) / 2 : null,
    certainty: certaintyOf(low ?? null, high ?? null, roi?.parts?.incrementalVerdict),
  }
}

function certaintyOf(low: number | null, high: number | null, verdict: Part | undefined): Certainty {
  if (high !== null && high < 0) return 'loss'
  return low !== null && low > 0 && verdict === 'significantly_higher' ? 'gain' : 'unproven'
}

/** Budget and new patients month by month (`cac`, parts.monthly). */
export function monthlyIn(cac: Figure | undefined): Monthly[] {
  const rows = cac?.parts?.monthly
  if (!Array.isArray(rows)) return []
  return rows.flatMap((row) =>
    typeof row === 'object' && row !== null && !Array.isArray(row) && typeof row.month === 'string'
      ? [{ month: row.month, budget: numberOf(row, 'budget'), newPatients: numberOf(row, 'newPatients') ?? 0 }]
      : [],
  )
}

/** The two costliest channels: what is compared while nobody has chosen. */
export function costliest(rows: readonly Pick<ChannelRow<string>, 'key' | 'cac'>[], count: number): string[] {
  return rows
    .filter(({ key, cac }) => key !== 'unknown' && (cac?.numerator ?? 0) > 0)
    .slice(0, count)
    .map(({ key }) => key)
}
