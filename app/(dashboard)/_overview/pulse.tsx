import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import type { Selection } from '../../../lib/filters/selection.ts'
import { Sparkline } from '../../ui/charts/sparkline.tsx'
import { DefinitionLink } from '../../ui/figures/definition.tsx'
import { valueText } from '../../ui/figures/format.ts'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import { ChangeText } from '../../ui/figures/kpi-card.tsx'
import { languageOf } from '../../ui/i18n/language.ts'
import { peopleLink } from '../../ui/people/people-link.ts'
import { useReason } from '../../ui/states/figure-state.tsx'
import type { Overview } from './gather.ts'
import { type StripItem, stripOf } from './strip.ts'

/** The strip: who is there, who takes part, what it brings, each with its change and its trend. */
export function Pulse({ data, selection }: { data: Overview; selection: Selection }) {
  const t = useTranslations('pool')
  const { pool, months, before, asOf } = data
  if (pool.answer.overall.value === null) return null
  return (
    <section aria-label={t('strip')}>
      <div className="flex flex-wrap items-baseline gap-x-3 pb-2">
        <h2 className="text-section font-strong">{t('strip')}</h2>
        <p className="text-note text-ink-3">
          {t('stripText', { month: months.last, previous: months.previous, day: asOf, before })}{' '}
          <IgnoredFilters asked={data.revenue} />
        </p>
      </div>
      <ul className="grid grid-cols-2 gap-px overflow-hidden rounded-md border border-line bg-line sm:grid-cols-3 lg:grid-cols-5">
        {stripOf(data, selection.population).map((item) => (
          <Item
            key={item.id}
            item={item}
            since={item.isMonthly ? months.previous : before}
            month={item.isMonthly ? months.last : null}
            href={item.id === 'value' ? peopleLink(selection, { metric: 'pool', asOf }, 'in') : undefined}
          />
        ))}
      </ul>
    </section>
  )
}

interface ItemProps {
  item: StripItem
  /** The day or month that the change is against. */
  since: string
  /** The month that the figure is of; null for a figure of the as-of. */
  month: string | null
  href?: string
}

function Item({ item, since, month, href }: ItemProps) {
  const t = useTranslations('pool')
  const language = languageOf(useLocale())
  const reason = useReason()
  const c = useTranslations('compare')
  const { id, unit, highlight, figure, isMembersOnly } = item
  const text = valueText(highlight.value, unit, language)
  const name = (yearMonth: string) => t(`months.${String(Number(yearMonth.slice(5)))}`)
  const value = (
    <>
      {text.number}
      {text.unit && <span className="ml-0.5 text-note font-normal text-ink-2">{text.unit}</span>}
    </>
  )
  return (
    <li className="flex min-w-0 flex-col bg-surface p-3">
      <div className="flex items-baseline justify-between gap-2 text-note text-ink-3">
        <span title={t(`help.${id}`)} className="min-w-0 truncate">
          <span className="text-ink-2">{t(id)}</span>
          {month && ` · ${name(month)}`}
        </span>
        <DefinitionLink definition={item.definition} />
      </div>
      <div className="mt-1 flex flex-wrap items-end justify-between gap-x-2 gap-y-1">
        <span className="text-page font-strong whitespace-nowrap">
          {href && highlight.value !== null ? (
            <Link href={href} prefetch={false} className="text-accent underline-offset-2 hover:underline">
              {value}
            </Link>
          ) : (
            value
          )}
        </span>
        {highlight.trend.length > 1 && <Sparkline values={highlight.trend} width={88} height={28} />}
      </div>
      <span className="mt-1 text-note text-ink-3">
        {highlight.value === null ? (
          isMembersOnly ? (
            c('membersOnly')
          ) : (
            reason(figure)
          )
        ) : (
          <ChangeText change={highlight.change} unit={unit} since={month ? name(since) : since.slice(5)} />
        )}
      </span>
    </li>
  )
}
