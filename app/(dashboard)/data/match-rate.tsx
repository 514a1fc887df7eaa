import { useTranslations } from 'next-intl'
import type { Asked } from '../../../lib/filters/ask.ts'
import type { Selection } from '../../../lib/filters/selection.ts'
import { numberOf, recordOf } from '../../../lib/metrics/shared/highlights.ts'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { RankedChart } from '../../ui/charts/ranked-chart.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { useFigureWords } from '../../ui/figures/figure-words.ts'
import { integer, percent } from '../../ui/figures/format.ts'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import { peopleLink } from '../../ui/people/people-link.ts'
import { valueLabel } from '../../ui/shell/option-labels.ts'
import { FigureState } from '../../ui/states/figure-state.tsx'

/** How many members are known as patients, channel by channel. */
export function MatchRate({ asked, selection }: { asked: Asked; selection: Selection }) {
  const t = useTranslations('match')
  const v = useTranslations('values')
  const words = useFigureWords()
  const figure = asked.answer.overall
  const groups = asked.answer.groups ?? []
  const methods = recordOf(figure, 'byMethod')
  const name = (label: string) => valueLabel(v, label)
  const link = (key: string) => peopleLink(selection, asked.question, 'in', { channel: key })
  return (
    <ChartFrame
      title={figure.value === null ? t('titleNone') : t('title', { share: percent(figure.value) })}
      subtitle={t('subtitle', {
        numerator: integer(figure.numerator),
        denominator: integer(figure.denominator),
        link: integer(numberOf(methods, 'link')),
        mobile: integer(numberOf(methods, 'mobile')),
      })}
      definition={useDefinitionText(asked.definition)}
      fileName={`longrun-match-rate-${asked.question.asOf}`}
      table={{
        columns: [
          { id: 'channel', title: t('channel'), isPinned: true },
          { id: 'rate', title: t('rate'), isNumeric: true },
          { id: 'matched', title: t('matched'), isNumeric: true },
          { id: 'members', title: t('members'), isNumeric: true },
        ],
        rows: groups.map((g) => ({
          id: g.key,
          cells: {
            channel: name(g.label),
            rate: words.cell(g, 'ratio', { hasInterval: true, href: link(g.key) }),
            matched: { text: integer(g.numerator), value: g.numerator ?? null },
            members: { text: integer(g.denominator), value: g.denominator ?? null },
          },
        })),
      }}
      note={<IgnoredFilters asked={asked} />}
    >
      {figure.value === null ? (
        <FigureState figure={figure} className="h-48" />
      ) : (
        <RankedChart
          rows={groups.map((g) => ({
            id: g.key,
            label: name(g.label),
            value: g.value,
            low: g.low,
            high: g.high,
            text: words.value(g, 'ratio'),
            isWeak: g.state === 'few',
            tip: words.tip(name(g.label), g, 'ratio'),
            href: link(g.key),
          }))}
          unit="ratio"
          label={groups.map((g) => `${name(g.label)} ${words.value(g, 'ratio')}`).join(', ')}
          mark="bar"
        />
      )}
    </ChartFrame>
  )
}
