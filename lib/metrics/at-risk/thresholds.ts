/** Thresholds of the rules: the hospital's value for everybody, and others for single diseases. */
import { type SQL, sql } from 'drizzle-orm'
import { type MetricQuery, QuestionError, RISK_RULES, type RiskRule } from '../metric.ts'
import { RULES } from './rules.ts'

/** `<rule>:<disease>:<value>`, several with commas: `review-overdue-60d:joint:90`. */
const ENTRY = /^([a-z0-9-]+):([^:,]{1,100}):(\d{1,4}(?:\.\d{1,2})?)$/

export interface DiseaseThreshold {
  rule: RiskRule
  disease: string
  value: number
}

/** @throws QuestionError for an entry that is none, an unknown rule, or a value out of the rule's bounds */
export function readDiseaseThresholds(text: string): DiseaseThreshold[] {
  return text
    .split(',')
    .filter((entry) => entry.length > 0)
    .map((entry) => {
      const [, rule = '', disease = '', number = ''] = ENTRY.exec(entry) ?? []
      if (!isRiskRule(rule)) {
        throw new QuestionError(`perDisease=${entry}: expected <rule>:<disease>:<value>, as in silent-60d:joint:90`)
      }
      const bounds = RULES[rule].threshold
      const value = Number(number)
      if (value < bounds.min || value > bounds.max) {
        throw new QuestionError(`perDisease=${entry}: expected a value from ${bounds.min} to ${bounds.max}`)
      }
      if (bounds.unit === 'days' && !Number.isInteger(value)) {
        throw new QuestionError(`perDisease=${entry}: expected whole days`)
      }
      return { rule, disease, value }
    })
}

/** The threshold of a rule for the person at hand; `disease` is that person's. */
export function thresholdOf(query: MetricQuery, rule: RiskRule, disease: SQL): SQL {
  const bounds = RULES[rule].threshold
  const number = (value: number) =>
    bounds.unit === 'days' ? sql.raw(String(Math.trunc(value))) : sql`${value}::double precision`
  const all = number(Number(query.parameters[bounds.parameter] ?? bounds.default))
  const own = readDiseaseThresholds(query.parameters.perDisease ?? '').filter((entry) => entry.rule === rule)
  if (own.length === 0) return all
  const cases = own.map((entry) => sql`when ${entry.disease} then ${number(entry.value)}`)
  return sql`(case ${disease} ${sql.join(cases, sql` `)} else ${all} end)`
}

function isRiskRule(text: string): text is RiskRule {
  return (RISK_RULES as readonly string[]).includes(text)
}
