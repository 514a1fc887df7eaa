import { useLocale, useTranslations } from 'next-intl'
import type { Figure } from '../../../lib/metrics/metric.ts'
import type { Tip } from '../charts/tooltip.tsx'
import { languageOf } from '../i18n/language.ts'
import { useReason } from '../states/figure-state.tsx'
import type { CellData } from '../table/model.ts'
import { formatValue, integer, interval, type Unit } from './format.ts'
import type { Base } from './kpi-card.tsx'

export interface CellOptions {
  href?: string
  hasInterval?: boolean
  /** Without counts and interval on hover, for tables of hundreds of figures. */
  isPlain?: boolean
}

export interface FigureWords {
  /** The value, or `—`. */
  value(figure: Figure, unit: Unit): string
  /** Numerator, denominator and interval, or why there is no value. */
  detail(figure: Figure, unit: Unit, base?: Base): string[]
  tip(title: string, figure: Figure, unit: Unit, base?: Base): Tip
  /** A table cell, hatched while immature, with the reason where there is no value. */
  cell(figure: Figure | undefined, unit: Unit, options?: CellOptions): CellData
}

/** Puts figures into words, always with what is needed to judge them. */
export function useFigureWords(): FigureWords {
  const language = languageOf(useLocale())
  const t = useTranslations('chart')
  const c = useTranslations('card')
  const reason = useReason()
  const value = (figure: Figure, unit: Unit) => formatValue(figure.value, unit, language)
  const span = (figure: Figure, unit: Unit) =>
    typeof figure.low === 'number' ? interval(figure.low, figure.high, unit, language) : null
  const detail = (figure: Figure, unit: Unit, base: Base = 'people') => {
    if (figure.value === null) return [reason(figure)]
    const { numerator, denominator } = figure
    const lines: string[] = []
    if (typeof denominator === 'number') {
      lines.push(c(`base.${base}`, { numerator: integer(numerator ?? 0), denominator: integer(denominator) }))
    }
    const between = span(figure, unit)
    if (between) lines.push(t('interval', { interval: between }))
    if (figure.state === 'few') lines.push(reason(figure))
    return lines
  }
  return {
    value,
    detail,
    tip: (title, figure, unit, base) => ({
      title: `${title} ${figure.value === null ? '' : value(figure, unit)}`.trim(),
      lines: detail(figure, unit, base),
    }),
    cell(figure, unit, { href, hasInterval = false, isPlain = false } = {}) {
      if (!figure) return { text: '—', value: null, reason: t('noRow') }
      if (figure.value === null) {
        const text = figure.state === 'immature' && figure.maturesOn ? figure.maturesOn : '—'
        return { text, value: null, reason: reason(figure), isHatched: figure.state === 'immature', tone: 'muted' }
      }
      const note = hasInterval ? (span(figure, unit) ?? undefined) : undefined
      return {
        text: value(figure, unit),
        value: figure.value,
        ...(!isPlain && { reason: detail(figure, unit).join(' · ') }),
        ...(href !== undefined && { href }),
        ...(note !== undefined && { note }),
        ...(figure.state === 'few' && { tone: 'muted' as const }),
      }
    },
  }
}
