import { useTranslations } from 'next-intl'
import type { Selection } from '../../../lib/filters/selection.ts'
import type { Figure } from '../../../lib/metrics/metric.ts'
import { highlightOf, partOf } from '../../../lib/metrics/shared/highlights.ts'
import { percent } from '../../ui/figures/format.ts'
import { KpiCard } from '../../ui/figures/kpi-card.tsx'
import { peopleLink } from '../../ui/people/people-link.ts'
import type { ActivityPage } from './gather.ts'

/** The four figures on top: checkpoint with ITT, stickiness, who began the talks, who is silent. */
export function ActivityCards({ data, selection }: { data: ActivityPage; selection: Selection }) {
  const t = useTranslations('activity')
  const { checkpoint, discussion } = data
  const itt = partOf(checkpoint.answer.overall, 'itt')
  const a1 = partOf(checkpoint.answer.overall, 'a1')
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
        {itt !== null && a1 !== null && (
          <p className="text-note text-ink-2">{t('itt', { itt: percent(itt), a1: percent(a1) })}</p>
        )}
      </KpiCard>
      <PartCard name="stickiness" title={t('stickiness')} note={t('stickinessText')} data={data} />
      <KpiCard
        title={t('spontaneous')}
        figure={discussion.answer.overall}
        unit="ratio"
        base="discussions"
        definition={discussion.definition}
        change={data.discussionChange}
      >
        <p className="text-note text-ink-2">{t('silenceText', { minutes: data.silence })}</p>
      </KpiCard>
      <PartCard name="silentShare" title={t('silent')} note={t('silentText')} data={data} />
    </div>
  )
}

interface PartCardProps {
  name: string
  title: string
  note: string
  data: ActivityPage
}

/** A figure that stands under the parts of the pool. */
function PartCard({ name, title, note, data: { checkpoint, pool, poolBefore } }: PartCardProps) {
  const highlight = highlightOf(pool.answer, poolBefore.answer, name)
  return (
    <KpiCard
      title={title}
      figure={partFigure(checkpoint.answer.overall, pool.answer.overall, highlight.value)}
      unit="ratio"
      definition={pool.definition}
      change={highlight.change}
    >
      <p className="text-note text-ink-2">{note}</p>
    </KpiCard>
  )
}

/** A part of the pool as a figure: where it is missing because nothing tells of activity, that is what it says. */
function partFigure(activity: Figure, pool: Figure, value: number | null): Figure {
  if (pool.state !== 'ok') return pool
  if (value === null && activity.state === 'not_covered') return activity
  return { state: value === null ? 'empty' : 'ok', value, notes: [] }
}
