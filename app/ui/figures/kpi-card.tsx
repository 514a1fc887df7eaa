import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Definition, Figure } from '../../../lib/metrics/metric.ts'
import { Sparkline } from '../charts/sparkline.tsx'
import { languageOf } from '../i18n/language.ts'
import { PageLink } from '../shell/page-link.tsx'
import { useReason } from '../states/figure-state.tsx'
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

export interface KpiCardProps {
  title: string
  figure: Figure
  unit: Unit
  definition?: Definition
  base?: Base
  /** Change against last month, in the figure's own unit; null: no value then. Absent: not compared. */
  change?: number | null
  trend?: readonly (number | null)[]
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
  const {
    title,
    figure,
    unit,
    definition,
    base = 'people',
    change,
    trend,
    href,
    peopleHref,
    valueHref,
    children,
  } = props
  const language = languageOf(useLocale())
  const t = useTranslations('card')
  const reason = useReason()
  const text = valueText(figure.value, unit, language)
  const hasTrend = trend !== undefined && trend.length > 1
  return (
    <section
      aria-label={title}
      className={`flex min-w-0 flex-col gap-1 rounded-md border border-line bg-surface p-4 ${figure.state === 'not_covered' ? 'border-dashed' : ''}`}
    >
      <header className="flex items-start justify-between gap-2">
        <h2 className="min-w-0 font-strong text-ink-2">
          {href ? (
            <PageLink href={href} className="hover:text-accent">
              {title}
            </PageLink>
          ) : (
            title
          )}
        </h2>
        <StatusBadge status={statusOf(figure)} />
      </header>
      <div>
        {figure.value === null ? (
          <p className="flex min-h-9 items-center text-note text-ink-2">{reason(figure)}</p>
        ) : (
          <p className="text-figure font-strong whitespace-nowrap">
            {valueHref ? (
              <Link href={valueHref} prefetch={false} className="text-accent underline-offset-4 hover:underline">
                {text.number}
              </Link>
            ) : (
              text.number
            )}
            {text.unit && <span className="ml-0.5 text-section font-normal text-ink-2">{text.unit}</span>}
          </p>
        )}
      </div>
      <BaseLine figure={figure} unit={unit} base={base} peopleHref={peopleHref} />
      <FigureNotes figure={figure} />
      {children}
      {hasTrend && (
        <div className="mt-auto pt-1">
          <Sparkline values={trend} goal={figure.target?.above} width={240} height={44} />
        </div>
      )}
      <footer
        className={`flex flex-wrap items-center gap-x-3 gap-y-1 pt-1 text-note text-ink-3 ${hasTrend ? '' : 'mt-auto'}`}
      >
        {figure.target && <span>{t('goal', { goal: percent(figure.target.above) })}</span>}
        {change !== undefined && <ChangeText change={change} unit={unit} />}
        {definition && <DefinitionLink definition={definition} />}
      </footer>
    </section>
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
