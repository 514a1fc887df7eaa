import { type RiskThreshold, riskThresholds } from '../../../lib/app-state/risk.ts'
import type { Asked } from '../../../lib/filters/ask.ts'
import { choiceOf, oneOf } from '../../../lib/filters/selection.ts'
import { RISK_RULES, type RiskRule } from '../../../lib/metrics/metric.ts'
import { riskQuestion, type SavedCohort, savedCohorts } from '../../../lib/risk/list.ts'
import type { Page } from '../../ui/shell/read-page.ts'

export const VALUE_BANDS = ['high', 'mid', 'low', 'none'] as const
export type ValueBand = (typeof VALUE_BANDS)[number]

export interface AtRiskPage {
  asOf: string
  rule: RiskRule | 'any'
  band: ValueBand | null
  risk: Asked
  dropOut: Asked
  model: Asked
  /** The hospital's own bounds of the rules. */
  thresholds: RiskThreshold[]
  cohorts: SavedCohort[]
  /** The saved list that the address opens. */
  cohort: SavedCohort | null
}

/** Every figure of the page; the list itself comes apart, as it may be long. */
export async function gatherAtRisk({ ask, asOf, params }: Page): Promise<AtRiskPage> {
  const rule = choiceOf(params, 'rule', ['any', ...RISK_RULES])
  const { asOf: _, ...question } = await riskQuestion({ rule: 'any', asOf })
  const [risk, dropOut, model, thresholds, cohorts] = await Promise.all([
    ask(question),
    ask({ metric: 'drop-out', by: 'disease' }),
    ask({ metric: 'return-risk' }),
    riskThresholds(),
    savedCohorts(),
  ])
  const band = VALUE_BANDS.find((value) => value === oneOf(params, 'band')) ?? null
  const cohort = cohorts.find(({ id }) => id === oneOf(params, 'saved')) ?? null
  return { asOf, rule, band, risk, dropOut, model, thresholds, cohorts, cohort }
}
