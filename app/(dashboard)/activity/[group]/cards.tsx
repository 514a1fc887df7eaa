import { useTranslations } from 'next-intl'
import { partOf } from '../../../../lib/metrics/shared/highlights.ts'
import { percent } from '../../../ui/figures/format.ts'
import { KpiCard } from '../../../ui/figures/kpi-card.tsx'
import { peopleLink } from '../../../ui/people/people-link.ts'
import type { GroupPage } from './gather.ts'

/** The group's own checks: month 3, month 6, who begins the talks, who is there. */
export function GroupCards({ data }: { data: GroupPage }) {
  const t = useTranslations('groupPage')
  const { checkpoint, third, retention, discussion, pool, poolBefore, selection } = data
  const [now, before] = [pool.answer.overall.value, poolBefore.answer.overall.value]
  const silent = partOf(pool.answer.overall, 'silentShare')
  return (
    <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
      <KpiCard
        title={t('checkpoint')}
        figure={checkpoint.answer.overall}
        unit="ratio"
        base="memberDays"
        definition={checkpoint.definition}
        change={data.checkpointChange}
        peopleHref={peopleLink(selection, checkpoint.question, 'in')}
      >
        {third.answer.overall.value !== null && (
          <p className="text-note text-ink-2">{t('third', { share: percent(third.answer.overall.value) })}</p>
        )}
      </KpiCard>
      <KpiCard
        title={t('retention')}
        figure={retention.answer.overall}
        unit="ratio"
        definition={retention.definition}
        change={data.retentionChange}
        peopleHref={peopleLink(selection, retention.question, 'in')}
      />
      <KpiCard
        title={t('spontaneous')}
        figure={discussion.answer.overall}
        unit="ratio"
        base="discussions"
        definition={discussion.definition}
      >
        <p className="text-note text-ink-2">{t('silenceText', { minutes: data.silence })}</p>
      </KpiCard>
      <KpiCard
        title={t('members')}
        figure={pool.answer.overall}
        unit="people"
        definition={pool.definition}
        change={now === null || before === null ? null : now - before}
        valueHref={peopleLink(selection, { metric: 'pool', asOf: data.asOf }, 'in')}
      >
        {silent !== null && <p className="text-note text-ink-2">{t('silent', { share: percent(silent) })}</p>}
      </KpiCard>
    </div>
  )
}
