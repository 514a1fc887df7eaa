import { useLocale, useTranslations } from 'next-intl'
import type { Asked } from '../../../lib/filters/ask.ts'
import type { Selection } from '../../../lib/filters/selection.ts'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { mentionsOf } from '../../../lib/metrics/shared/mentions.ts'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { RankedChart } from '../../ui/charts/ranked-chart.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { integer, interval, percent, points } from '../../ui/figures/format.ts'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import { statusOf } from '../../ui/figures/status.ts'
import { StatusBadge } from '../../ui/figures/status-badge.tsx'
import { languageOf } from '../../ui/i18n/language.ts'
import { peopleLink } from '../../ui/people/people-link.ts'
import { FigureState } from '../../ui/states/figure-state.tsx'
import { useMentionTable } from './mention-table.ts'

/** What people think of first after 24 months: community, doctor, advertisements. */
export function Brand({ asked, selection }: { asked: Asked; selection: Selection }) {
  const t = useTranslations('brand')
  const v = useTranslations('values')
  const language = languageOf(useLocale())
  const figure = asked.answer.overall
  const mentions = mentionsOf(figure)
  const title = figure.value === null ? t('titleNone') : t('title', { share: percent(figure.value) })
  const write = (count: number) => t('count', { count: integer(count), total: integer(figure.denominator) })
  return (
    <ChartFrame
      title={title}
      subtitle={t('subtitle')}
      definition={useDefinitionText(asked.definition)}
      fileName={`longrun-brand-${asked.question.asOf}`}
      table={useMentionTable()(mentions)}
      note={
        <>
          {t('ahead', {
            difference: points(partOf(figure, 'difference'), language),
            interval: interval(partOf(figure, 'differenceLow'), partOf(figure, 'differenceHigh'), 'points', language),
            response: percent(partOf(figure, 'responseRate')),
          })}{' '}
          {figure.notes.map((code) => (t.has(`notes.${code}`) ? t(`notes.${code}`) : code)).join(' ')}{' '}
          <IgnoredFilters asked={asked} />
        </>
      }
    >
      {figure.value === null ? (
        <FigureState figure={figure} className="h-48" />
      ) : (
        <>
          <div className="pb-2">
            <StatusBadge status={statusOf(figure)} />
          </div>
          <RankedChart
            rows={mentions.map((m) => ({
              id: m.code,
              label: v(m.code),
              value: m.share,
              low: m.low,
              high: m.high,
              text: percent(m.share),
              colour: m.code === 'community' ? 'var(--accent)' : 'var(--c7)',
              tip: { title: v(m.code), lines: [write(m.count), interval(m.low, m.high, 'ratio', language)] },
              ...(m.code === 'community' && { href: peopleLink(selection, asked.question, 'in') }),
            }))}
            unit="ratio"
            label={mentions.map((m) => `${v(m.code)} ${percent(m.share)}`).join(', ')}
            mark="bar"
          />
        </>
      )}
    </ChartFrame>
  )
}
