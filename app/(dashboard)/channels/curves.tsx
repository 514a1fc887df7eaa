import { useTranslations } from 'next-intl'
import { type ChannelRow, channelRows, paybackIn, worthIn } from '../../../lib/metrics/shared/channels.ts'
import { numberOf, recordsOf } from '../../../lib/metrics/shared/highlights.ts'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { LineChart } from '../../ui/charts/line-chart.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { integer } from '../../ui/figures/format.ts'
import { Notice } from '../../ui/states/notice.tsx'
import type { TableData } from '../../ui/table/model.ts'
import { answersOf } from './channel-table.tsx'
import { type ChannelWords, useChannelWords } from './channel-words.ts'
import type { ChannelsPage } from './gather.ts'

interface Curve {
  row: ChannelRow<string>
  /** What a join cost; null while unknown. */
  cac: number | null
  points: { month: number; people: number; earned: number }[]
}

/** What the joiners of each channel have earned at the same age, against what each of them cost. */
export function Curves({ data }: { data: ChannelsPage }) {
  const t = useTranslations('channels')
  const words = useChannelWords()
  const curves = channelRows(answersOf(data))
    .rows.map(curveOf)
    .filter(({ points }) => points.length > 0)
  const last = Math.max(1, ...curves.flatMap(({ points }) => points.map((p) => p.month)))
  const top = Math.max(1, ...curves.flatMap(({ points, cac }) => [cac ?? 0, ...points.map((p) => p.earned)]))
  return (
    <ChartFrame
      title={t('curves.title')}
      subtitle={t('curves.subtitle', { ...data.span })}
      definition={useDefinitionText(data.roi.definition)}
      fileName={`longrun-payback-${data.asOf}`}
      table={tableOf(curves, words, t)}
      note={t('curves.note')}
    >
      {curves.length === 0 ? (
        <Notice look="hatched" title={t('curves.nothing')}>
          {t('curves.nothingWhy')}
        </Notice>
      ) : (
        <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2 xl:grid-cols-3 2xl:grid-cols-4">
          {curves.map((curve) => (
            <SmallCurve key={curve.row.key} curve={curve} last={last} top={top} words={words} />
          ))}
        </div>
      )}
    </ChartFrame>
  )
}

function curveOf(row: ChannelRow<string>): Curve {
  const points = row.roi ? recordsOf(row.roi, 'curve') : []
  return {
    row,
    cac: worthIn(row.roi).cac,
    points: points.map((point) => ({
      month: numberOf(point, 'month') ?? 0,
      people: numberOf(point, 'people') ?? 0,
      earned: numberOf(point, 'earned') ?? 0,
    })),
  }
}

interface SmallCurveProps {
  curve: Curve
  /** The same axes in all of them. */
  last: number
  top: number
  words: ChannelWords
}

function SmallCurve({ curve: { row, cac, points }, last, top, words }: SmallCurveProps) {
  const t = useTranslations('channels')
  const months = Array.from({ length: last }, (_, i) => i + 1)
  const at = new Map(points.map((point) => [point.month, point]))
  const { month } = paybackIn(row.roi)
  const payback = words.payback(row)
  return (
    <figure className="min-w-0">
      <figcaption className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-strong">{words.name(row)}</span>
        <span className="text-note text-ink-2" title={payback.reason}>
          {payback.text}
        </span>
      </figcaption>
      <LineChart
        periods={months.map((m) => t('curves.month', { month: m }))}
        lines={[
          {
            label: words.name(row),
            values: months.map((m) => at.get(m)?.earned ?? null),
            colour: 'var(--accent)',
            ...(month !== null && { ringAt: month - 1 }),
          },
        ]}
        range={[0, top]}
        unit="fen"
        height={150}
        expectedWidth={360}
        hasDots={points.length === 1}
        tips={months.map((m) => {
          const point = at.get(m)
          const title = t('curves.month', { month: m })
          if (!point) return { title, lines: [t('curves.notYet')] }
          return { title: `${title} ${words.money(point.earned)}`, lines: [t('of', { people: integer(point.people) })] }
        })}
        {...(cac !== null && { goal: { value: cac, label: t('curves.cost', { cost: words.money(cac) }) } })}
        label={t('curves.label', {
          channel: words.name(row),
          earned: words.money(points.at(-1)?.earned),
          month: points.at(-1)?.month ?? 0,
          cost: cac === null ? t('noCost') : words.money(cac),
          payback: payback.text,
        })}
      />
    </figure>
  )
}

function tableOf(curves: Curve[], words: ChannelWords, t: ReturnType<typeof useTranslations<'channels'>>): TableData {
  return {
    columns: [
      { id: 'channel', title: t('columns.channel'), isPinned: true },
      { id: 'month', title: t('curves.age'), isNumeric: true },
      { id: 'earned', title: t('curves.earned'), isNumeric: true },
      { id: 'cost', title: t('columns.perJoin'), isNumeric: true },
      { id: 'people', title: t('curves.people'), isNumeric: true },
    ],
    rows: curves.flatMap(({ row, cac, points }) =>
      points.map((point) => ({
        id: `${row.key}-${point.month}`,
        cells: {
          channel: words.name(row),
          month: { text: String(point.month), value: point.month },
          earned: { text: words.money(point.earned), value: point.earned },
          cost: words.perJoin(row, cac),
          people: words.count(point.people),
        },
      })),
    ),
  }
}
