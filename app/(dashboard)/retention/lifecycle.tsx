import { useTranslations } from 'next-intl'
import type { PeriodFigure } from '../../../lib/metrics/metric.ts'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { StackedBars } from '../../ui/charts/stacked-bars.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { useFigureWords } from '../../ui/figures/figure-words.ts'
import { integer } from '../../ui/figures/format.ts'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import { FigureState } from '../../ui/states/figure-state.tsx'
import type { RetentionPage } from './gather.ts'

/** Above the line who takes part, below it who sleeps or left. */
const CLASSES = [
  { name: 'retained', colour: 'var(--c1)', sign: 1 },
  { name: 'resurrected', colour: 'var(--c5)', sign: 1 },
  { name: 'new', colour: 'var(--c3)', sign: 1 },
  { name: 'dormant', colour: 'var(--c7)', sign: -1 },
  { name: 'dismissed', colour: 'var(--c2)', sign: -1 },
  { name: 'lost', colour: 'var(--c6)', sign: -1 },
] as const

/** 新增 / 留存 / 唤醒 above, 沉睡 / 流失 below, month by month. */
export function Lifecycle({ data }: { data: RetentionPage }) {
  const t = useTranslations('lifecycle')
  const words = useFigureWords()
  const { lifecycle } = data
  const months = lifecycle.answer.series ?? []
  const used = CLASSES.filter(({ name }) => name !== 'dismissed' || months.some((m) => count(m, name) !== 0))
  return (
    <ChartFrame
      title={t('title')}
      subtitle={t('subtitle')}
      definition={useDefinitionText(lifecycle.definition)}
      fileName={`longrun-lifecycle-${data.asOf}`}
      table={{
        columns: [
          { id: 'month', title: t('month'), isPinned: true },
          { id: 'share', title: t('share'), isNumeric: true },
          ...used.map(({ name }) => ({ id: name, title: t(name), isNumeric: true })),
        ],
        rows: months.map((m) => ({
          id: m.period,
          cells: {
            month: m.period,
            share: words.cell(m, 'ratio'),
            ...Object.fromEntries(
              used.map(({ name }) => [name, { text: integer(count(m, name)), value: count(m, name) }]),
            ),
          },
        })),
      }}
      note={
        <>
          {t('note')} <IgnoredFilters asked={lifecycle} />
        </>
      }
    >
      {months.length === 0 ? (
        <FigureState figure={lifecycle.answer.overall} className="h-60" />
      ) : (
        <StackedBars
          periods={months.map((m) => m.period)}
          stacks={used.map(({ name, colour, sign }) => ({
            label: t(name),
            colour,
            values: months.map((m) => sign * (count(m, name) ?? 0)),
          }))}
          unit="events"
          tips={months.map((m) => ({
            title: m.period,
            lines: [
              ...used.map(({ name }) => `${t(name)} ${integer(count(m, name))}`),
              m.value === null ? t('running') : `${t('share')} ${words.value(m, 'ratio')}`,
            ],
          }))}
          label={t('label', { share: words.value(lifecycle.answer.overall, 'ratio') })}
        />
      )}
    </ChartFrame>
  )
}

/** Null where it is withheld. */
function count(month: PeriodFigure, name: string): number | null {
  return partOf(month, name)
}
