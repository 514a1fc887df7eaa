import { useLocale, useTranslations } from 'next-intl'
import type { Asked } from '../../../lib/filters/ask.ts'
import type { Selection } from '../../../lib/filters/selection.ts'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { Bullet } from '../../ui/charts/bullet.tsx'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { DefinitionLink } from '../../ui/figures/definition.tsx'
import { useFigureWords } from '../../ui/figures/figure-words.ts'
import { integer, interval, percent } from '../../ui/figures/format.ts'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import type { Base } from '../../ui/figures/kpi-card.tsx'
import { STATUS_GLYPH, statusOf } from '../../ui/figures/status.ts'
import { StatusBadge } from '../../ui/figures/status-badge.tsx'
import { languageOf } from '../../ui/i18n/language.ts'
import { peopleLink } from '../../ui/people/people-link.ts'
import { PeopleText } from '../../ui/people/people-text.tsx'
import type { TableData } from '../../ui/table/model.ts'
import type { Checkpoints } from './gather.ts'

/** The two checkpoints that have a share to reach, against their goals. */
export function Goals({ data, selection }: { data: Checkpoints; selection: Selection }) {
  const t = useTranslations('checks')
  const itt = partOf(data.activity.answer.overall, 'itt')
  const a1 = partOf(data.activity.answer.overall, 'a1')
  return (
    <ChartFrame
      title={t('goals')}
      subtitle={t('goalsText')}
      fileName={`longrun-goals-${data.activity.question.asOf}`}
      table={useTable(data)}
    >
      <div className="flex h-full flex-col gap-4">
        <GoalRow title={t('activity')} asked={data.activity} base="memberDays" max={0.5} selection={selection}>
          {itt !== null && a1 !== null && t('itt', { itt: percent(itt), a1: percent(a1) })}
        </GoalRow>
        <GoalRow title={t('retention')} asked={data.retention} base="people" max={1} selection={selection} />
      </div>
    </ChartFrame>
  )
}

function useTable({ activity, retention }: Checkpoints): TableData {
  const t = useTranslations('checks')
  const s = useTranslations('status')
  const words = useFigureWords()
  const language = languageOf(useLocale())
  const row = (id: 'activity' | 'retention', { overall }: Asked['answer']) => {
    const status = statusOf(overall)
    const goal = overall.target?.above ?? null
    return {
      id,
      cells: {
        checkpoint: t(id),
        value: words.cell(overall, 'ratio'),
        interval: interval(overall.low, overall.high, 'ratio', language) ?? '—',
        goal: { text: goal === null ? '—' : `> ${percent(goal)}`, value: goal },
        numerator: { text: integer(overall.numerator), value: overall.numerator ?? null },
        denominator: { text: integer(overall.denominator), value: overall.denominator ?? null },
        status: status ? `${STATUS_GLYPH[status]} ${s(status)}` : '—',
      },
    }
  }
  const numbers = ['value', 'interval', 'goal', 'numerator', 'denominator']
  return {
    columns: ['checkpoint', ...numbers, 'status'].map((id) => ({
      ...{ id, title: t(`columns.${id}`), isPinned: id === 'checkpoint', isNumeric: numbers.includes(id) },
    })),
    rows: [row('activity', activity.answer), row('retention', retention.answer)],
  }
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
        {t('goal', { goal: percent(goal) })} ·{' '}
        {base === 'people' ? <PeopleText href={people}>{detail[0]}</PeopleText> : detail[0]}
        {base !== 'people' && people !== undefined && (
          <>
            {' '}
            · <PeopleText href={people}>{t('whoWasActive')}</PeopleText>
          </>
        )}
        {detail.slice(1).map((line) => ` · ${line}`)} {children && <> · {children}</>} <IgnoredFilters asked={asked} />
      </p>
    </div>
  )
}
