import { monthStartBefore } from '../../../lib/filters/as-of.ts'
import type { Asked } from '../../../lib/filters/ask.ts'
import { type Period, periodOf } from '../../../lib/filters/period.ts'
import { choiceOf } from '../../../lib/filters/selection.ts'
import { attributionShift, type Shift } from '../../../lib/metrics/shared/funnel/attribution.ts'
import { type Leak, leaksOf, type Weakest, weakestStep } from '../../../lib/metrics/shared/funnel/leaks.ts'
import { type StepFigures, stepsOf } from '../../../lib/metrics/shared/funnel/steps.ts'
import type { Page } from '../../ui/shell/read-page.ts'

export const ATTRIBUTIONS = ['first', 'last'] as const
export const ORDERS = ['strict', 'any'] as const
export const SPLITS = ['channel', 'group', 'disease'] as const

export interface FunnelPage {
  asOf: string
  period: Period
  /** Beginnings of the periods that are one click away. */
  presets: { months: number; from: string }[]
  attribution: (typeof ATTRIBUTIONS)[number]
  order: (typeof ORDERS)[number]
  split: (typeof SPLITS)[number]
  strict: Asked
  any: Asked
  steps: Record<(typeof ORDERS)[number], StepFigures>
  weakest: Weakest
  /** By channel, group or disease, always in order, so that leaks can be told. */
  parts: Asked
  leaks: Map<string, Leak>
  months: Asked
  shifts: Shift[]
}

/** Every figure of the page, all at once. */
export async function gatherFunnel({ ask, asOf, params }: Page): Promise<FunnelPage> {
  const attribution = choiceOf(params, 'attribution', ATTRIBUTIONS)
  const order = choiceOf(params, 'order', ORDERS)
  const split = choiceOf(params, 'split', SPLITS)
  const period = periodOf(params, asOf)
  const funnel = (inOrder: FunnelPage['order'], by?: string, touch: FunnelPage['attribution'] = attribution) => {
    const parameters = {
      ...(inOrder === 'any' && { strict: 'false' }),
      ...(touch === 'last' && { attribution: touch }),
    }
    return ask({ metric: 'funnel', parameters, ...(by && { by }), ...period })
  }
  const [strict, any, parts, months, first, last] = await Promise.all([
    funnel('strict'),
    funnel('any'),
    funnel('strict', split),
    funnel(order, 'month'),
    funnel('strict', 'channel', 'first'),
    funnel('strict', 'channel', 'last'),
  ])
  const steps = { strict: stepsOf(strict.answer), any: stepsOf(any.answer) }
  return {
    ...{ asOf, period, attribution, order, split, strict, any, steps, parts, months },
    presets: [12, 6].map((count) => ({ months: count, from: monthStartBefore(asOf, count) })),
    weakest: weakestStep(steps.strict),
    leaks: leaksOf(parts.answer),
    shifts: attributionShift(first.answer, last.answer),
  }
}
