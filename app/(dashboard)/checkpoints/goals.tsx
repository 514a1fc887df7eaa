import { useTranslations } from 'next-intl'
import type { Asked } from '../../../lib/filters/ask.ts'
import type { Selection } from '../../../lib/filters/selection.ts'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { Bullet } from '../../ui/charts/bullet.tsx'
import { DefinitionLink } from '../../ui/figures/definition.tsx'
import { useFigureWords } from '../../ui/figures/figure-words.ts'
import { percent } from '../../ui/figures/format.ts'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import type { Base } from '../../ui/figures/kpi-card.tsx'
import { statusOf } from '../../ui/figures/status.ts'
import { StatusBadge } from '../../ui/figures/status-badge.tsx'
import { peopleLink } from '../../ui/people/people-link.ts'
import { PeopleText } from '../../ui/people/people-text.tsx'
import type { Checkpoints } from './gather.ts'

/** The two checkpoints that have a share to reach, against their goals. */
export function Goals({ data, selection }: { data: Checkpoints; selection: Selection }) {
  const t = useTranslations('checks')
  const itt = partOf(data.activity.answer.overall, 'itt')
  const a1 = partOf(data.activity.answer.overall, 'a1')
  return (
    <section aria-label={t('goals')} className="flex flex-col gap-4 rounded-md border border-line bg-surface p-4">
      <div>
        <h2 className="text-section font-strong">{t('goals')}</h2>
        <p className="text-note text-ink-3">{t('goalsText')}</p>
      </div>
      <GoalRow title={t('activity')} asked={data.activity} base="memberDays" max={0.5} selection={selection}>
        {itt !== null && a1 !== null && t('itt', { itt: percent(itt), a1: percent(a1) })}
      </GoalRow>
      <GoalRow title={t('retention')} asked={data.retention} base="people" max={1} selection={selection} />
    </section>
  )
}

interface GoalRowProps {
  title: string
  asked: Asked
  base: Base
  /** Right end of the bar. */
  max: number
  selection: Selection
  children?: React.ReactNode
}

function GoalRow({ title, asked, base, max, selection, children }: GoalRowProps) {
  const t = useTranslations('card')
  const words = useFigureWords()
  const figure = asked.answer.overall
  const goal = figure.target?.above ?? 0
  const detail = words.detail(figure, 'ratio', base)
  const people = peopleLink(selection, asked.question, 'in')
  return (
    <div className="flex flex-1 flex-col justify-center gap-2 border-t border-line pt-3">
      <div className="flex items-center justify-between gap-2">
        <h3 className="font-strong">
          {title} <DefinitionLink definition={asked.definition} />
        </h3>
        <StatusBadge status={statusOf(figure)} />
      </div>
      {figure.value !== null && (
        <div className="flex items-center gap-4">
          <span className="w-20 shrink-0 text-page font-strong">{words.value(figure, 'ratio')}</span>
          <Bullet
            value={figure.value}
            low={figure.low ?? null}
            high={figure.high ?? null}
            goal={goal}
            max={Math.max(max, figure.high ?? figure.value)}
            label={`${title} ${words.value(figure, 'ratio')}, ${t('goal', { goal: percent(goal) })}`}
          />
        </div>
      )}
      <p className="text-note text-ink-3">
        {t('goal', { goal: percent(goal) })} · {base === 'memberDays' && `${detail[0] ?? ''} · `}
        {(base !== 'memberDays' || people !== undefined) && (
          <PeopleText href={people}>{base === 'memberDays' ? t('whoWasActive') : detail[0]}</PeopleText>
        )}
        {detail.slice(1).map((line) => ` · ${line}`)} {children && <> · {children}</>} <IgnoredFilters asked={asked} />
      </p>
    </div>
  )
}
