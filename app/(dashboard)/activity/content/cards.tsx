import { useTranslations } from 'next-intl'
import type { Selection } from '../../../../lib/filters/selection.ts'
import type { Figure } from '../../../../lib/metrics/metric.ts'
import { partOf } from '../../../../lib/metrics/shared/highlights.ts'
import { integer } from '../../../ui/figures/format.ts'
import { KpiCard } from '../../../ui/figures/kpi-card.tsx'
import { peopleLink } from '../../../ui/people/people-link.ts'
import type { ContentPage } from './gather.ts'

/** Open, click, then booking and joining: what comes of content. */
export function ContentCards({ data, selection }: { data: ContentPage; selection: Selection }) {
  const t = useTranslations('content.cards')
  const { kinds } = data
  const { overall } = kinds.answer
  const count = (name: string) => integer(partOf(overall, name))
  return (
    <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
      <KpiCard
        title={t('open')}
        figure={overall}
        unit="ratio"
        base="deliveries"
        definition={kinds.definition}
        peopleHref={peopleLink(selection, kinds.question, 'in')}
      >
        <p className="text-note text-ink-2">{t('openText', { pushes: count('pushes') })}</p>
      </KpiCard>
      <PartCard title={t('click')} note={t('clickText')} name="click" overall={overall} data={data} />
      <PartCard
        title={t('toBooking')}
        note={t('toBookingText', { count: count('toBookingOf') })}
        name="toBooking"
        missing="his/appointments"
        overall={overall}
        data={data}
      />
      <PartCard
        title={t('toJoin')}
        note={partOf(overall, 'toJoinOf') === 0 ? t('nobodyOutside') : t('toJoinText', { count: count('toJoinOf') })}
        name="toJoin"
        overall={overall}
        data={data}
      />
    </div>
  )
}

interface PartCardProps {
  title: string
  note: string
  name: string
  /** The source without which the part is null though there is something to count. */
  missing?: string
  overall: Figure
  data: ContentPage
}

function PartCard({ title, note, name, missing, overall, data }: PartCardProps) {
  const value = partOf(overall, name)
  const isKnown = value !== null
  const hasBase = (partOf(overall, `${name}Of`) ?? 0) > 0
  const figure: Figure =
    overall.value === null && !isKnown
      ? overall
      : missing !== undefined && !isKnown && hasBase
        ? { state: 'not_covered', value: null, missing, notes: [] }
        : { state: isKnown ? 'ok' : 'empty', value, notes: [] }
  return (
    <KpiCard title={title} figure={figure} unit="ratio" definition={data.kinds.definition}>
      {overall.state !== 'not_covered' && <p className="text-note text-ink-2">{note}</p>}
    </KpiCard>
  )
}
