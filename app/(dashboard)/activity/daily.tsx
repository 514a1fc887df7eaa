import { useLocale, useTranslations } from 'next-intl'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { incompleteStretches } from '../../../lib/metrics/shared/incomplete.ts'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { LineChart } from '../../ui/charts/line-chart.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { useFigureWords } from '../../ui/figures/figure-words.ts'
import { dayRange, integer } from '../../ui/figures/format.ts'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import { languageOf } from '../../ui/i18n/language.ts'
import { Switch } from '../../ui/shell/switch.tsx'
import { FigureState } from '../../ui/states/figure-state.tsx'
import { type ActivityPage, SPANS } from './gather.ts'

/** Daily active rate, day by day: active members over members. */
export function DailyRate({ data }: { data: Pick<ActivityPage, 'asOf' | 'from' | 'span' | 'range'> }) {
  const t = useTranslations('activity')
  const words = useFigureWords()
  const language = languageOf(useLocale())
  const { range } = data
  const series = range.answer.series ?? []
  const overall = range.answer.overall
  return (
    <ChartFrame
      title={t('daily')}
      subtitle={t('dailyText', { from: data.from, to: data.asOf, value: words.value(overall, 'ratio') })}
      definition={useDefinitionText(range.definition)}
      fileName={`longrun-daily-active-${data.asOf}`}
      className="lg:col-span-2"
      controls={
        <Switch
          name="span"
          label={t('span')}
          current={data.span}
          options={SPANS.map((value) => ({ value, label: t('days', { days: value }) }))}
        />
      }
      table={{
        columns: [
          { id: 'day', title: t('day'), isPinned: true },
          { id: 'rate', title: range.definition.title[language], isNumeric: true },
          { id: 'active', title: t('active'), isNumeric: true },
          { id: 'members', title: t('members'), isNumeric: true },
          { id: 'a1', title: 'A1', isNumeric: true },
        ],
        rows: series.map((p) => ({
          id: p.period,
          cells: {
            day: p.period,
            rate: words.cell(p, 'ratio'),
            active: { text: integer(p.numerator), value: p.numerator ?? null },
            members: { text: integer(p.denominator), value: p.denominator ?? null },
            a1: words.cell({ ...p, value: partOf(p, 'a1') }, 'ratio'),
          },
        })),
      }}
      note={<IgnoredFilters asked={range} />}
    >
      {overall.value === null || series.length === 0 ? (
        <FigureState figure={overall} className="h-60" />
      ) : (
        <LineChart
          periods={series.map((p) => p.period)}
          lines={[{ label: 'A2', values: series.map((p) => p.value), colour: 'var(--accent)' }]}
          gaps={incompleteStretches(series).map(({ from, to }) => ({
            ...{ from, to },
            label: t('gap', { days: dayRange(series[from]?.period ?? '', series[to]?.period ?? '', language) }),
          }))}
          unit="ratio"
          tips={series.map((p) => words.tip(p.period, p, 'ratio'))}
          label={`${t('daily')}: ${words.value(overall, 'ratio')}`}
        />
      )}
    </ChartFrame>
  )
}
