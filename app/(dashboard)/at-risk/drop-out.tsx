import { useLocale, useTranslations } from 'next-intl'
import type { Figure } from '../../../lib/metrics/metric.ts'
import { numberOf, partOf, recordsOf } from '../../../lib/metrics/shared/highlights.ts'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { LineChart } from '../../ui/charts/line-chart.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { integer, percent } from '../../ui/figures/format.ts'
import { languageOf } from '../../ui/i18n/language.ts'
import { valueLabel } from '../../ui/shell/option-labels.ts'
import { FigureState } from '../../ui/states/figure-state.tsx'
import { DataTable } from '../../ui/table/data-table.tsx'
import type { AtRiskPage } from './gather.ts'

/** When people are lost after a visit, and the day on which to call. */
export function DropOut({ data }: { data: AtRiskPage }) {
  const t = useTranslations('atRisk.dropOut')
  const values = useTranslations('values')
  const language = languageOf(useLocale())
  const { answer, definition } = data.dropOut
  const { overall, groups = [] } = answer
  const bins = recordsOf(overall, 'curve')
  const title = overall.value === null ? t('titleNone') : t('title', { peak: overall.value, trigger: trigger(overall) })
  const tips = bins.map((bin) => ({
    title: t('days', { from: number(bin, 'from'), to: number(bin, 'to') }),
    lines: [
      t('lostOf', { lost: integer(number(bin, 'lost')), atRisk: integer(number(bin, 'atRisk')) }),
      t('soFar', { lost: percent(numberOf(bin, 'cifLost')), returned: percent(numberOf(bin, 'cifReturned')) }),
    ],
  }))
  return (
    <ChartFrame
      title={title}
      subtitle={t('subtitle')}
      definition={useDefinitionText(definition)}
      fileName={`longrun-drop-out-${data.asOf}`}
      table={{
        columns: [
          { id: 'days', title: t('bin'), isPinned: true },
          ...(['atRisk', 'lost', 'returned'] as const).map((id) => ({ id, title: t(id), isNumeric: true })),
          { id: 'cif', title: t('cumulative'), isNumeric: true },
        ],
        rows: bins.map((bin) => ({
          id: String(number(bin, 'from')),
          cells: {
            days: t('days', { from: number(bin, 'from'), to: number(bin, 'to') }),
            ...Object.fromEntries(
              ['atRisk', 'lost', 'returned'].map((name) => [
                name,
                { text: integer(number(bin, name)), value: number(bin, name) },
              ]),
            ),
            cif: { text: percent(numberOf(bin, 'cifLost')), value: numberOf(bin, 'cifLost') },
          },
        })),
      }}
      note={t('note')}
    >
      {bins.length === 0 || overall.denominator === 0 ? (
        <FigureState figure={overall} className="h-48" />
      ) : (
        <>
          <LineChart
            periods={bins.map((bin) => String(number(bin, 'from')))}
            lines={[
              { label: t('lost'), values: bins.map((bin) => numberOf(bin, 'cifLost')), colour: 'var(--c6)' },
              { label: t('returned'), values: bins.map((bin) => numberOf(bin, 'cifReturned')), colour: 'var(--c1)' },
            ]}
            unit="ratio"
            tips={tips}
            label={title}
            height={200}
          />
          {groups.length > 0 && (
            <div className="mt-3">
              <DataTable
                label={t('perDisease')}
                hasTools={false}
                maxHeight="max-h-64"
                data={{
                  columns: [
                    { id: 'disease', title: t('disease'), isPinned: true },
                    { id: 'trigger', title: t('trigger'), isNumeric: true },
                    { id: 'peak', title: t('peak'), isNumeric: true },
                    { id: 'episodes', title: t('episodes'), isNumeric: true },
                    { id: 'basis', title: t('basis') },
                  ],
                  rows: groups.map((group) => ({
                    id: group.key,
                    cells: {
                      disease: valueLabel(values, group.key),
                      trigger: dayCell(partOf(group, 'triggerDay'), language),
                      peak: dayCell(group.value, language),
                      episodes: {
                        text: integer(partOf(group, 'ownEpisodes')),
                        value: partOf(group, 'ownEpisodes'),
                      },
                      basis: group.notes.includes('pooled') ? t('pooled') : t('own'),
                    },
                  })),
                }}
              />
            </div>
          )}
        </>
      )}
    </ChartFrame>
  )
}

function number(record: Parameters<typeof numberOf>[0], name: string): number {
  return numberOf(record, name) ?? 0
}

function trigger(figure: Figure): number {
  return partOf(figure, 'triggerDay') ?? 0
}

function dayCell(day: number | null, language: 'zh' | 'en') {
  if (day === null) return { text: '—', value: null }
  return { text: language === 'zh' ? `第\u2009${day}\u2009天` : `day ${day}`, value: day }
}
