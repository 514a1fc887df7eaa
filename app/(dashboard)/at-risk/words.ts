import { useLocale } from 'next-intl'
import { RULES } from '../../../lib/metrics/at-risk/rules.ts'
import type { RiskRule } from '../../../lib/metrics/metric.ts'
import { languageOf } from '../../ui/i18n/language.ts'

/** The name of a rule in the reader's language. */
export function useRuleTitle(): (rule: string) => string {
  const language = languageOf(useLocale())
  return (rule) => RULES[rule as RiskRule]?.title[language] ?? rule
}
