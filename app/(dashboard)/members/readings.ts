import type { Figure } from '../../../lib/metrics/metric.ts'
import { decimal, THIN } from '../../ui/figures/format.ts'
import type { Language } from '../../ui/i18n/language.ts'
import type { READINGS } from './gather.ts'

type Reading = (typeof READINGS)[number]

export const UNITS: Record<Reading, string> = { hba1c: '%', glucose: 'mmol/L', sbp: 'mmHg', dbp: 'mmHg', weight: 'kg' }
export const DIGITS: Record<Reading, number> = { hba1c: 2, glucose: 2, sbp: 1, dbp: 1, weight: 1 }

/** `−0.31 %（−0.42 至 −0.20）`: a change with its interval, or without where there are too few for one. */
export function changeText(figure: Figure, reading: Reading, language: Language): string {
  const write = (value: number | null | undefined) =>
    `${typeof value === 'number' && value > 0 ? '+' : ''}${decimal(value, DIGITS[reading])}`
  const change = `${write(figure.value)}${THIN}${UNITS[reading]}`
  if (typeof figure.low !== 'number' || typeof figure.high !== 'number') return change
  return language === 'zh'
    ? `${change}（${write(figure.low)}${THIN}至${THIN}${write(figure.high)}）`
    : `${change} (${write(figure.low)} to ${write(figure.high)})`
}
