import { useLocale, useTranslations } from 'next-intl'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { LineChart } from '../../ui/charts/line-chart.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { useFigureWords } from '../../ui/figures/figure-words.ts'
import { formatValue, integer, interval, percent } from '../../ui/figures/format.ts'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import { languageOf } from '../../ui/i18n/language.ts'
import { peopleLink } from '../../ui/people/people-link.ts'
import { PeopleText } from '../../ui/people/people-text.tsx'
import { FigureState } from '../../ui/states/figure-state.tsx'
import type { PanelProps } from './panel.ts'

/** How much of the year's revenue rests on the top tenth, quarter by quarter. */
export function HighValue({ data, selection }: PanelProps) {
  const t = useTranslations('highValue')
  const words = useFigureWords()
  const language = languageOf(useLocale())
  const quarters = data.highValue
  const now = quarters.at(-1)
  const definition = useDefinitionText((now ?? data.tiers).definition)
  if (!now) return null
  const figure = now.answer.overall
  const days = quarters.map((asked) => asked.answer.asOf)
  const bare = quarters.map(({ answer: { overall } }) => ({ ...overall, denominator: null }))
  const first = bare[0]
  const title =
    figure.state !== 'ok'
      ? t('titleNone')
      : t('title', { people: integer(partOf(figure, 'people')), share: percent(figure.value) })
  return (
    <ChartFrame
      title={title}
      subtitle={t('subtitle')}
      definition={definition}
      fileName={`longrun-high-value-${data.asOf}`}
      table={{
        columns: [
          { id: 'day', title: t('day'), isPinned: true },
          { id: 'share', title: t('share'), isNumeric: true },
          { id: 'people', title: t('people'), isNumeric: true },
          { id: 'payers', title: t('payers'), isNumeric: true },
          { id: 'threshold', title: t('threshold'), isNumeric: true },
        ],
        rows: bare.map((overall, i) => ({
          id: days[i] ?? '',
          cells: {
            day: days[i] ?? '',
            share: words.cell(overall, 'ratio', { hasInterval: true }),
            people: { text: integer(partOf(overall, 'people')), value: partOf(overall, 'people') },
            payers: { text: integer(partOf(overall, 'payers')), value: partOf(overall, 'payers') },
            threshold: {
              text: formatValue(partOf(overall, 'threshold'), 'fen', language),
              value: partOf(overall, 'threshold'),
            },
          },
        })),
      }}
      note={
        figure.value !== null && (
          <>
            <PeopleText href={peopleLink(selection, now.question, 'in')}>
              {t('list', { people: integer(partOf(figure, 'people')) })}
            </PeopleText>
            {first && first.value !== null && first.notes.length === 0
              ? t('before', {
                  share: percent(first.value),
                  interval: interval(first.low, first.high, 'ratio', language),
                  now: interval(figure.low, figure.high, 'ratio', language),
                })
              : t('short')}{' '}
            <IgnoredFilters asked={now} />
          </>
        )
      }
    >
      {figure.value === null ? (
        <FigureState figure={figure} className="h-60" />
      ) : (
        <LineChart
          periods={days.map((day) => day.slice(0, 7))}
          lines={[
            {
              label: t('share'),
              values: bare.map((q) => (q.notes.includes('short-history') ? null : q.value)),
              low: bare.map((q) => (q.notes.includes('short-history') ? null : (q.low ?? null))),
              high: bare.map((q) => (q.notes.includes('short-history') ? null : (q.high ?? null))),
              colour: 'var(--accent)',
            },
          ]}
          unit="ratio"
          hasDots
          tips={bare.map((q, i) => ({
            title: `${days[i] ?? ''} ${percent(q.value)}`,
            lines: [
              t('tip', { people: integer(partOf(q, 'people')), payers: integer(partOf(q, 'payers')) }),
              interval(q.low, q.high, 'ratio', language),
            ],
          }))}
          label={`${title} ${bare.map((q, i) => `${days[i] ?? ''} ${percent(q.value)}`).join(', ')}`}
        />
      )}
    </ChartFrame>
  )
}
