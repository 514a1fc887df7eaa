/** Writes the figures and findings of a report in the reader's language. For pages and for files alike. */

import type { Finding, Slot } from '../../../lib/reports/findings/finding.ts'
import type { Report } from '../../../lib/reports/report.ts'
import type { CellUnit, Label, ValueCell } from '../../../lib/reports/table.ts'
import {
  decimal,
  formatValue,
  integer,
  interval,
  pointsUnit,
  signedInteger,
  THIN,
  type Unit,
  valueText,
} from '../figures/format.ts'
import type { Language } from '../i18n/language.ts'

/** Messages by their full key, as the translator without a namespace gives them. */
export interface Translate {
  (key: string, values?: Record<string, string | number>): string
  has(key: string): boolean
}

export interface ReportWords {
  value(value: number | string | null, unit: CellUnit): string
  /** With a sign, for differences. */
  change(value: number | null, unit: CellUnit): string
  interval(low: number | null, high: number | null, unit: CellUnit): string
  label(label: Label): string
  sentence(finding: Finding): string
  /** Why a cell has no value; empty where it has one. */
  reason(cell: ValueCell): string
  filters(report: Pick<Report, 'filters' | 'filterNames'>): string
  /** What a difference of shares is counted in. */
  pointsUnit: string
}

const MISSING = '—'
/** Money below this many fen is written with its fen. */
const SMALL = 10_000
const PLAIN: ReadonlySet<CellUnit> = new Set<CellUnit>(['ratio', 'points', 'people', 'events', 'fen', 'days'])

export function reportWords(t: Translate, language: Language): ReportWords {
  const value = (raw: number | string | null, unit: CellUnit) => valueWords(t, language, raw, unit)
  const span = (low: number | null, high: number | null, unit: CellUnit) => intervalWords(language, low, high, unit)
  const label = (of: Label) => labelWords(t, of)
  const slot = (of: Slot): string => {
    if ('list' in of) return of.list.map(slot).join(t('reports.and'))
    if ('low' in of) return span(of.low, of.high, of.unit)
    if ('numerator' in of) {
      const counts = { numerator: integer(of.numerator), denominator: integer(of.denominator) }
      return t(`card.base.${of.base}`, counts)
    }
    if ('value' in of) return value(of.value, of.unit)
    if ('outcome' in of) return t(`overview.summary.${of.outcome}`, { count: of.count })
    if ('filter' in of) return t(`filters.${of.filter}`)
    if ('status' in of) return t(`status.${of.status}`)
    if ('reason' in of) return known(t, `lift.reasons.${of.reason}`, of.reason)
    return label(of)
  }
  return {
    pointsUnit: pointsUnit(language),
    value,
    change: (raw, unit) => changeWords(t, language, raw, unit),
    interval: span,
    label,
    sentence: ({ clauses }) => {
      const said = clauses.map(({ key, slots }) => {
        const values = Object.entries(slots).map(([name, of]) => [name, slot(of)])
        return t(`reports.find.${key}`, Object.fromEntries(values))
      })
      const whole = said.join(t('reports.join')) + t('reports.end')
      return whole.charAt(0).toUpperCase() + whole.slice(1)
    },
    reason: (cell) => reasonWords(t, cell),
    filters: (report) => filterWords(t, report),
  }
}

function valueWords(t: Translate, language: Language, value: number | string | null, unit: CellUnit): string {
  if (value === null) return MISSING
  if (typeof value === 'string') {
    if (unit === 'status') return t(`status.${value}`)
    return unit === 'costs' ? t(`reports.costs.${value}`) : value
  }
  if (unit === 'pointsSize') return formatValue(value, 'points', language).replace('+', '')
  if (unit === 'score') return decimal(value * 100, 1)
  if (unit === 'reading' || unit === 'multiple') return decimal(value)
  if (unit === 'fen' && Math.abs(value) < SMALL) return `${value < 0 ? '−' : ''}¥${decimal(Math.abs(value) / 100)}`
  if (unit === 'hours') return hoursWords(t, value)
  return PLAIN.has(unit) ? formatValue(value, unit as Unit, language) : String(value)
}

/** Hours up to two days, then days. */
function hoursWords(t: Translate, hours: number): string {
  if (hours < 48) return t('reports.hours', { hours: decimal(hours, 1) })
  return t('reports.daysLong', { days: decimal(hours / 24, 1) })
}

function changeWords(t: Translate, language: Language, value: number | null, unit: CellUnit): string {
  if (value === null) return MISSING
  if (unit === 'people' || unit === 'events' || unit === 'days') return signedInteger(value)
  const text = valueWords(t, language, value, unit)
  return value > 0 && !text.startsWith('+') && /[1-9]/.test(text) ? `+${text}` : text
}

function intervalWords(language: Language, low: number | null, high: number | null, unit: CellUnit): string {
  if (low === null || high === null) return MISSING
  if (unit === 'score') return joined(language, decimal(low * 100, 1), decimal(high * 100, 1))
  if (unit === 'reading') return joined(language, decimal(low), decimal(high))
  // A share of costs may be below zero, where a dash between the bounds would read as a minus.
  if (unit === 'ratio' && low < 0)
    return joined(language, formatValue(low, unit, language), formatValue(high, unit, language))
  if (unit === 'fen') return joined(language, valueText(low, unit, language).number, formatValue(high, unit, language))
  return interval(low, high, unit === 'points' ? 'points' : 'ratio', language)
}

function joined(language: Language, low: string, high: string): string {
  return language === 'zh' ? `${low}${THIN}至${THIN}${high}` : `${low} to ${high}`
}

function labelWords(t: Translate, label: Label): string {
  if ('text' in label) return label.text
  if ('row' in label) return known(t, `reports.rows.${label.row}`, label.row)
  if ('value' in label) return known(t, `values.${label.value}`, label.value)
  return known(t, `feeds.${label.feed.replace('/', '_')}`, label.feed)
}

function known(t: Translate, key: string, otherwise: string): string {
  return t.has(key) ? t(key) : otherwise
}

function reasonWords(t: Translate, { value, figure }: ValueCell): string {
  if (value !== null || !figure) return ''
  if (figure.notes.includes('cost-blank')) return t('reports.costs.missing-year')
  if (figure.state === 'immature') {
    return figure.maturesOn ? t('state.immature.on', { day: figure.maturesOn }) : t('state.immature.later')
  }
  if (figure.state === 'not_covered') {
    return t('state.notCovered.short', { source: labelWords(t, { feed: figure.missing ?? '' }) })
  }
  if (figure.state === 'suppressed') return t('state.suppressed.why')
  return figure.state === 'empty' ? t('state.empty.short') : ''
}

function filterWords(t: Translate, { filters, filterNames }: Pick<Report, 'filters' | 'filterNames'>): string {
  const parts = Object.entries(filters).map(([key, values]) => {
    const words = values.map((value) => labelWords(t, { value: filterNames[value] ?? value })).join(t('reports.and'))
    return `${t(`filters.${key}`)} ${words}`
  })
  return parts.length > 0 ? parts.join(' · ') : t('reports.noFilters')
}
