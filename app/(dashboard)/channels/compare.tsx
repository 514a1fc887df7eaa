import { useTranslations } from 'next-intl'
import { type ChannelRow, channelRows, costliest } from '../../../lib/metrics/shared/channels.ts'
import { useFigureWords } from '../../ui/figures/figure-words.ts'
import type { CellData } from '../../ui/table/model.ts'
import { answersOf } from './channel-table.tsx'
import { useChannelWords } from './channel-words.ts'
import type { ChannelsPage } from './gather.ts'
import { ChannelPicker } from './picker.tsx'
import { type HORIZONS, MOST_COMPARED } from './settings.ts'

/** Two to four channels side by side, each with what decides. */
export function Compare({ data }: { data: ChannelsPage }) {
  const t = useTranslations('channels')
  const words = useChannelWords()
  const { rows } = channelRows(answersOf(data))
  const chosen = data.compared ?? costliest(rows, 2)
  const shown = chosen.flatMap((key) => rows.find((row) => row.key === key) ?? [])
  return (
    <section aria-label={t('compare.title')} className="min-w-0 rounded-md border border-line bg-surface p-4">
      <h2 className="text-section font-strong">{t('compare.title', { days: data.horizon })}</h2>
      <p className="pb-3 text-note text-ink-3">{t('compare.subtitle', { most: MOST_COMPARED })}</p>
      <ChannelPicker
        label={t('compare.pick')}
        options={rows.map((row) => ({ value: row.key, label: words.name(row) }))}
        chosen={shown.map((row) => row.key)}
        most={MOST_COMPARED}
      />
      {shown.length === 0 ? (
        <p className="pt-4 text-ink-2">{t('compare.nothing')}</p>
      ) : (
        <div className={`grid gap-4 pt-4 sm:grid-cols-2 ${WIDE[shown.length] ?? ''}`}>
          {shown.map((row) => (
            <ChannelCard key={row.key} row={row} data={data} />
          ))}
        </div>
      )}
    </section>
  )
}

function ChannelCard({ row, data }: { row: ChannelRow<(typeof HORIZONS)[number]>; data: ChannelsPage }) {
  const t = useTranslations('channels.compare')
  const words = useChannelWords()
  const figures = useFigureWords()
  const lines: [string, CellData][] = [
    [t('cac'), words.cac(row)],
    [t('ltv', { days: data.horizon }), words.perPerson(row.ltv[data.horizon])],
    [t('payback'), words.payback(row)],
    [t('retention'), figures.cell(row.retention, 'ratio', { hasInterval: true })],
    [t('conversion'), figures.cell(row.conversion, 'ratio', { hasInterval: true })],
    [t('net'), words.roi(row, 'net')],
    [t('incremental'), words.incremental(row)],
  ]
  const worth = words.worth(row)
  return (
    <article aria-label={words.name(row)} className="min-w-0 rounded-md border border-line p-4">
      <h3 className="font-strong">{words.name(row)}</h3>
      <p className="pt-1 text-note text-ink-3">{t('worth', { days: data.horizon })}</p>
      <p className={`text-figure font-strong ${worth.value === null ? 'text-ink-3' : ''}`}>{worth.text}</p>
      <p className="min-h-8 text-note text-ink-2">{worth.reason}</p>
      <dl className="mt-2 grid gap-1.5 border-t border-line pt-2">
        {lines.map(([label, cell]) => (
          <div key={label} className="flex flex-wrap items-baseline justify-between gap-x-2">
            <dt className="text-note text-ink-3">{label}</dt>
            <dd className={`text-right ${TONE[cell.tone ?? 'plain']}`} title={cell.reason}>
              {cell.text}
              {cell.note && <span className="ml-1.5 text-note text-ink-3">{cell.note}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </article>
  )
}

/** As many columns as cards, where there is room. */
const WIDE: Readonly<Record<number, string>> = { 1: 'xl:grid-cols-1', 3: 'xl:grid-cols-3', 4: 'xl:grid-cols-4' }

const TONE = { good: 'text-good', bad: 'text-bad', muted: 'text-ink-3', plain: '' } as const
