import { daysBefore, previousMonthEnd } from '../../../lib/filters/as-of.ts'
import type { Asked } from '../../../lib/filters/ask.ts'
import { choiceOf } from '../../../lib/filters/selection.ts'
import { type Change, changeOf, contributionsOf } from '../../../lib/metrics/shared/contribution.ts'
import type { Page } from '../../ui/shell/read-page.ts'

/** Days of the trends on the strip. */
const TREND_DAYS = 90

export const MOVERS = ['retention', 'activity', 'pool'] as const
export const SPLITS = ['group', 'channel', 'disease'] as const
export type Mover = (typeof MOVERS)[number]
export type Split = (typeof SPLITS)[number]

export interface Compared {
  asked: Asked
  /** Against the end of last month. */
  change: number | null
}

export interface Overview {
  asOf: string
  before: string
  activity: Compared
  activityMonths: Asked
  retention: Compared
  returnLift: Asked
  referralLift: Asked
  brand: Asked
  pool: Asked
  poolBefore: Asked
  poolGroups: Asked
  retentionGroups: Asked
  mover: { metric: Mover; by: Split; asked: Asked; change: Change | null }
}

/** Every figure of the overview, all at once. */
export async function gatherOverview(page: Page): Promise<Overview> {
  const { asOf, ask } = page
  const before = previousMonthEnd(asOf)
  const from = daysBefore(asOf, TREND_DAYS)
  const metric = choiceOf(page.params, 'why', MOVERS)
  const by = choiceOf(page.params, 'split', SPLITS)
  const parameters: Record<string, string> = metric === 'retention' ? { months: '6' } : {}
  const months6 = { metric: 'retention', parameters: { months: '6' } }
  const [
    activity,
    activityBefore,
    activityMonths,
    retention,
    retentionBefore,
    returnLift,
    referralLift,
    brand,
    pool,
    recent,
    poolBefore,
    poolGroups,
    retentionGroups,
    moved,
    movedBefore,
  ] = await Promise.all([
    ask({ metric: 'activity' }),
    ask({ metric: 'activity', asOf: before }),
    ask({ metric: 'activity', by: 'month' }),
    ask({ ...months6, by: 'cohort' }),
    ask({ ...months6, asOf: before }),
    ask({ metric: 'return-lift' }),
    ask({ metric: 'referral-lift' }),
    ask({ metric: 'brand' }),
    ask({ metric: 'pool', from, to: asOf }),
    ask({ metric: 'pool' }),
    ask({ metric: 'pool', asOf: before }),
    ask({ metric: 'pool', by: 'group' }),
    ask({ ...months6, by: 'group' }),
    ask({ metric, parameters, by }),
    ask({ metric, parameters, by, asOf: before }),
  ])
  return {
    asOf,
    before,
    activity: compared(activity, activityBefore),
    activityMonths,
    retention: compared(retention, retentionBefore),
    returnLift,
    referralLift,
    brand,
    // Flows of the last 30 days, with the trend of the last 90.
    pool: { ...recent, answer: { ...recent.answer, series: pool.answer.series } },
    poolBefore,
    poolGroups,
    retentionGroups,
    mover: { metric, by, asked: moved, change: contributionsOf(moved.answer, movedBefore.answer) },
  }
}

function compared(now: Asked, before: Asked): Compared {
  return { asked: now, change: changeOf(now.answer.overall, before.answer.overall) }
}
