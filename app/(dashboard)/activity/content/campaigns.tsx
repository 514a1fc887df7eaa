import { useTranslations } from 'next-intl'
import type { Selection } from '../../../../lib/filters/selection.ts'
import type { GroupFigure } from '../../../../lib/metrics/metric.ts'
import { partOf } from '../../../../lib/metrics/shared/highlights.ts'
import { ChartFrame } from '../../../ui/charts/frame.tsx'
import { RankedChart } from '../../../ui/charts/ranked-chart.tsx'
import { useDefinitionText } from '../../../ui/figures/definition.tsx'
import { useFigureWords } from '../../../ui/figures/figure-words.ts'
import { integer, percent } from '../../../ui/figures/format.ts'
import { IgnoredFilters } from '../../../ui/figures/ignored.tsx'
import { peopleLink } from '../../../ui/people/people-link.ts'
import { FigureState } from '../../../ui/states/figure-state.tsx'
import type { TableData } from '../../../ui/table/model.ts'
import type { ContentPage } from './gather.ts'

const SHOWN = 12
const COUNTS = ['completed', 'booked', 'granted', 'redeemed'] as const

/** Signed up, came, completed, booked: campaign by campaign. */
export function Campaigns({ data, selection }: { data: ContentPage; selection: Selection }) {
  const t = useTranslations('content.campaigns')
  const words = useFigureWords()
  const { campaigns } = data
  const { overall, groups = [] } = campaigns.answer
  const rows = groups.filter((g) => g.value !== null).sort((a, b) => (b.denominator ?? 0) - (a.denominator ?? 0))
  return (
    <ChartFrame
      title={overall.value === null ? t('titleNone') : t('title', { rate: percent(overall.value) })}
      subtitle={t('subtitle', {
        ...{ signedUp: integer(overall.denominator), came: integer(overall.numerator) },
        ...{ completed: integer(partOf(overall, 'completed')), booked: integer(partOf(overall, 'booked')) },
      })}
      definition={useDefinitionText(campaigns.definition)}
      fileName={`longrun-campaigns-${data.asOf}`}
      className="lg:col-span-2"
      table={useTable(rows, (group, list) => peopleLink(selection, campaigns.question, list, { campaign: group.key }))}
      note={
        <>
          {rows.length > SHOWN && t('rest', { count: rows.length - SHOWN })} <IgnoredFilters asked={campaigns} />
        </>
      }
    >
      {rows.length === 0 ? (
        <FigureState figure={overall} className="h-60" />
      ) : (
        <RankedChart
          rows={rows.slice(0, SHOWN).map((group) => ({
            id: group.key,
            label: nameOf(group),
            value: group.value,
            low: group.low,
            high: group.high,
            isWeak: group.state === 'few',
            text: t('text', {
              ...{ rate: words.value(group, 'ratio'), came: integer(group.numerator) },
              ...{ signedUp: integer(group.denominator), booked: integer(partOf(group, 'booked')) },
            }),
            shortText: words.value(group, 'ratio'),
            href: peopleLink(selection, campaigns.question, 'in', { campaign: group.key }),
            tip: {
              title: nameOf(group),
              lines: [
                ...words.detail(group, 'ratio', 'trials'),
                ...COUNTS.map((name) => `${t(name)} ${integer(partOf(group, name))}`),
              ],
            },
          }))}
          unit="ratio"
          label={rows.map((g) => `${g.label} ${words.value(g, 'ratio')}`).join(', ')}
          mark="bar"
          rowHeight={28}
        />
      )}
    </ChartFrame>
  )
}

function startOf(group: GroupFigure): string | null {
  const day = group.parts?.startsOn
  return typeof day === 'string' ? day : null
}

/** The same campaign may be held again and again: its month tells which. */
function nameOf(group: GroupFigure): string {
  const day = startOf(group)
  return day === null ? group.label : `${group.label} ${day.slice(0, 7)}`
}

function useTable(
  rows: readonly GroupFigure[],
  link: (group: GroupFigure, list: 'in' | 'out') => string | undefined,
): TableData {
  const t = useTranslations('content.campaigns')
  const words = useFigureWords()
  const count = (value: number | null, href?: string) => ({
    ...{ text: integer(value), value },
    ...(href !== undefined && value !== null && value > 0 && { href }),
  })
  return {
    columns: [
      { id: 'campaign', title: t('campaign'), isPinned: true },
      { id: 'starts', title: t('starts') },
      ...['signedUp', 'came', 'rate', ...COUNTS].map((id) => ({ id, title: t(id), isNumeric: true })),
    ],
    rows: rows.map((group) => ({
      id: group.key,
      cells: {
        campaign: group.label,
        starts: startOf(group) ?? '—',
        signedUp: count(group.denominator ?? null),
        came: count(group.numerator ?? null, link(group, 'in')),
        rate: words.cell(group, 'ratio', { hasInterval: true }),
        ...Object.fromEntries(COUNTS.map((name) => [name, count(partOf(group, name))])),
      },
    })),
  }
}
