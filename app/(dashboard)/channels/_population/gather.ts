import { type Asked, ask } from '../../../../lib/filters/ask.ts'
import { type MonthSpan, readFirstMonth } from '../../../../lib/filters/months.ts'
import type { Page } from '../../../ui/shell/read-page.ts'
import { HORIZONS, type PERIODS, readSettings } from '../settings.ts'

export type Horizon = (typeof HORIZONS)[number]

interface Side {
  /** Of the period. */
  revenue: Asked
  /** From the first visit on: the only day that both sides have. */
  ltv: Record<Horizon, Asked>
}

export interface Sides {
  asOf: string
  period: (typeof PERIODS)[number]
  span: MonthSpan
  members: Side
  others: Side
}

/** Patients who never joined beside members; `filtered` where a filter is set that they have no attribute for. */
export type Populations = 'filtered' | Sides

/** Nothing while the page is about members only. */
export async function gatherPopulations({ view, asOf, params, selection }: Page): Promise<Populations | null> {
  if (selection.population === undefined) return null
  if (Object.keys(selection.filters).length > 0) return 'filtered'
  const { period, span } = readSettings(params, asOf, await readFirstMonth(view))
  const side = async (population: string): Promise<Side> => {
    const asked = (metric: string, own: Record<string, string>, days: Partial<MonthSpan> = {}) =>
      ask(view, { filters: {} }, { metric, asOf, parameters: { population, ...own }, ...days })
    const [revenue, ...values] = await Promise.all([
      asked('revenue', {}, span),
      ...HORIZONS.map((horizon) => asked('ltv', { horizon, anchor: 'visit' })),
    ])
    return { revenue, ltv: Object.fromEntries(HORIZONS.map((days, i) => [days, values[i]])) as Side['ltv'] }
  }
  const [members, others] = await Promise.all([side('community'), side('others')])
  return { asOf, period, span, members, others }
}
