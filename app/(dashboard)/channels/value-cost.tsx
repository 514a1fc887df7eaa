import { useTranslations } from 'next-intl'
import { channelRows, worthIn } from '../../../lib/metrics/shared/channels.ts'
import { BubbleChart } from '../../ui/charts/bubble-chart.tsx'
import { categoryColour } from '../../ui/charts/colours.ts'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { Notice } from '../../ui/states/notice.tsx'
import { answersOf } from './channel-table.tsx'
import { useChannelWords } from './channel-words.ts'
import type { ChannelsPage } from './gather.ts'

const FEW = 30

/** LTV against cost of the same people, sized by how many they are; above the line it pays. */
export function ValueCost({ data }: { data: ChannelsPage }) {
  const t = useTranslations('channels')
  const words = useChannelWords()
  const rows = channelRows(answersOf(data)).rows.map((row, i) => ({ row, i, worth: worthIn(row.roi) }))
  const shown = rows.flatMap(({ row, i, worth }) => {
    const { ltv, cac } = worth
    return ltv === null || cac === null ? [] : [{ row, i, worth, ltv, cac }]
  })
  const absent = rows.filter(({ row }) => !shown.some((s) => s.row.key === row.key)).map(({ row }) => words.name(row))
  const titles = { x: t('bubble.x'), y: t('bubble.y', { days: data.horizon }) }
  return (
    <ChartFrame
      title={t('bubble.title', { days: data.horizon })}
      subtitle={t('bubble.subtitle')}
      definition={useDefinitionText(data.roi.definition)}
      fileName={`longrun-ltv-cac-${data.asOf}`}
      table={{
        columns: [
          { id: 'channel', title: t('columns.channel'), isPinned: true },
          { id: 'cac', title: titles.x, isNumeric: true },
          { id: 'ltv', title: titles.y, isNumeric: true },
          { id: 'worth', title: t('columns.worth', { days: data.horizon }), isNumeric: true },
          { id: 'people', title: t('bubble.people'), isNumeric: true },
        ],
        rows: rows.map(({ row, worth }) => ({
          id: row.key,
          cells: {
            channel: words.name(row),
            cac: words.perJoin(row, worth.cac),
            ltv: worth.ltv === null ? words.worth(row) : { text: words.money(worth.ltv), value: worth.ltv },
            worth: words.worth(row),
            people: words.count(worth.people),
          },
        })),
      }}
      note={absent.length > 0 ? t('bubble.absent', { channels: absent.join(t('comma')) }) : undefined}
    >
      {shown.length === 0 ? (
        <Notice look="hatched" title={t('bubble.nothing')} className="h-60">
          {t('bubble.nothingWhy')}
        </Notice>
      ) : (
        <BubbleChart
          bubbles={shown.map(({ row, i, worth, ltv, cac }) => ({
            ...{ id: row.key, label: words.name(row), x: cac, y: ltv, size: worth.people, colour: categoryColour(i) },
            ...{ yLow: worth.ltvLow, yHigh: worth.ltvHigh, isWeak: worth.people < FEW },
            tip: { title: words.name(row), lines: (words.worth(row).reason ?? '').split(' · ') },
          }))}
          xTitle={titles.x}
          yTitle={titles.y}
          xUnit="fen"
          yUnit="fen"
          diagonals={[
            { slope: 1, label: t('bubble.even') },
            { slope: 3, label: '3 : 1' },
          ]}
          label={shown.map(({ row }) => `${words.name(row)}: ${words.worth(row).reason ?? ''}`).join('; ')}
        />
      )}
    </ChartFrame>
  )
}
