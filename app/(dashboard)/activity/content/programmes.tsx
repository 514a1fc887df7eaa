import { useTranslations } from 'next-intl'
import type { Figure } from '../../../../lib/metrics/metric.ts'
import { numberOf, partOf, recordsOf } from '../../../../lib/metrics/shared/highlights.ts'
import { ChartFrame } from '../../../ui/charts/frame.tsx'
import { useDefinitionText } from '../../../ui/figures/definition.tsx'
import { decimal, integer, percent } from '../../../ui/figures/format.ts'
import { valueLabel } from '../../../ui/shell/option-labels.ts'
import { FigureState } from '../../../ui/states/figure-state.tsx'
import { DataTable } from '../../../ui/table/data-table.tsx'
import type { TableData } from '../../../ui/table/model.ts'
import type { ContentPage } from './gather.ts'

/** Live streams: who watched, and for how long. */
export function Streams({ data }: { data: ContentPage }) {
  const t = useTranslations('content.streams')
  const { overall } = data.campaigns.answer
  const viewers = partOf(overall, 'liveViewers')
  const streams = recordsOf(overall, 'streams')
  const table: TableData = {
    columns: [
      { id: 'title', title: t('stream'), isPinned: true },
      { id: 'day', title: t('day') },
      ...['viewers', 'minutes', 'commented'].map((id) => ({ id, title: t(id), isNumeric: true })),
    ],
    rows: streams.map((stream) => ({
      id: String(stream.live),
      cells: {
        title: String(stream.title ?? stream.live),
        day: String(stream.day),
        viewers: count(numberOf(stream, 'viewers')),
        minutes: { text: decimal(numberOf(stream, 'medianMinutes'), 1), value: numberOf(stream, 'medianMinutes') },
        commented: count(numberOf(stream, 'commented')),
      },
    })),
  }
  return (
    <ChartFrame
      title={viewers === null || streams.length === 0 ? t('titleNone') : t('title', { viewers: integer(viewers) })}
      subtitle={t('subtitle')}
      definition={useDefinitionText(data.campaigns.definition)}
      fileName={`longrun-streams-${data.asOf}`}
      hasPicture={false}
      table={table}
    >
      {viewers === null ? (
        <FigureState figure={missing('community/lives')} className="h-60" />
      ) : (
        <DataTable data={table} label={t('titleNone')} maxHeight="max-h-80" hasTools={false} />
      )}
    </ChartFrame>
  )
}

/** Coupons: granted and redeemed, by template. */
export function Coupons({ data }: { data: ContentPage }) {
  const t = useTranslations('content.coupons')
  const v = useTranslations('values')
  const { overall } = data.campaigns.answer
  const granted = partOf(overall, 'granted')
  const rate = partOf(overall, 'redemptionRate')
  const row = (id: string, name: string, part: (key: string) => number | null) => ({
    id,
    cells: {
      template: name,
      granted: count(part('granted')),
      redeemed: count(part('redeemed')),
      rate: { text: percent(part('redemptionRate')), value: part('redemptionRate') },
    },
  })
  const table: TableData = {
    columns: [
      { id: 'template', title: t('template'), isPinned: true },
      ...['granted', 'redeemed', 'rate'].map((id) => ({ id, title: t(id), isNumeric: true })),
    ],
    rows: recordsOf(overall, 'templates').map((template) =>
      row(String(template.template), valueLabel(v, String(template.template)), (key) => numberOf(template, key)),
    ),
    total: row('total', t('total'), (key) => partOf(overall, key)),
  }
  return (
    <ChartFrame
      title={rate === null ? t('titleNone') : t('title', { rate: percent(rate) })}
      subtitle={t('subtitle')}
      definition={useDefinitionText(data.campaigns.definition)}
      fileName={`longrun-coupons-${data.asOf}`}
      hasPicture={false}
      table={table}
    >
      {granted === null ? (
        <FigureState figure={missing('community/coupons')} className="h-60" />
      ) : (
        <DataTable data={table} label={t('titleNone')} maxHeight="max-h-80" hasTools={false} />
      )}
    </ChartFrame>
  )
}

function count(value: number | null) {
  return { text: integer(value), value }
}

function missing(feed: string): Figure {
  return { state: 'not_covered', value: null, missing: feed, notes: [] }
}
