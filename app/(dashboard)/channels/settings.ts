import { type MonthSpan, monthsOf, wholeMonthsBefore, wholeMonthsSince } from '../../../lib/filters/months.ts'
import { choiceOf, oneOf, type SearchParams } from '../../../lib/filters/selection.ts'

export const PERIODS = ['12', '6', '24', 'before', 'all'] as const
export const ATTRIBUTIONS = ['first', 'last'] as const
export const HORIZONS = ['180', '30', '90', '365', '730'] as const
export const BENEFITS = ['off', 'on'] as const
/** Channels that can stand side by side. */
export const MOST_COMPARED = 4

export interface ChannelSettings {
  period: (typeof PERIODS)[number]
  /** Whole months. */
  span: MonthSpan
  months: string[]
  attribution: (typeof ATTRIBUTIONS)[number]
  /** Days within which value is compared with cost. */
  horizon: (typeof HORIZONS)[number]
  benefits: (typeof BENEFITS)[number]
  /** Share of revenue that is margin, as text: `0.45`. */
  margin: string
  /** Channels chosen for the comparison; null: nobody has chosen. */
  compared: string[] | null
}

/** What the address asks of this page; whatever makes no sense is the default. */
export function readSettings(params: SearchParams, asOf: string, firstMonth: string | null): ChannelSettings {
  const period = choiceOf(params, 'period', PERIODS)
  const span = spanOf(period, asOf, firstMonth)
  const compared = oneOf(params, 'compare')
  return {
    period,
    span,
    months: monthsOf(span),
    attribution: choiceOf(params, 'attribution', ATTRIBUTIONS),
    horizon: choiceOf(params, 'horizon', HORIZONS),
    benefits: choiceOf(params, 'benefits', BENEFITS),
    margin: marginOf(oneOf(params, 'margin')),
    compared: compared === undefined ? null : [...new Set(compared.split(','))].filter(Boolean).slice(0, MOST_COMPARED),
  }
}

function spanOf(period: ChannelSettings['period'], asOf: string, firstMonth: string | null): MonthSpan {
  if (period === 'all') return wholeMonthsSince(firstMonth ?? asOf.slice(0, 7), asOf)
  if (period === 'before') return wholeMonthsBefore(asOf, 12, 12)
  return wholeMonthsBefore(asOf, Number(period))
}

function marginOf(text: string | undefined): string {
  return text !== undefined && /^(0(\.\d{1,4})?|1(\.0{1,4})?)$/.test(text) ? String(Number(text)) : '1'
}
