import { daysBefore } from '../../../../lib/filters/as-of.ts'
import type { Asked } from '../../../../lib/filters/ask.ts'
import { choiceOf } from '../../../../lib/filters/selection.ts'
import { type Pressure, pressures } from '../../../../lib/metrics/shared/push-pressure.ts'
import type { Page } from '../../../ui/shell/read-page.ts'

export const WEEKS = ['12', '4', '26', '52'] as const
export const CUTS = ['type', 'topic'] as const

export interface ContentPage {
  asOf: string
  from: string
  weeks: (typeof WEEKS)[number]
  cut: (typeof CUTS)[number]
  pressure: Asked
  groups: Pressure[]
  /** By type or topic, with the total. */
  kinds: Asked
  slots: Asked
  contents: Asked
  campaigns: Asked
  streams: Asked
  coupons: Asked
}

/** Every figure of the section, all at once. */
export async function gatherContent({ ask, asOf, params }: Page): Promise<ContentPage> {
  const weeks = choiceOf(params, 'weeks', WEEKS)
  const cut = choiceOf(params, 'cut', CUTS)
  const from = daysBefore(asOf, Number(weeks) * 7)
  const period = { from, to: asOf }
  const [pressure, kinds, slots, contents, campaigns, streams, coupons] = await Promise.all([
    ask({ metric: 'push-pressure', by: 'group', ...period }),
    ask({ metric: 'content', by: cut, ...period }),
    ask({ metric: 'content', by: 'slot', ...period }),
    ask({ metric: 'content', by: 'content', ...period }),
    ask({ metric: 'campaign', by: 'campaign' }),
    ask({ metric: 'campaign', by: 'stream' }),
    ask({ metric: 'coupons', by: 'template' }),
  ])
  const groups = pressures(pressure.answer)
  return { asOf, from, weeks, cut, pressure, groups, kinds, slots, contents, campaigns, streams, coupons }
}
