import { useLocale, useTranslations } from 'next-intl'
import type { Asked } from '../../../lib/filters/ask.ts'
import type { PeriodFigure } from '../../../lib/metrics/metric.ts'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { LineChart } from '../../ui/charts/line-chart.tsx'
import { DefinitionLink, useDefinitionText } from '../../ui/figures/definition.tsx'
import { formatValue, type Unit } from '../../ui/figures/format.ts'
import { languageOf } from '../../ui/i18n/language.ts'
import { Notice } from '../../ui/states/notice.tsx'
import type { CellData, TableData } from '../../ui/table/model.ts'
import type { Overview } from './gather.ts'

/** Rows of the last whole month, by their part of the revenue answer. */
const ROWS: { name: string; unit: Unit }[] = [
  { name: 'people', unit: 'people' },
  { name: 'visits', unit: 'events' },
  { name: 'returnVisitRate', unit: 'ratio' },
  { name: 'arpu', unit: 'fen' },
  { name: 'perVisit', unit: 'fen' },
]

/** 社群 and 非社群 side by side, without a difference or a verdict: they are not matched. */
export function Compare({ data }: { data: Overview }) {
  const t = useTranslations('compare')
  const language = languageOf(useLocale())
  const definition = useDefinitionText(data.revenue.definition)
  const { others, revenue, months } = data
  if (others === null) return null
  if (others === 'filtered') return <Notice look="dashed" title={t('filtered')} />
  const ofMonth = (series: PeriodFigure[] | undefined) => series?.find((month) => month.period === months.last)
  const [members, patients] = [ofMonth(revenue.answer.series), ofMonth(others.revenue.answer.series)]
  const cell = (value: number | null, unit: Unit): CellData => ({ text: formatValue(value, unit, language), value })
  const periods = (revenue.answer.series ?? []).map((month) => month.period)
  const rateOf = (asked: Asked, period: string) =>
    partOf(
      asked.answer.series?.find((month) => month.period === period),
      'returnVisitRate',
    )
  const trendOf = (asked: Asked) => periods.map((period) => rateOf(asked, period))
  const tipOf = (period: string) => [
    `${t('community')} ${formatValue(rateOf(revenue, period), 'ratio', language)}`,
    `${t('others')} ${formatValue(rateOf(others.revenue, period), 'ratio', language)}`,
  ]
  const rows = [
    ...ROWS.map(({ name, unit }) => ({
      ...{ name, definition: revenue.definition },
      community: cell(partOf(members, name), unit),
      others: cell(partOf(patients, name), unit),
    })),
    {
      ...{ name: 'ltv', definition: others.ltv.definition },
      community: cell(others.memberLtv.answer.overall.value, 'fen'),
      others: cell(others.ltv.answer.overall.value, 'fen'),
    },
  ]
  const table: TableData = {
    columns: [
      { id: 'figure', title: t('figure'), isPinned: true },
      { id: 'community', title: t('community'), isNumeric: true },
      { id: 'others', title: t('others'), isNumeric: true },
    ],
    rows: [
      ...rows.map((row) => ({
        id: row.name,
        cells: { figure: t(row.name), community: row.community, others: row.others },
      })),
      ...periods.map((month) => ({
        id: month,
        cells: {
          figure: `${t('returnVisitRate')} ${month}`,
          community: cell(rateOf(revenue, month), 'ratio'),
          others: cell(rateOf(others.revenue, month), 'ratio'),
        },
      })),
    ],
  }
  return (
    <ChartFrame
      title={t('title')}
      subtitle={
        <>
          {t('subtitle', { month: months.last })} · <span className="text-warn">{t('note')}</span>
        </>
      }
      definition={definition}
      fileName={`longrun-community-and-others-${data.asOf}`}
      table={table}
    >
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <table className="w-full">
          <thead>
            <tr className="text-note text-ink-2">
              <th className="py-1.5 text-left font-strong">{t('figure')}</th>
              <th className="py-1.5 text-right font-strong">{t('community')}</th>
              <th className="py-1.5 text-right font-strong">{t('others')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.name}>
                <th scope="row" className="border-t border-line py-2 text-left font-normal">
                  {t(row.name)} <DefinitionLink definition={row.definition} />
                </th>
                <td className="border-t border-line py-2 text-right">{row.community.text}</td>
                <td className="border-t border-line py-2 text-right">{row.others.text}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <div>
          <h3 className="pb-2 text-note text-ink-2">{t('trend')}</h3>
          <LineChart
            periods={periods}
            lines={[
              { label: t('community'), values: trendOf(revenue), colour: 'var(--accent)' },
              { label: t('others'), values: trendOf(others.revenue), colour: 'var(--c7)' },
            ]}
            unit="ratio"
            range={[0, 1]}
            tips={periods.map((month) => ({ title: month, lines: tipOf(month) }))}
            label={`${t('trend')}: ${t('community')} ${formatValue(partOf(members, 'returnVisitRate'), 'ratio', language)}, ${t('others')} ${formatValue(partOf(patients, 'returnVisitRate'), 'ratio', language)}`}
          />
        </div>
      </div>
    </ChartFrame>
  )
}
