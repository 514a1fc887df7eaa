import { useTranslations } from 'next-intl'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { RankedChart } from '../../ui/charts/ranked-chart.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { useFigureWords } from '../../ui/figures/figure-words.ts'
import { integer } from '../../ui/figures/format.ts'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import { peopleLink } from '../../ui/people/people-link.ts'
import { valueLabel } from '../../ui/shell/option-labels.ts'
import { FigureState } from '../../ui/states/figure-state.tsx'
import { Notice } from '../../ui/states/notice.tsx'
import type { PanelProps } from './panel.ts'

const FATES = ['early', 'later', 'none', 'immature'] as const

/** Did members keep the day of return that their doctor planned? By disease. Complications: no source. */
export function FollowUp({ data, selection }: PanelProps) {
  const t = useTranslations('followUp')
  const v = useTranslations('values')
  const words = useFigureWords()
  const { followUp } = data
  const { overall, groups = [] } = followUp.answer
  const sorted = [...groups].sort((a, b) => (b.value ?? -1) - (a.value ?? -1))
  const days = followUp.answer.parameters.within ?? ''
  const count = (name: string) => integer(partOf(overall, name))
  return (
    <ChartFrame
      title={overall.state !== 'ok' ? t('titleNone') : t('title', { share: words.value(overall, 'ratio') })}
      subtitle={
        overall.value !== null && t('subtitle', { days, detail: words.detail(overall, 'ratio', 'plans').join(' · ') })
      }
      definition={useDefinitionText(followUp.definition)}
      fileName={`longrun-follow-up-${data.asOf}`}
      table={{
        columns: [
          { id: 'disease', title: t('disease'), isPinned: true },
          { id: 'rate', title: t('rate'), isNumeric: true },
          { id: 'due', title: t('due'), isNumeric: true },
          ...FATES.map((name) => ({ id: name, title: t(name), isNumeric: true })),
        ],
        rows: sorted.map((group) => ({
          id: group.key,
          cells: {
            disease: valueLabel(v, group.label),
            rate: words.cell(group, 'ratio', {
              hasInterval: true,
              href: peopleLink(selection, followUp.question, 'in', { disease: group.key }),
            }),
            due: { text: integer(group.denominator), value: group.denominator ?? null },
            ...Object.fromEntries(
              FATES.map((name) => [name, { text: integer(partOf(group, name)), value: partOf(group, name) }]),
            ),
          },
        })),
      }}
      note={
        <>
          {overall.value !== null &&
            t('note', {
              early: count('early'),
              later: count('later'),
              none: count('none'),
              immature: count('immature'),
            })}{' '}
          <strong className="font-strong text-ink-2">{t('complications')}</strong> {t('complicationsText')}{' '}
          <IgnoredFilters asked={followUp} />
        </>
      }
    >
      {overall.notes.includes('no-planned-returns') ? (
        <Notice look="dashed" title={t('noPlans')} className="h-60">
          {t('noPlansText')}
        </Notice>
      ) : overall.value === null ? (
        <FigureState figure={overall} className="h-60" />
      ) : (
        <RankedChart
          rows={sorted.map((group) => ({
            id: group.key,
            label: valueLabel(v, group.label),
            value: group.value,
            low: group.low,
            high: group.high,
            text: words.value(group, 'ratio'),
            tip: words.tip(valueLabel(v, group.label), group, 'ratio', 'plans'),
            isWeak: group.state === 'few',
            href: peopleLink(selection, followUp.question, 'out', { disease: group.key }),
          }))}
          unit="ratio"
          label={sorted.map((group) => `${valueLabel(v, group.label)} ${words.value(group, 'ratio')}`).join(', ')}
          mark="bar"
          labelShare={0.38}
          rowHeight={28}
        />
      )}
    </ChartFrame>
  )
}
