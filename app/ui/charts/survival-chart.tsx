import { useTranslations } from 'next-intl'
import type { Asked } from '../../../lib/filters/ask.ts'
import { numberOf, recordOf, recordsIn } from '../../../lib/metrics/shared/highlights.ts'
import { useDefinitionText } from '../figures/definition.tsx'
import { integer, interval, percent } from '../figures/format.ts'
import { IgnoredFilters } from '../figures/ignored.tsx'
import { FigureState } from '../states/figure-state.tsx'
import { Notice } from '../states/notice.tsx'
import { ChartFrame } from './frame.tsx'
import { LineChart } from './line-chart.tsx'

/** The Kaplan–Meier curve of staying in: everybody counts, mature or not. */
export function SurvivalChart({ asked }: { asked: Asked }) {
  const t = useTranslations('survival')
  const km = recordOf(asked.answer.overall, 'km')
  const points = recordsIn(km, 'curve')
  const definition = useDefinitionText(asked.definition)
  const days = points.map((p) => numberOf(p, 'day') ?? 0)
  const column = (name: string) => points.map((p) => numberOf(p, name))
  const median = numberOf(km, 'median')
  const at = { day: numberOf(km, 'day') ?? 0, survival: percent(numberOf(km, 'survival')) }
  const title = points.length > 1 ? t('title', at) : t('titleNone')
  return (
    <ChartFrame
      title={title}
      subtitle={t('subtitle')}
      definition={definition}
      fileName={`longrun-survival-${asked.question.asOf}`}
      table={{
        columns: [
          { id: 'day', title: t('day'), isPinned: true, isNumeric: true },
          { id: 'survival', title: t('survival'), isNumeric: true },
          { id: 'interval', title: t('interval'), isNumeric: true },
          { id: 'atRisk', title: t('atRisk'), isNumeric: true },
        ],
        rows: points.map((p, i) => ({
          id: String(i),
          cells: {
            day: { text: integer(numberOf(p, 'day')), value: numberOf(p, 'day') },
            survival: { text: percent(numberOf(p, 'survival')), value: numberOf(p, 'survival') },
            interval: interval(numberOf(p, 'low'), numberOf(p, 'high'), 'ratio', 'zh'),
            atRisk: { text: integer(numberOf(p, 'atRisk')), value: numberOf(p, 'atRisk') },
          },
        })),
      }}
      note={
        <>
          {median === null ? t('noMedian') : t('median', { days: integer(median) })} <IgnoredFilters asked={asked} />
        </>
      }
    >
      {asked.answer.overall.state === 'not_covered' ? (
        <FigureState figure={asked.answer.overall} className="h-60" />
      ) : points.length < 2 ? (
        <Notice look="dashed" title={t('none')} className="h-60" />
      ) : (
        <LineChart
          periods={days.map((d) => t('dayN', { day: d }))}
          positions={days}
          axisMarks={monthMarks(days.at(-1) ?? 0).map(({ day, month }) => ({ at: day, label: t('monthN', { month }) }))}
          lines={[
            {
              label: t('survival'),
              values: column('survival'),
              low: column('low'),
              high: column('high'),
              colour: 'var(--accent)',
            },
          ]}
          range={[0, 1]}
          unit="ratio"
          isStepped
          hasDots={false}
          tips={points.map((p) => ({
            title: `${t('dayN', { day: numberOf(p, 'day') ?? 0 })} ${percent(numberOf(p, 'survival'))}`,
            lines: [
              interval(numberOf(p, 'low'), numberOf(p, 'high'), 'ratio', 'zh'),
              t('atRiskN', { count: integer(numberOf(p, 'atRisk')) }),
            ],
          }))}
          label={title}
          height={240}
        />
      )}
    </ChartFrame>
  )
}

const DAYS_A_MONTH = 30.4375

/** Every third month, or every sixth when the curve is long. */
function monthMarks(last: number): { day: number; month: number }[] {
  const months = Math.floor(last / DAYS_A_MONTH)
  const every = months > 24 ? 6 : 3
  return Array.from({ length: Math.floor(months / every) + 1 }, (_, i) => ({
    month: i * every,
    day: Math.round(i * every * DAYS_A_MONTH),
  }))
}
