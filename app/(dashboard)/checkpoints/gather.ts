import type { Asked } from '../../../lib/filters/ask.ts'
import { choiceOf } from '../../../lib/filters/selection.ts'
import type { Page } from '../../ui/shell/read-page.ts'

/** Months whose retention the table shows. */
export const MONTHS = [3, 6, 12, 24] as const
export const ROWS = ['cohort', 'group'] as const

export interface Checkpoints {
  asOf: string
  rows: (typeof ROWS)[number]
  /** By join month. */
  activity: Asked
  retention: Asked
  /** One a month of MONTHS, by `rows`. */
  table: Asked[]
  returnLift: Asked
  referralLift: Asked
  brand: Asked
}

/** Every figure of the page, all at once. */
export async function gatherCheckpoints({ ask, asOf, params }: Page): Promise<Checkpoints> {
  const rows = choiceOf(params, 'rows', ROWS)
  const [activity, retention, returnLift, referralLift, brand, ...table] = await Promise.all([
    ask({ metric: 'activity', by: 'month' }),
    ask({ metric: 'retention', parameters: { months: '6', curve: 'on' }, by: 'cohort' }),
    ask({ metric: 'return-lift' }),
    ask({ metric: 'referral-lift' }),
    ask({ metric: 'brand' }),
    ...MONTHS.map((months) => ask({ metric: 'retention', parameters: { months: String(months) }, by: rows })),
  ])
  return { asOf, rows, activity, retention, table, returnLift, referralLift, brand }
}
