import { useTranslations } from 'next-intl'
import type { Figure, GroupFigure } from '../../../lib/metrics/metric.ts'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { AlluvialChart } from '../../ui/charts/alluvial.tsx'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { useFigureWords } from '../../ui/figures/figure-words.ts'
import { integer, percent } from '../../ui/figures/format.ts'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import { peopleLink } from '../../ui/people/people-link.ts'
import { valueLabel } from '../../ui/shell/option-labels.ts'
import { Switch } from '../../ui/shell/switch.tsx'
import { FigureState } from '../../ui/states/figure-state.tsx'
import { FLOW_MONTHS } from './gather.ts'
import { MoveLinks } from './move-links.tsx'
import type { PanelProps } from './panel.ts'
import { tierOrder } from './tier-table.tsx'

const COLOURS = ['var(--c1)', 'var(--c2)', 'var(--c5)', 'var(--c3)', 'var(--c4)']

/** From the tier of some months ago to the one of today, with those who came and those who left. */
export function TierFlow({ data, selection }: PanelProps) {
  const t = useTranslations('tierFlow')
  const v = useTranslations('values')
  const words = useFigureWords()
  const { flow, flowMonths } = data
  const { overall, groups = [] } = flow.answer
  const tiers = tierOrder(overall)
  const node = (id: string) => ({ id, label: valueLabel(v, id), colour: colourOf(id, tiers) })
  const [left, right] = [[...tiers, 'none', 'outside'].map(node), [...tiers, 'none', 'left'].map(node)]
  const known = groups.filter((group) => group.state !== 'suppressed')
  const ends = (group: GroupFigure) => {
    const [from = '', to = ''] = [text(group, 'from'), text(group, 'to')]
    return { from, to, title: `${valueLabel(v, from)} → ${valueLabel(v, to)}` }
  }
  const link = (from: string, to: string) =>
    peopleLink(selection, { ...flow.question, parameters: { months: flowMonths, fromTier: from, toTier: to } }, 'in')
  const count = (name: string) => integer(partOf(overall, name))
  const title =
    overall.value === null
      ? t('titleNone')
      : t('title', { up: count('up'), down: count('down'), left: count('left'), months: flowMonths })
  return (
    <ChartFrame
      title={title}
      subtitle={t('subtitle', { months: flowMonths })}
      definition={useDefinitionText(flow.definition)}
      fileName={`longrun-tier-flow-${flowMonths}m-${data.asOf}`}
      controls={
        <Switch
          name="flow"
          label={t('months')}
          current={flowMonths}
          options={FLOW_MONTHS.map((value) => ({ value, label: t('monthsAgo', { months: value }) }))}
        />
      }
      table={{
        columns: [
          { id: 'from', title: t('from'), isPinned: true },
          ...right.map(({ id, label }) => ({ id, title: label, isNumeric: true })),
        ],
        rows: left
          .filter(({ id }) => known.some((group) => ends(group).from === id))
          .map(({ id, label }) => ({
            id,
            cells: {
              from: label,
              ...Object.fromEntries(
                right.map(({ id: to }) => {
                  const found = groups.find((group) => group.key === `${id}>${to}`)
                  if (!found) return [to, { text: '0', value: 0, tone: 'muted' as const }]
                  if (found.state === 'suppressed') return [to, words.cell(found, 'ratio')]
                  const share = percent(found.value)
                  return [
                    to,
                    { text: integer(found.numerator), value: found.numerator ?? null, note: share, href: link(id, to) },
                  ]
                }),
              ),
            },
          })),
      }}
      note={
        <>
          {overall.value !== null && <MoveLinks data={data} selection={selection} />} {t('note')}{' '}
          {known.length < groups.length && t('withheld')} <IgnoredFilters asked={flow} />
        </>
      }
    >
      {overall.value === null ? (
        <FigureState figure={overall} className="h-72" />
      ) : (
        <AlluvialChart
          heads={[t('monthsAgo', { months: flowMonths }), t('now')]}
          left={left}
          right={right}
          flows={known.map((group) => {
            const { from, to, title: name } = ends(group)
            return {
              from,
              to,
              value: group.numerator ?? 0,
              tip: {
                title: `${name} ${integer(group.numerator)}`,
                lines: [t('ofThem', { share: percent(group.value) }), ...words.detail(group, 'ratio')],
              },
              href: link(from, to),
            }
          })}
          label={`${title}. ${known.map((group) => `${ends(group).title} ${integer(group.numerator)}`).join(', ')}`}
          height={300}
        />
      )}
    </ChartFrame>
  )
}

function text(figure: Figure, name: string): string {
  const value = figure.parts?.[name]
  return typeof value === 'string' ? value : ''
}

function colourOf(id: string, tiers: readonly string[]): string {
  if (id === 'left' || id === 'outside') return 'var(--c6)'
  return id === 'none' ? 'var(--c7)' : (COLOURS[tiers.indexOf(id)] ?? 'var(--c3)')
}
