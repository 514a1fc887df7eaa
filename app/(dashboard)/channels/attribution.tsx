import { useTranslations } from 'next-intl'
import { type ChannelRow, channelRows, worthIn } from '../../../lib/metrics/shared/channels.ts'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { answersOf } from './channel-table.tsx'
import { useChannelWords } from './channel-words.ts'
import type { ChannelsPage } from './gather.ts'

/** What the switch between first and last touch changes, channel by channel. */
export function Attribution({ data }: { data: ChannelsPage }) {
  const t = useTranslations('channels')
  const words = useChannelWords()
  const now = channelRows(answersOf(data))
  const then = channelRows({ ...answersOf(data), roi: data.other.answer })
  const [first, last] = data.attribution === 'first' ? [now, then] : [then, now]
  const cells = (a: ChannelRow<string>, b: ChannelRow<string>) => ({
    channel: words.name(a),
    joinsFirst: words.count(partOf(a.roi, 'joins')),
    joinsLast: words.count(partOf(b.roi, 'joins')),
    costFirst: words.perJoin(a, worthIn(a.roi).cac),
    costLast: words.perJoin(b, worthIn(b.roi).cac),
    netFirst: words.roi(a, 'net'),
    netLast: words.roi(b, 'net'),
  })
  const keys = [...new Set([...first.rows, ...last.rows].map((row) => row.key))]
  const rowIn = ({ rows }: typeof first, key: string) => rows.find((row) => row.key === key)
  const column = (id: string) => ({ id, title: t(`touch.${id}`), isNumeric: true })
  return (
    <section aria-label={t('touch.title')} className="min-w-0 rounded-md border border-line bg-surface p-4">
      <h2 className="text-section font-strong">{t('touch.title')}</h2>
      <p className="pb-3 text-note text-ink-3">{t('touch.subtitle')}</p>
      <DataTable
        label={t('touch.title')}
        hasTools={false}
        data={{
          columns: [
            { id: 'channel', title: t('columns.channel'), isPinned: true },
            ...['joinsFirst', 'joinsLast', 'costFirst', 'costLast', 'netFirst', 'netLast'].map(column),
          ],
          rows: keys.flatMap((key) => {
            const [a, b] = [rowIn(first, key), rowIn(last, key)]
            return a && b ? [{ id: key, cells: cells(a, b) }] : []
          }),
          total: { id: 'total', cells: cells(first.total, last.total) },
        }}
      />
    </section>
  )
}
