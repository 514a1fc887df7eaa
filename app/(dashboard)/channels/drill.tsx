import { useTranslations } from 'next-intl'
import type { Selection } from '../../../lib/filters/selection.ts'
import type { GroupFigure } from '../../../lib/metrics/metric.ts'
import { useFigureWords } from '../../ui/figures/figure-words.ts'
import { peopleLink } from '../../ui/people/people-link.ts'
import { valueLabel } from '../../ui/shell/option-labels.ts'
import { PageLink } from '../../ui/shell/page-link.tsx'
import { DataTable } from '../../ui/table/data-table.tsx'
import type { TableData } from '../../ui/table/model.ts'
import { useChannelWords } from './channel-words.ts'
import type { ChannelsPage, Drill } from './gather.ts'

interface DrillProps {
  data: ChannelsPage
  drill: Drill
  /** The channel in the reader's words. */
  name: string
}

/** One channel: through which codes its people came, and how each month's joiners did; every row opens its people. */
export function DrillPanel({ data, drill, name }: DrillProps) {
  const t = useTranslations('channels.drill')
  const codes = useCodes(data, drill)
  const cohorts = useCohorts(data, drill)
  const code = data.joiners.filters.state?.join(', ')
  return (
    <div id="drill" className="grid scroll-mt-16 grid-cols-1 gap-4 lg:grid-cols-2">
      {[
        { id: 'codes', table: codes },
        { id: 'cohorts', table: cohorts },
      ].map(({ id, table }) => (
        <section
          key={id}
          aria-label={t(`${id}.title`, { channel: name })}
          className="min-w-0 rounded-md border border-line bg-surface p-4"
        >
          <h2 className="text-section font-strong">{t(`${id}.title`, { channel: name })}</h2>
          <p className="pb-3 text-note text-ink-3">
            {t(`${id}.subtitle`)}{' '}
            {code && (
              <PageLink href={cohortHref(data.joiners)} className="text-accent underline underline-offset-2">
                {t('onlyCode', { code })}
              </PageLink>
            )}
          </p>
          <DataTable data={table} label={t(`${id}.title`, { channel: name })} hasTools={false} maxHeight="max-h-96" />
        </section>
      ))}
    </div>
  )
}

function useCodes({ joiners, horizon }: ChannelsPage, { codes }: Drill): TableData {
  const t = useTranslations('channels.drill')
  const v = useTranslations('values')
  const words = useChannelWords()
  const figures = useFigureWords()
  const of = (groups: readonly GroupFigure[] | undefined, key: string) => groups?.find((group) => group.key === key)
  const people = (question: Drill['codes']['match']['question'], state: string) => ({
    href: peopleLink(joiners, { ...question, by: undefined }, 'in', { state }),
  })
  return {
    columns: [
      { id: 'code', title: t('code'), isPinned: true },
      { id: 'joined', title: t('joined'), isNumeric: true },
      { id: 'match', title: t('match'), isNumeric: true },
      { id: 'retention', title: t('retention'), isNumeric: true },
      { id: 'ltv', title: t('ltv', { days: horizon }), isNumeric: true },
    ],
    rows: (codes.match.answer.groups ?? []).map((group) => ({
      id: group.key,
      cells: {
        code: { text: valueLabel(v, group.key), value: group.key, href: cohortHref(joiners, group.key) },
        joined: words.count(group.denominator),
        match: figures.cell(group, 'ratio', people(codes.match.question, group.key)),
        retention: figures.cell(
          of(codes.retention.answer.groups, group.key),
          'ratio',
          people(codes.retention.question, group.key),
        ),
        ltv: words.perPerson(of(codes.ltv.answer.groups, group.key)),
      },
    })),
  }
}

/** This page cut to one code, so that its cohorts stand beside; without one, all codes again. */
function cohortHref({ asOf, filters }: Selection, state?: string): string {
  const query = new URLSearchParams(state === undefined ? {} : { state })
  if (asOf !== undefined) query.set('asOf', asOf)
  for (const channel of filters.channel ?? []) query.append('channel', channel)
  return `/channels?${query}#drill`
}

function useCohorts({ joiners, horizon }: ChannelsPage, { cohorts }: Drill): TableData {
  const t = useTranslations('channels.drill')
  const words = useChannelWords()
  const figures = useFigureWords()
  const worth = (key: string) => cohorts.ltv.answer.groups?.find((group) => group.key === key)
  const one = (month: string): Selection => ({ ...joiners, filters: { ...joiners.filters, cohort: [month] } })
  return {
    columns: [
      { id: 'month', title: t('month'), isPinned: true },
      { id: 'kept', title: t('kept'), isNumeric: true },
      { id: 'retention', title: t('retention'), isNumeric: true },
      { id: 'ltv', title: t('ltv', { days: horizon }), isNumeric: true },
    ],
    rows: [...(cohorts.retention.answer.groups ?? [])].reverse().map((group) => ({
      id: group.key,
      cells: {
        month: group.key,
        kept: group.denominator
          ? {
              ...words.count(group.numerator),
              href: peopleLink(one(group.key), { ...cohorts.retention.question, by: undefined }, 'in'),
            }
          : '—',
        retention: figures.cell(group, 'ratio', { hasInterval: true }),
        ltv: words.perPerson(worth(group.key)),
      },
    })),
  }
}
