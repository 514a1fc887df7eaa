/** What became of the lists: who stands on them, and whether those contacted came more often than those held out. Pure. */
import type { GroupFigure } from '../../metrics/metric.ts'
import { FEW } from '../../metrics/shared/figure.ts'
import { numberOf, partOf, recordOf } from '../../metrics/shared/highlights.ts'
import type { Report } from '../report.ts'
import { certainty } from './changes.ts'
import { clause, type Finding, number, row, stateClause } from './finding.ts'

export function listFindings(report: Report): Finding[] {
  const answer = report.entries['at-risk']?.answer
  if (!answer) return []
  const state = stateClause('at-risk', answer.overall)
  const people = number(answer.overall.value, 'people')
  const standing: Finding = {
    ...{ id: 'at-risk', kind: 'result', calls: ['at-risk'] },
    clauses: [state ?? clause('onLists', { people })],
  }
  return [standing, ...(answer.groups ?? []).flatMap(outcomeFinding)]
}

/** Of one rule, where both arms have people whose days are over. */
function outcomeFinding(rule: GroupFigure): Finding[] {
  const [contacted, recovered] = [partOf(rule, 'contacted'), partOf(rule, 'recovered')]
  const [held, returned] = [partOf(rule, 'holdout'), partOf(rule, 'holdoutRecovered')]
  if (!contacted || recovered === null || !held || returned === null) return []
  const uplift = recordOf(rule, 'uplift')
  const [value, low, high] = ['value', 'low', 'high'].map((name) => numberOf(uplift, name))
  const isKnown = value != null && low != null && high != null
  const said = clause('outreach', {
    rule: row(`rule-${rule.key}`),
    contacted: { numerator: recovered, denominator: contacted, base: 'people' },
    held: { numerator: returned, denominator: held, base: 'people' },
  })
  const clauses = [said, ...certainty(isKnown ? { value, low, high } : null, Math.min(contacted, held) < FEW)]
  return [{ id: `at-risk.${rule.key}`, kind: 'result', clauses, calls: ['at-risk'] }]
}
