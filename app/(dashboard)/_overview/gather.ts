import { type Months, previousMonthEnd, wholeMonths } from '../../../lib/filters/as-of.ts'
import type { Asked } from '../../../lib/filters/ask.ts'
import { choiceOf } from '../../../lib/filters/selection.ts'
import type { Figure } from '../../../lib/metrics/metric.ts'
import { type Change, changeOf, contributionsOf } from '../../../lib/metrics/shared/contribution.ts'
import { type CostGap, readCostGaps } from '../../../lib/quality/cost-gaps.ts'
import type { Page } from '../../ui/shell/read-page.ts'

/** Months of the trends on the strip: a year and the month before it. */
export const TREND_MONTHS = 13

export const MOVERS = ['retention', 'activity', 'pool', 'revenue', 'booked-share'] as const
export const SPLITS = ['group', 'channel', 'disease'] as const
export type Mover = (typeof MOVERS)[number]
export type Split = (typeof SPLITS)[number]

export interface Compared {
  asked: Asked
  before: Figure
  /** Against the end of last month. */
  change: number | null
}

export interface Moved {
  metric: Mover
  by: Split
  asked: Asked
  before: Asked
  change: Change | null
  /** What is compared: a day against a day, or a month against a month. */
  now: string
  earlier: string
}

export interface Overview {
  asOf: string
  /** The end of last month. */
  before: string
  months: Months
  activity: Compared
  activityMonths: Asked
  retention: Compared
  returnLift: Asked
  referralLift: Asked
  brand: Asked
  /** Day by day over the trend. */
  pool: Asked
  poolBefore: Asked
  poolGroups: Asked
  retentionGroups: Asked
  /** Month by month over the trend. */
  revenue: Asked
  booked: Asked
  mover: Moved
  costGaps: CostGap[]
  others: Others | null
}

/** Patients who never joined beside members; `filtered` where a filter is set that they have no attribute for. */
export type Others = 'filtered' | { revenue: Asked; ltv: Asked; memberLtv: Asked }

/** Every figure of the overview, all at once. */
export async function gatherOverview(page: Page): Promise<Overview> {
  const { asOf, ask, view } = page
  const before = previousMonthEnd(asOf)
  const months = wholeMonths(asOf, TREND_MONTHS)
  const { from, to } = months
  const months6 = { metric: 'retention', parameters: { months: '6' } }
  const [
    activityBefore,
    activityMonths,
    retention,
    retentionBefore,
    returnLift,
    referralLift,
    brand,
    pool,
    poolBefore,
    poolGroups,
    retentionGroups,
    revenue,
    booked,
    mover,
    costGaps,
    others,
  ] = await Promise.all([
    ask({ metric: 'activity', asOf: before }),
    ask({ metric: 'activity', by: 'month' }),
    ask({ ...months6, by: 'cohort' }),
    // By group, as the split below asks by default: one question for both.
    ask({ ...months6, asOf: before, by: 'group' }),
    ask({ metric: 'return-lift' }),
    ask({ metric: 'referral-lift' }),
    ask({ metric: 'brand' }),
    ask({ metric: 'pool', from, to: asOf }),
    ask({ metric: 'pool', asOf: before }),
    ask({ metric: 'pool', by: 'group' }),
    ask({ ...months6, by: 'group' }),
    ask({ metric: 'revenue', from, to }),
    ask({ metric: 'booked-share', from, to }),
    gatherMover(page, before),
    readCostGaps(view.actor, view, asOf),
    gatherOthers(page, months),
  ])
  return {
    ...{ asOf, before, months, activityMonths, returnLift, referralLift, brand, pool, poolBefore, poolGroups },
    ...{ retentionGroups, revenue, booked, mover, costGaps, others },
    activity: compared(activityMonths, activityBefore),
    retention: compared(retention, retentionBefore),
  }
}

function compared(now: Asked, before: Asked): Compared {
  const [figure, then] = [now.answer.overall, before.answer.overall]
  return { asked: now, before: then, change: changeOf(figure, then) }
}

async function gatherOthers({ ask, selection }: Page, { from, to }: Months): Promise<Others | null> {
  if (selection.population === undefined) return null
  if (Object.keys(selection.filters).length > 0) return 'filtered'
  const visit = { anchor: 'visit' }
  const [revenue, ltv, memberLtv] = await Promise.all([
    ask({ metric: 'revenue', parameters: { population: 'others' }, from, to }),
    ask({ metric: 'ltv', parameters: { ...visit, population: 'others' } }),
    ask({ metric: 'ltv', parameters: visit }),
  ])
  return { revenue, ltv, memberLtv }
}

/** The chosen figure then and now, split: figures of a day at the end of last month, those of a month for whole months. */
async function gatherMover({ ask, asOf, params }: Page, before: string): Promise<Moved> {
  const metric = choiceOf(params, 'why', MOVERS)
  const by = choiceOf(params, 'split', SPLITS)
  const isMonthly = metric === 'revenue' || metric === 'booked-share'
  const parameters: Record<string, string> = metric === 'retention' ? { months: '6' } : {}
  const [last, previous] = [wholeMonths(asOf, 1), wholeMonths(previousMonthEnd(wholeMonths(asOf, 1).to), 1)]
  const periods = isMonthly ? [spanOf(last), spanOf(previous)] : [{}, { asOf: before }]
  const [asked, then] = await Promise.all([
    ask({ metric, parameters, by, ...periods[0] }),
    ask({ metric, parameters, by, ...periods[1] }),
  ])
  return {
    ...{ metric, by, asked, before: then },
    change: contributionsOf(asked.answer, then.answer),
    ...(isMonthly ? { now: last.last, earlier: previous.last } : { now: asOf, earlier: before }),
  }
}

function spanOf({ from, to }: Months) {
  return { from, to }
}
