/** The hospital's thresholds as parameters of a question, so that a page, a list and an export ask the same. */
import type { RiskThreshold } from '../app-state/risk.ts'
import { EVERY_DISEASE, RULES } from '../metrics/at-risk/rules.ts'
import { RISK_RULES } from '../metrics/metric.ts'

/** Parameters of `at-risk` beside the rule. */
export function thresholdParameters(thresholds: readonly RiskThreshold[]): Record<string, string> {
  const parameters: Record<string, string> = {}
  const own: string[] = []
  for (const rule of RISK_RULES) {
    for (const { disease, value } of thresholds.filter((t) => t.rule === rule)) {
      if (disease === EVERY_DISEASE) parameters[RULES[rule].threshold.parameter] = String(value)
      else own.push(`${rule}:${disease}:${value}`)
    }
  }
  return own.length === 0 ? parameters : { ...parameters, perDisease: own.sort().join(',') }
}
