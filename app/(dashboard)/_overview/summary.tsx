import { useTranslations } from 'next-intl'
import {
  type CheckOutcome,
  countOutcomes,
  greatestPart,
  jointOutcome,
  outcomeOf,
} from '../../../lib/metrics/shared/checkpoints.ts'
import { ReportLink } from '../../ui/reports/report-link.tsx'
import { useGroupName } from '../../ui/shell/group-name.ts'
import type { Overview } from './gather.ts'

const ORDER: CheckOutcome[] = ['met', 'met_point', 'not_met', 'immature', 'unknown']

/** The month in one sentence, made from the figures below it. */
export function Summary({ data }: { data: Overview }) {
  const t = useTranslations('overview.summary')
  const groupName = useGroupName()
  const outcomes = [
    outcomeOf(data.activity.asked.answer.overall),
    outcomeOf(data.retention.asked.answer.overall),
    jointOutcome([data.returnLift.answer.overall, data.referralLift.answer.overall]),
    outcomeOf(data.brand.answer.overall),
  ]
  const counts = countOutcomes(outcomes)
  const clauses = ORDER.filter((outcome) => counts[outcome] > 0).map((outcome) =>
    t(outcome, { count: counts[outcome] }),
  )
  const worst = greatestPart(data.poolGroups.answer, 'left')
  return (
    <p className="rounded-md border border-line bg-surface px-4 py-3 text-section">
      {t('checks', { total: outcomes.length, clauses: clauses.join(t('and')) })}
      {worst && t('leaving', { group: groupName(worst.group), count: worst.amount })} <ReportLink />
    </p>
  )
}
