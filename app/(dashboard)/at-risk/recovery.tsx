import { useLocale, useTranslations } from 'next-intl'
import type { Selection } from '../../../lib/filters/selection.ts'
import type { GroupFigure } from '../../../lib/metrics/metric.ts'
import { numberOf, partOf, recordOf } from '../../../lib/metrics/shared/highlights.ts'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { RankedChart, type RankedRow } from '../../ui/charts/ranked-chart.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { formatValue, integer, interval, valueText } from '../../ui/figures/format.ts'
import { languageOf } from '../../ui/i18n/language.ts'
import { peopleLink } from '../../ui/people/people-link.ts'
import { Notice } from '../../ui/states/notice.tsx'
import type { AtRiskPage } from './gather.ts'
import { useRuleTitle } from './words.ts'

/** Who was contacted against who was left to themselves: did more of them come? */
export function Recovery({ data, selection }: { data: AtRiskPage; selection: Selection }) {
  const t = useTranslations('atRisk.recovery')
  const language = languageOf(useLocale())
  const title = useRuleTitle()
  const definition = useDefinitionText(data.risk.definition)
  const worked = (data.risk.answer.groups ?? []).filter((g) => count(g, 'contacted') + count(g, 'pending') > 0)
  const link = (rule: string, list: 'contacted' | 'recovered' | 'holdout' | 'holdout-recovered' | 'pending') =>
    peopleLink(selection, data.risk.question, list, { rule })
  const rows = worked.flatMap((group): RankedRow[] => {
    const uplift = recordOf(group, 'uplift')
    const value = numberOf(uplift, 'value')
    if (value === null) return []
    const [low, high] = [numberOf(uplift, 'low'), numberOf(uplift, 'high')]
    return [
      {
        ...{ id: group.key, label: title(group.key), value, low, high },
        text: formatValue(value, 'points', language),
        shortText: valueText(value, 'points', language).number,
        isWeak: (low ?? 0) <= 0 && (high ?? 0) >= 0,
        tip: { title: title(group.key), lines: [interval(low, high, 'points', language)] },
      },
    ]
  })
  return (
    <ChartFrame
      title={t('title')}
      subtitle={t('subtitle')}
      definition={definition}
      fileName={`longrun-recovery-${data.asOf}`}
      table={{
        columns: [
          { id: 'rule', title: t('rule'), isPinned: true },
          { id: 'contacted', title: t('contacted'), isNumeric: true },
          { id: 'recovered', title: t('recovered'), isNumeric: true },
          { id: 'holdout', title: t('holdout'), isNumeric: true },
          { id: 'came', title: t('holdoutRecovered'), isNumeric: true },
          { id: 'pending', title: t('pending'), isNumeric: true },
          { id: 'uplift', title: t('uplift'), isNumeric: true },
        ],
        rows: worked.map((group) => {
          const uplift = recordOf(group, 'uplift')
          const cell = (name: string, list: Parameters<typeof link>[1]) => ({
            text: integer(count(group, name)),
            value: count(group, name),
            href: link(group.key, list),
          })
          return {
            id: group.key,
            cells: {
              rule: title(group.key),
              contacted: cell('contacted', 'contacted'),
              recovered: cell('recovered', 'recovered'),
              holdout: cell('holdout', 'holdout'),
              came: cell('holdoutRecovered', 'holdout-recovered'),
              pending: cell('pending', 'pending'),
              uplift: {
                text: formatValue(numberOf(uplift, 'value'), 'points', language),
                value: numberOf(uplift, 'value'),
                note: interval(numberOf(uplift, 'low'), numberOf(uplift, 'high'), 'points', language),
              },
            },
          }
        }),
      }}
      note={t('note')}
    >
      {worked.length === 0 ? (
        <Notice title={t('none')} className="h-48">
          {t('noneText')}
        </Notice>
      ) : (
        <>
          {rows.length > 0 && (
            <RankedChart
              rows={rows}
              unit="points"
              mark="point"
              rowHeight={44}
              label={rows.map((row) => `${row.label} ${row.text}`).join('; ')}
            />
          )}
          <ul className="mt-3 grid gap-1 text-note text-ink-2">
            {worked.map((group) => (
              <li key={group.key}>
                {title(group.key)} ·{' '}
                {t.rich('line', {
                  contacted: integer(count(group, 'contacted')),
                  recovered: integer(count(group, 'recovered')),
                  holdout: integer(count(group, 'holdout')),
                  came: integer(count(group, 'holdoutRecovered')),
                  link: (text) => (
                    <a href={link(group.key, 'recovered')} className="text-accent underline underline-offset-2">
                      {text}
                    </a>
                  ),
                })}
              </li>
            ))}
          </ul>
        </>
      )}
    </ChartFrame>
  )
}

function count(group: GroupFigure, name: string): number {
  const value = partOf(group, name)
  return typeof value === 'number' ? value : 0
}
