import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Definition, Figure } from '../../../lib/metrics/metric.ts'
import { CardFrame } from '../charts/card-frame.tsx'
import { languageOf } from '../i18n/language.ts'
import { PageLink } from '../shell/page-link.tsx'
import { useReason } from '../states/figure-state.tsx'
import type { TableData } from '../table/model.ts'
import type { FileSource } from '../table/use-save.ts'
import { DefinitionLink } from './definition.tsx'
import { FigureNotes } from './figure-notes.tsx'
import { integer, interval, percent, signedValue, type Unit, valueText } from './format.ts'
import { statusOf } from './status.ts'
import { StatusBadge } from './status-badge.tsx'

/** What the counts behind a figure are, for its base line. */
export type Base =
  | 'people'
  | 'memberDays'
  | 'trials'
  | 'answers'
  | 'netAnswers'
  | 'discussions'
  | 'plans'
  | 'coupons'
  | 'deliveries'

interface SmallChart extends Omit<FileSource, 'title'> {
  drawing: ReactNode
  table: TableData
}

export interface KpiCardProps {
  title: string
  figure: Figure
  unit: Unit
  definition?: Definition
  base?: Base
  /** Change against last month, in the figure's own unit; null: no value then. Absent: not compared. */
  change?: number | null
  chart?: SmallChart
  /** Where a click on the title leads. */
  href?: string
  /** The people in the numerator. */
  peopleHref?: string
  /** The people that the value itself counts. */
  valueHref?: string
  children?: ReactNode
}

/** One figure with all that is needed to judge it. */
export function KpiCard(props: KpiCardProps) {
  const { title, figure, unit, definition, base = 'people', change, chart, href, peopleHref, valueHref } = props
  const t = useTranslations('card')
  const className = `flex min-w-0 flex-col gap-1 rounded-md border border-line bg-surface p-4 ${figure.state === 'not_covered' ? 'border-dashed' : ''}`
  const head = <CardHead title={title} href={href} figure={figure} />
  const value = <CardValue figure={figure} unit={unit} href={valueHref} />
  const body = (
    <>
      <BaseLine figure={figure} unit={unit} base={base} peopleHref={peopleHref} />
      <FigureNotes figure={figure} />
      {props.children}
    </>
  )
  const footer = (
    <footer
      className={`flex flex-wrap items-center gap-x-3 gap-y-1 pt-1 text-note text-ink-3 ${chart ? '' : 'mt-auto'}`}
    >
      {figure.target && <span>{t('goal', { goal: percent(figure.target.above) })}</span>}
      {change !== undefined && <ChangeText change={change} unit={unit} />}
      {definition && <DefinitionLink definition={definition} />}
    </footer>
  )
  if (chart) {
    return (
      <CardFrame {...{ title, className, head, value, footer }} {...chart}>
        {body}
      </CardFrame>
    )
  }
  return (
    <section aria-label={title} className={className}>
      <header className="flex items-start gap-2">{head}</header>
      {value}
      {body}
      {footer}
    </section>
  )
}

/** The name of the figure, and its verdict. */
function CardHead({ title, href, figure }: Pick<KpiCardProps, 'title' | 'href' | 'figure'>) {
  return (
    <>
      <h2 className="w-full min-w-0 flex-1 font-strong text-ink-2">
        {href ? (
          <PageLink href={href} className="hover:text-accent">
            {title}
          </PageLink>
        ) : (
          title
        )}
      </h2>
      <StatusBadge status={statusOf(figure)} />
    </>
  )
}

/** The figure itself, or why there is none. */
function CardValue({ figure, unit, href }: Pick<KpiCardProps, 'figure' | 'unit' | 'href'>) {
  const reason = useReason()
  const text = valueText(figure.value, unit, languageOf(useLocale()))
  if (figure.value === null) {
    return <p className="col-start-1 flex min-h-9 w-full items-center text-note text-ink-2">{reason(figure)}</p>
  }
  return (
    <p className="col-start-1 w-full text-figure font-strong whitespace-nowrap">
      {href ? (
        <Link href={href} prefetch={false} className="text-accent underline-offset-4 hover:underline">
          {text.number}
        </Link>
      ) : (
        text.number
      )}
      {text.unit && <span className="ml-0.5 text-section font-normal text-ink-2">{text.unit}</span>}
    </p>
  )
}

interface BaseLineProps {
  figure: Figure
  unit: Unit
  base: Base
  peopleHref?: string
}

/** "210 人中 90 人 · 区间 36.3–49.7%". */
function BaseLine({ figure, unit, base, peopleHref }: BaseLineProps) {
  const t = useTranslations('card')
  const language = languageOf(useLocale())
  const { numerator, denominator, low, high } = figure
  if (typeof denominator !== 'number' || denominator === 0) return null
  const counts = t(`base.${base}`, { numerator: integer(numerator ?? 0), denominator: integer(denominator) })
  return (
    <p className="text-note text-ink-2">
      {peopleHref && figure.value !== null && base !== 'memberDays' ? (
        <Link href={peopleHref} prefetch={false} className="text-accent underline underline-offset-2">
          {counts}
        </Link>
      ) : (
        counts
      )}
      {peopleHref && figure.value !== null && base === 'memberDays' && (
        <>
          {' · '}
          <Link href={peopleHref} prefetch={false} className="text-accent underline underline-offset-2">
            {t('whoWasActive')}
          </Link>
        </>
      )}
      {typeof low === 'number' && (
        <span className="text-ink-3"> · {t('interval', { interval: interval(low, high, unit, language) })}</span>
      )}
    </p>
  )
}

interface ChangeTextProps {
  change: number | null
  unit: Unit
  /** The day or month that it is compared with; the end of last month where absent. */
  since?: string
}

/** "较上月 +4.0 个百分点"; `—` where there was no value. */
export function ChangeText({ change, unit, since }: ChangeTextProps) {
  const t = useTranslations('card')
  const language = languageOf(useLocale())
  const text = change === null ? '—' : signedValue(change, unit, language)
  return (
    <span title={change === null ? t('noPrior') : undefined}>
      {since === undefined ? t('change', { change: text }) : t('changeSince', { since, change: text })}
    </span>
  )
}
