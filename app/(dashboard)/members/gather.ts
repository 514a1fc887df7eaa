import { monthEnds, monthStartBefore } from '../../../lib/filters/as-of.ts'
import type { Asked } from '../../../lib/filters/ask.ts'
import { choiceOf } from '../../../lib/filters/selection.ts'
import type { Page } from '../../ui/shell/read-page.ts'

export const FLOW_MONTHS = ['6', '3', '12'] as const
export const READINGS = ['hba1c', 'sbp', 'dbp', 'glucose', 'weight'] as const
export const HEALTH_MONTHS = ['6', '3', '12'] as const
export const METHODS = ['lab', 'any'] as const
export const COUPON_ROWS = ['template', 'campaign'] as const
export const NPS_ROWS = ['group', 'disease', 'channel'] as const

/** Quarters back over which the share of the high-value people is drawn. */
const QUARTERS = 4

export interface MembersPage {
  asOf: string
  /** First day of the twelve calendar months that the monthly panels show. */
  from: string
  flowMonths: (typeof FLOW_MONTHS)[number]
  reading: (typeof READINGS)[number]
  healthMonths: (typeof HEALTH_MONTHS)[number]
  method: (typeof METHODS)[number]
  couponRows: (typeof COUPON_ROWS)[number]
  npsRows: (typeof NPS_ROWS)[number]
  tiers: Asked
  flow: Asked
  points: Asked
  coupons: Asked
  interval: Asked
  followUp: Asked
  /** Quarter by quarter, oldest first, the as-of last. */
  highValue: Asked[]
  referred: Asked
  referrers: Asked
  health: Asked
  /** The same by the bands before and after. */
  healthMoves: Asked
  npsWaves: Asked
  npsGroups: Asked
  satisfaction: Asked
}

/** Every figure of the page, all at once. */
export async function gatherMembers({ ask, asOf, params }: Page): Promise<MembersPage> {
  const choices = {
    flowMonths: choiceOf(params, 'flow', FLOW_MONTHS),
    reading: choiceOf(params, 'reading', READINGS),
    healthMonths: choiceOf(params, 'after', HEALTH_MONTHS),
    couponRows: choiceOf(params, 'coupons', COUPON_ROWS),
    npsRows: choiceOf(params, 'nps', NPS_ROWS),
  }
  // Blood pressure, glucose and weight come from nurses and homes: asked for laboratory values alone they would be empty.
  const method = choices.reading === 'hba1c' ? choiceOf(params, 'method', METHODS) : 'any'
  const from = monthStartBefore(asOf, 11)
  const period = { from, to: asOf }
  const quarters = monthEnds(asOf, 3 * QUARTERS + 1).filter((_, i) => i % 3 === 0)
  const readings = { metric: 'health', parameters: { metric: choices.reading, months: choices.healthMonths, method } }
  const [tiers, flow, points, coupons, interval, followUp, referred, referrers, health, healthMoves, ...surveys] =
    await Promise.all([
      ask({ metric: 'members', by: 'tier' }),
      ask({ metric: 'tier-flow', parameters: { months: choices.flowMonths }, by: 'flow' }),
      ask({ metric: 'points', ...period }),
      ask({ metric: 'coupons', by: choices.couponRows }),
      ask({ metric: 'return-interval', parameters: { curve: 'on' }, by: 'disease' }),
      ask({ metric: 'follow-up', by: 'disease' }),
      ask({ metric: 'referral', ...period }),
      ask({ metric: 'referral', parameters: { side: 'members' }, ...period }),
      ask({ ...readings, by: 'band' }),
      ask({ ...readings, by: 'band-flow' }),
      ask({ metric: 'nps', by: 'wave' }),
      ask({ metric: 'nps', by: choices.npsRows }),
      ask({ metric: 'satisfaction', by: 'wave' }),
    ])
  const highValue = await Promise.all(quarters.map((day) => ask({ metric: 'high-value', asOf: day })))
  const [npsWaves, npsGroups, satisfaction] = surveys as [Asked, Asked, Asked]
  return {
    ...{ asOf, from, ...choices, method, tiers, flow, points, coupons, interval, followUp, highValue },
    ...{ referred, referrers, health, healthMoves, npsWaves, npsGroups, satisfaction },
  }
}
