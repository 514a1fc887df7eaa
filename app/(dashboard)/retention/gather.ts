import type { Asked } from '../../../lib/filters/ask.ts'
import { choiceOf } from '../../../lib/filters/selection.ts'
import type { Page } from '../../ui/shell/read-page.ts'

export const MEASURES = ['in-group', 'active'] as const
export const GRAINS = ['month', 'week'] as const
export const STYLES = ['classic', 'bracket', 'rolling'] as const
export const DAYS = [1, 3, 7, 30] as const

export interface RetentionPage {
  asOf: string
  measure: (typeof MEASURES)[number]
  grain: (typeof GRAINS)[number]
  style: (typeof STYLES)[number]
  list: 'in' | 'out'
  cohorts: Asked
  /** In-group by month, whatever the heatmap shows: for the table. */
  monthly: Asked
  /** One a day of DAYS, by cohort. */
  days: Asked[]
  lifecycle: Asked
  retention: Asked
}

/** Every figure of the page, all at once. */
export async function gatherRetention({ ask, asOf, params }: Page): Promise<RetentionPage> {
  const measure = choiceOf(params, 'measure', MEASURES)
  const grain = choiceOf(params, 'grain', GRAINS)
  const style = choiceOf(params, 'style', STYLES)
  const list = choiceOf(params, 'list', ['in', 'out'] as const)
  const cohorts = (m: string, g: string) =>
    ask({ metric: 'cohorts', parameters: { measure: m, grain: g }, by: 'cohort' })
  const [shown, monthly, lifecycle, now, ...days] = await Promise.all([
    cohorts(measure, grain),
    cohorts('in-group', 'month'),
    ask({ metric: 'lifecycle' }),
    ask({ metric: 'retention', parameters: { months: '6', curve: 'on' } }),
    ...DAYS.map((day) => ask({ metric: 'active-retention', parameters: { day: String(day), style }, by: 'cohort' })),
  ])
  return {
    ...{ asOf, measure, grain, style, list, monthly, days, lifecycle, cohorts: shown, retention: now },
  }
}
