import { useTranslations } from 'next-intl'
import type { Selection } from '../../../../lib/filters/selection.ts'
import type { Figure } from '../../../../lib/metrics/metric.ts'
import { partOf } from '../../../../lib/metrics/shared/highlights.ts'
import { ChartFrame } from '../../../ui/charts/frame.tsx'
import { useDefinitionText } from '../../../ui/figures/definition.tsx'
import { useFigureWords } from '../../../ui/figures/figure-words.ts'
import { decimal, integer, percent } from '../../../ui/figures/format.ts'
import { IgnoredFilters } from '../../../ui/figures/ignored.tsx'
import { peopleLink } from '../../../ui/people/people-link.ts'
import { valueLabel } from '../../../ui/shell/option-labels.ts'
import { FigureState } from '../../../ui/states/figure-state.tsx'
import { type Cell, NOTHING, type TableData } from '../../../ui/table/model.ts'
import type { ContentPage } from './gather.ts'

const NO_STREAMS: Figure = { state: 'not_covered', value: null, missing: 'community/lives', notes: [] }

/** Live streams: who watched, and for how long. */
export function Streams({ data: { streams, asOf } }: { data: ContentPage }) {
  const t = useTranslations('content.streams')
  const { overall, groups = [] } = streams.answer
  const viewers = partOf(overall, 'liveViewers')
  const table: TableData = {
    columns: [
      { id: 'title', title: t('stream'), isPinned: true },
      { id: 'day', title: t('day') },
      ...['viewers', 'minutes', 'commented'].map((id) => ({ id, title: t(id), isNumeric: true })),
    ],
    rows: groups.map((stream) => {
      const minutes = partOf(stream, 'medianMinutes')
      return {
        id: stream.key,
        cells: {
          title: stream.label,
          day: typeof stream.parts?.day === 'string' ? stream.parts.day : '—',
          viewers: count(stream.numerator),
          minutes: { text: decimal(minutes, 1), value: minutes },
          commented: count(partOf(stream, 'commented')),
        },
      }
    }),
  }
  return (
    <ChartFrame
      title={viewers === null || groups.length === 0 ? t('titleNone') : t('title', { viewers: integer(viewers) })}
      subtitle={t('subtitle')}
      definition={useDefinitionText(streams.definition)}
      fileName={`longrun-streams-${asOf}`}
      table={table}
      tableLabel={t('titleNone')}
      tableHeight="max-h-80"
      isTableOnly={viewers !== null}
      note={<IgnoredFilters asked={streams} />}
    >
      <FigureState figure={overall.state === 'not_covered' ? overall : NO_STREAMS} className="h-60" />
    </ChartFrame>
  )
}

/** Coupons: granted, redeemed, lapsed, by template. */
export function Coupons({ data: { coupons, asOf }, selection }: { data: ContentPage; selection: Selection }) {
  const t = useTranslations('content.coupons')
  const v = useTranslations('values')
  const words = useFigureWords()
  const { overall, groups = [] } = coupons.answer
  const row = (id: string, name: string, figure: Figure, href?: string) => ({
    id,
    cells: {
      template: name,
      granted: count(figure.denominator),
      redeemed:
        href !== undefined && figure.numerator
          ? { text: integer(figure.numerator), value: figure.numerator, href }
          : count(figure.numerator),
      expired: count(partOf(figure, 'expired')),
      rate: words.cell(figure, 'ratio', { hasInterval: true }),
    },
  })
  const table: TableData = {
    columns: [
      { id: 'template', title: t('template'), isPinned: true },
      ...['granted', 'redeemed', 'expired', 'rate'].map((id) => ({ id, title: t(id), isNumeric: true })),
    ],
    rows: groups.map((group) => row(group.key, valueLabel(v, group.label), group)),
    total: row('total', t('total'), overall, peopleLink(selection, coupons.question, 'in')),
  }
  return (
    <ChartFrame
      title={overall.value === null ? t('titleNone') : t('title', { rate: percent(overall.value) })}
      subtitle={t('subtitle')}
      definition={useDefinitionText(coupons.definition)}
      fileName={`longrun-coupons-${asOf}`}
      table={table}
      tableLabel={t('titleNone')}
      tableHeight="max-h-80"
      isTableOnly={overall.value !== null}
      note={<IgnoredFilters asked={coupons} />}
    >
      <FigureState figure={overall} className="h-60" />
    </ChartFrame>
  )
}

function count(value: number | null | undefined): Cell {
  return value ?? NOTHING
}
