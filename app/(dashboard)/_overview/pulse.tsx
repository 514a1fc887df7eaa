import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Selection } from '../../../lib/filters/selection.ts'
import { ChartFrame } from '../../ui/charts/frame.tsx'
import { Sparkline } from '../../ui/charts/sparkline.tsx'
import { DefinitionLink, useDefinitionText } from '../../ui/figures/definition.tsx'
import type { DefinitionText } from '../../ui/figures/definition-popover.tsx'
import { useFigureWords } from '../../ui/figures/figure-words.ts'
import { valueText } from '../../ui/figures/format.ts'
import { IgnoredFilters } from '../../ui/figures/ignored.tsx'
import { ChangeText } from '../../ui/figures/kpi-card.tsx'
import { languageOf } from '../../ui/i18n/language.ts'
import { peopleLink } from '../../ui/people/people-link.ts'
import { useReason } from '../../ui/states/figure-state.tsx'
import type { TableData } from '../../ui/table/model.ts'
import { type Overview, TREND_MONTHS } from './gather.ts'
import { type StripItem, stripOf, TREND_DAYS } from './strip.ts'

/** The two strips: who is there and takes part today, and what the last whole month brought. */
export function Pulse({ data, selection }: { data: Overview; selection: Selection }) {
  const t = useTranslations('pool')
  const { pool, months, before, asOf } = data
  const definition = useDefinitionText(pool.definition)
  if (pool.answer.overall.value === null) return null
  const items = stripOf(data, selection.population)
  const people = peopleLink(selection, { metric: 'pool', asOf }, 'in')
  return (
    <>
      <Strip
        title={t('today')}
        subtitle={t('todayText', { day: asOf, before, days: TREND_DAYS })}
        fileName={`longrun-today-${asOf}`}
        definition={definition}
        period={t('day')}
        items={items.filter((item) => !item.isMonthly)}
        since={before.slice(5)}
        people={people}
      />
      <Strip
        title={t('month')}
        subtitle={t('monthText', { month: months.last, previous: months.previous, months: TREND_MONTHS })}
        fileName={`longrun-whole-months-${asOf}`}
        period={t('monthColumn')}
        items={items.filter((item) => item.isMonthly)}
        since={t(`months.${String(Number(months.previous.slice(5)))}`)}
        note={<IgnoredFilters asked={data.revenue} />}
      />
    </>
  )
}

interface StripProps {
  title: string
  subtitle: string
  fileName: string
  definition?: DefinitionText
  /** What the rows of its table are. */
  period: string
  items: StripItem[]
  /** The day or month that the changes are against. */
  since: string
  /** The people in the groups. */
  people?: string
  note?: ReactNode
}

/** Figures side by side, each with its change and its trend; the table behind them holds the trends. */
function Strip({ items, period, since, people, ...frame }: StripProps) {
  return (
    <ChartFrame {...frame} table={useTrendTable(items.filter(isDrawn), period)}>
      <ul className="-mx-3 grid grid-cols-2 gap-px bg-line sm:grid-cols-3 lg:grid-cols-5">
        {items.map((item) => (
          <Item
            key={item.id}
            item={item}
            since={since}
            href={item.id === 'value' ? people : undefined}
            isDefined={frame.definition !== undefined}
          />
        ))}
      </ul>
    </ChartFrame>
  )
}

function isDrawn({ highlight }: StripItem): boolean {
  return highlight.trend.length > 1
}

/** One row a day or month, one column a figure. */
function useTrendTable(items: readonly StripItem[], period: string): TableData {
  const t = useTranslations('pool')
  const words = useFigureWords()
  const periods = [...new Set(items.flatMap(({ highlight }) => highlight.trend.map((p) => p.period)))].sort()
  return {
    columns: [
      { id: 'period', title: period, isPinned: true },
      ...items.map(({ id }) => ({ id, title: t(id), help: t(`help.${id}`), isNumeric: true })),
    ],
    rows: periods.map((at) => {
      const figures = items.map(({ id, unit, highlight }) => {
        const figure = highlight.trend.find((p) => p.period === at)
        return [id, words.cell(figure, unit, { isPlain: true })] as const
      })
      return { id: at, cells: { period: at, ...Object.fromEntries(figures) } }
    }),
  }
}

interface ItemProps {
  item: StripItem
  /** The day or month that the change is against. */
  since: string
  href?: string
  /** The panel has the definition already. */
  isDefined: boolean
}

function Item({ item, since, href, isDefined }: ItemProps) {
  const t = useTranslations('pool')
  const language = languageOf(useLocale())
  const reason = useReason()
  const c = useTranslations('compare')
  const { id, unit, highlight, figure, isMembersOnly } = item
  const text = valueText(highlight.value, unit, language)
  const value = (
    <>
      {text.number}
      {text.unit && <span className="ml-0.5 text-note font-normal text-ink-2">{text.unit}</span>}
    </>
  )
  return (
    <li className="flex min-w-0 flex-col bg-surface px-3 py-2 last:col-span-2 lg:last:col-span-1">
      <div className="flex items-baseline justify-between gap-2 text-note text-ink-3">
        <span title={t(`help.${id}`)} className="min-w-0 text-ink-2">
          {t(id)}
        </span>
        {!isDefined && <DefinitionLink definition={item.definition} />}
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
        {isDrawn(item) && (
          <span className="max-sm:basis-full">
            <Sparkline values={highlight.trend.map((p) => p.value)} width={88} height={28} />
          </span>
        )}
      </div>
      <span className="mt-1 text-note text-ink-3">
        {highlight.value === null ? (
          isMembersOnly ? (
            c('membersOnly')
          ) : (
            reason(figure)
          )
        ) : (
          <ChangeText change={highlight.change} unit={unit} since={since} />
        )}
      </span>
    </li>
  )
}
