import { useTranslations } from 'next-intl'
import { cellsOf } from '../../../lib/metrics/shared/cells.ts'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { LineChart } from '../../ui/charts/line-chart.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { useFigureWords } from '../../ui/figures/figure-words.ts'
import { integer } from '../../ui/figures/format.ts'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import { FigureState } from '../../ui/states/figure-state.tsx'
import type { RetentionPage } from './gather.ts'

/** The weighted mean of the mature cohorts at each age. */
export function MeanCurve({ data }: { data: RetentionPage }) {
  const t = useTranslations('meanCurve')
  const words = useFigureWords()
  const { cohorts, grain, measure } = data
  const cells = cellsOf(cohorts.answer.overall).filter((cell) => cell.value !== null)
  const name = (k: number) => (grain === 'month' ? `M${k}` : `W${k}`)
  return (
    <ChartFrame
      title={t(`title.${measure}`)}
      subtitle={t('subtitle')}
      definition={useDefinitionText(cohorts.definition)}
      fileName={`longrun-curve-${measure}-${grain}-${data.asOf}`}
      table={{
        columns: [
          { id: 'k', title: t('age'), isPinned: true },
          { id: 'rate', title: t('rate'), isNumeric: true },
          { id: 'n', title: t('n'), isNumeric: true },
        ],
        rows: cells.map((cell) => ({
          id: String(cell.k),
          cells: {
            k: { text: name(cell.k), value: cell.k },
            rate: words.cell(cell, 'ratio', { hasInterval: true }),
            n: { text: integer(cell.denominator), value: cell.denominator ?? null },
          },
        })),
      }}
      note={<IgnoredFilters asked={cohorts} />}
    >
      {cells.length === 0 ? (
        <FigureState figure={cohorts.answer.overall} className="h-60" />
      ) : (
        <LineChart
          periods={cells.map((cell) => name(cell.k))}
          lines={[
            {
              label: t('rate'),
              values: cells.map((cell) => cell.value),
              low: cells.map((cell) => cell.low ?? null),
              high: cells.map((cell) => cell.high ?? null),
              colour: 'var(--accent)',
            },
          ]}
          range={[0, 1]}
          unit="ratio"
          hasDots
          tips={cells.map((cell) => words.tip(name(cell.k), cell, 'ratio'))}
          label={`${t(`title.${measure}`)}: ${cells.map((cell) => `${name(cell.k)} ${words.value(cell, 'ratio')}`).join(', ')}`}
        />
      )}
    </ChartFrame>
  )
}
