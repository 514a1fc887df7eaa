import { useTranslations } from 'next-intl'
import type { Selection } from '../../../lib/filters/selection.ts'
import { type ChannelRow, channelRows, worthIn } from '../../../lib/metrics/shared/channels.ts'
import { partOf } from '../../../lib/metrics/shared/highlights.ts'
import { useDefinitionText } from '../../ui/figures/definition.tsx'
import { useFigureWords } from '../../ui/figures/figure-words.ts'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import { peopleLink } from '../../ui/people/people-link.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import type { Cell, Column, TableData } from '../../ui/table/model.ts'
import { SaveTable } from '../../ui/table/save-table.tsx'
import { useChannelWords } from './channel-words.ts'
import type { ChannelsPage } from './gather.ts'
import { HORIZONS } from './settings.ts'

type Horizon = (typeof HORIZONS)[number]

/** The channels side by side with everything that is known of them; a channel's name opens its codes and cohorts. */
export function ChannelTable({ data, selection }: { data: ChannelsPage; selection: Selection }) {
  const t = useTranslations('channels')
  const { rows, total } = channelRows(answersOf(data))
  const cells = useCells(data, selection)
  const table: TableData = {
    columns: useColumns(data),
    rows: rows.map((row) => ({ id: row.key, cells: cells(row) })),
    total: { id: 'total', cells: cells(total) },
  }
  return (
    <section aria-label={t('table.title')} className="min-w-0 rounded-md border border-line bg-surface p-4">
      <div className="flex items-start justify-between gap-3">
        <div>
          <h2 className="text-section font-strong">{t('table.title')}</h2>
          <p className="pb-3 text-note text-ink-3">
            {t('table.subtitle', { ...data.span })} <IgnoredFilters asked={data.cac} />
          </p>
        </div>
        <SaveTable
          table={table}
          title={t('table.title')}
          fileName={`longrun-channels-${data.asOf}`}
          definition={useDefinitionText(data.cac.definition)}
        />
      </div>
      <DataTable data={table} label={t('table.title')} />
    </section>
  )
}

/** The answers of the page as the pure functions take them. */
export function answersOf({ cac, roi, retention, match, funnel, ltv }: ChannelsPage) {
  const values = Object.fromEntries(HORIZONS.map((days) => [days, ltv[days].answer]))
  return {
    ...{ cac: cac.answer, roi: roi.answer, retention: retention.answer, match: match.answer, funnel: funnel.answer },
    ltv: values as Record<Horizon, (typeof ltv)[Horizon]['answer']>,
  }
}

const BY_AGE: readonly Horizon[] = ['30', '90', '180', '365', '730']

function useColumns({ horizon }: ChannelsPage): Column[] {
  const t = useTranslations('channels.columns')
  const column = (id: string, more: Partial<Column> = {}): Column => ({
    ...{ id, title: more.title ?? t(id), isNumeric: true },
    ...(t.has(`help.${id}`) && { help: t(`help.${id}`) }),
    ...more,
  })
  return [
    column('channel', { isNumeric: false, isPinned: true }),
    column('cost'),
    column('exposures', { isHidden: true }),
    column('clicks', { isHidden: true }),
    column('joins', { isHiddenOnPhones: true }),
    column('patients', { isHiddenOnPhones: true }),
    column('cac'),
    column('perJoin', { isHidden: true }),
    ...BY_AGE.map((days) =>
      column(`ltv${days}`, {
        title: `LTV${days}`,
        help: t('help.ltv', { days }),
        ...(days === '180' || days === '365' ? { isHiddenOnPhones: true } : { isHidden: true }),
      }),
    ),
    column('worth', { title: t('worth', { days: horizon }) }),
    column('payback', { isHiddenOnPhones: true }),
    column('gross', { isHiddenOnPhones: true }),
    column('net', { isHiddenOnPhones: true }),
    column('incremental', { isHiddenOnPhones: true }),
    column('conversion', { isHidden: true }),
    column('retention', { isHiddenOnPhones: true }),
    column('match', { isHiddenOnPhones: true }),
  ]
}

function useCells(data: ChannelsPage, selection: Selection): (row: ChannelRow<Horizon>) => Record<string, Cell> {
  const words = useChannelWords()
  const figures = useFigureWords()
  const { joiners, cac, ltv, retention, match } = data
  return (row) => {
    const isTotal = row.label === ''
    const own: Record<string, string> = isTotal ? {} : { channel: row.key }
    const link = (people: Selection, question: typeof cac.question, list: 'in' | 'out') => ({
      href: peopleLink(people, { ...question, by: undefined }, list, own),
    })
    const values = BY_AGE.map((days) => {
      const cell = words.perPerson(row.ltv[days])
      return [`ltv${days}`, cell.value === null ? cell : { ...cell, ...link(joiners, ltv[days].question, 'in') }]
    })
    const patients = words.count(row.cac?.denominator)
    return {
      channel: isTotal
        ? words.name(row)
        : { text: words.name(row), value: words.name(row), href: channelHref(data, row.key) },
      cost: words.cost(row),
      exposures: words.count(row.exposures),
      clicks: words.count(row.clicks),
      joins: words.count(partOf(row.cac, 'joins')),
      patients: row.cac?.denominator ? { ...patients, ...link(selection, cac.question, 'out') } : patients,
      cac: words.cac(row),
      perJoin: words.perJoin(row, worthIn(row.roi).cac),
      ...Object.fromEntries(values),
      worth: words.worth(row),
      payback: words.payback(row),
      gross: words.roi(row, 'gross'),
      net: words.roi(row, 'net'),
      incremental: words.incremental(row),
      conversion: figures.cell(row.conversion, 'ratio'),
      retention: figures.cell(row.retention, 'ratio', link(joiners, retention.question, 'in')),
      match: figures.cell(row.match, 'ratio', link(joiners, match.question, 'in')),
    }
  }
}

/** This page for one channel alone, with the same months and switches. */
function channelHref({ asOf, period, attribution, horizon, margin }: ChannelsPage, channel: string): string {
  const query = new URLSearchParams({ channel, asOf })
  if (period !== '12') query.set('period', period)
  if (attribution !== 'first') query.set('attribution', attribution)
  if (horizon !== '180') query.set('horizon', horizon)
  if (margin !== '1') query.set('margin', margin)
  return `/channels?${query}#drill`
}
