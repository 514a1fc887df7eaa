import { useLocale, useTranslations } from 'next-intl'
import type { Asked } from '../../../lib/filters/ask.ts'
import type { Figure, PeriodFigure } from '../../../lib/metrics/metric.ts'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { LineChart } from '../../ui/charts/line-chart.tsx'
import { DefinitionLink } from '../../ui/figures/definition.tsx'
import { formatValue, type Unit } from '../../ui/figures/format.ts'
import { languageOf } from '../../ui/i18n/language.ts'
import { Notice } from '../../ui/states/notice.tsx'
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
  const { others, revenue, months } = data
  if (others === null) return null
  if (others === 'filtered') return <Notice look="dashed" title={t('filtered')} />
  const ofMonth = (series: PeriodFigure[] | undefined) => series?.find((month) => month.period === months.last)
  const [members, patients] = [ofMonth(revenue.answer.series), ofMonth(others.revenue.answer.series)]
  const value = (figure: Figure | undefined, name: string, unit: Unit) =>
    formatValue(partOf(figure, name), unit, language)
  const ltv = (figure: Figure) => formatValue(figure.value, 'fen', language)
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
      community: value(members, name, unit),
      others: value(patients, name, unit),
    })),
    {
      ...{ name: 'ltv', definition: others.ltv.definition },
      community: ltv(others.memberLtv.answer.overall),
      others: ltv(others.ltv.answer.overall),
    },
  ]
  return (
    <section aria-label={t('title')} className="rounded-md border border-line bg-surface p-4">
      <h2 className="text-section font-strong">{t('title')}</h2>
      <p className="pb-2 text-note text-ink-3">
        {t('subtitle', { month: months.last })} · <span className="text-warn">{t('note')}</span>
      </p>
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
                <td className="border-t border-line py-2 text-right">{row.community}</td>
                <td className="border-t border-line py-2 text-right">{row.others}</td>
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
            label={`${t('trend')}: ${t('community')} ${value(members, 'returnVisitRate', 'ratio')}, ${t('others')} ${value(patients, 'returnVisitRate', 'ratio')}`}
          />
        </div>
      </div>
    </section>
  )
}
