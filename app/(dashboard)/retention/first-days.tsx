import { useTranslations } from 'next-intl'
import type { Selection } from '../../../lib/filters/selection.ts'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { RankedChart } from '../../ui/charts/ranked-chart.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { useFigureWords } from '../../ui/figures/figure-words.ts'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import { peopleLink } from '../../ui/people/people-link.ts'
import { Switch } from '../../ui/shell/switch.tsx'
import { FigureState } from '../../ui/states/figure-state.tsx'
import { DAYS, type RetentionPage, STYLES } from './gather.ts'

/** D1, D3, D7, D30: are newcomers still there? */
export function FirstDays({ data, selection }: { data: RetentionPage; selection: Selection }) {
  const t = useTranslations('firstDays')
  const words = useFigureWords()
  const first = data.days[0]
  const definition = useDefinitionText((first ?? data.cohorts).definition)
  const rows = data.days.map((asked, i) => ({ asked, label: `D${DAYS[i] ?? ''}`, figure: asked.answer.overall }))
  return (
    <ChartFrame
      title={t('title')}
      subtitle={t(`subtitle.${data.style}`)}
      definition={definition}
      fileName={`longrun-first-days-${data.style}-${data.asOf}`}
      controls={
        <Switch
          name="style"
          label={t('style')}
          current={data.style}
          options={STYLES.map((value) => ({ value, label: t(value) }))}
        />
      }
      table={{
        columns: [
          { id: 'day', title: t('day'), isPinned: true },
          { id: 'rate', title: t('rate'), isNumeric: true },
          { id: 'base', title: t('base') },
        ],
        rows: rows.map(({ label, figure }) => ({
          id: label,
          cells: {
            day: label,
            rate: words.cell(figure, 'ratio', { hasInterval: true }),
            base: words.detail(figure, 'ratio')[0] ?? '',
          },
        })),
      }}
      note={first && <IgnoredFilters asked={first} />}
    >
      {rows.every(({ figure }) => figure.value === null) && first ? (
        <FigureState figure={first.answer.overall} className="h-48" />
      ) : (
        <RankedChart
          rows={rows.map(({ asked, label, figure }) => ({
            id: label,
            label,
            value: figure.value,
            low: figure.low,
            high: figure.high,
            text: words.value(figure, 'ratio'),
            isWeak: figure.state === 'few',
            tip: words.tip(label, figure, 'ratio'),
            href: peopleLink(selection, asked.question, data.list),
          }))}
          unit="ratio"
          label={rows.map(({ label, figure }) => `${label} ${words.value(figure, 'ratio')}`).join(', ')}
          mark="bar"
          rowHeight={40}
        />
      )}
    </ChartFrame>
  )
}
