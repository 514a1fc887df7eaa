/** Numbers, days and money as text, in both languages. Formats last: nothing here is computed with again. */
import type { Language } from '../i18n/language.ts'

export const THIN = '\u2009'
const MISSING = '—'

/** How a value is written. `points` are differences of shares, `score` is NPS from −100 to 100, `fen` is money. */
export type Unit = 'ratio' | 'points' | 'score' | 'people' | 'fen' | 'events' | 'days'

export interface ValueText {
  number: string
  /** Smaller, behind the number; may be empty. */
  unit: string
}

/** A raw value in its unit, the unit apart; `—` for null. */
export function valueText(value: number | null | undefined, unit: Unit, language: Language): ValueText {
  if (value === null || value === undefined || !Number.isFinite(value)) return { number: MISSING, unit: '' }
  switch (unit) {
    case 'ratio':
      return { number: fixed(value * 100, 1), unit: '%' }
    case 'points':
      return { number: signed(value * 100, 1), unit: pointsUnit(language) }
    case 'score':
      return { number: signed(value * 100, 0), unit: '' }
    case 'fen':
      return money(value, language)
    case 'people':
      return { number: integer(value), unit: language === 'zh' ? '人' : '' }
    case 'days':
      return { number: integer(value), unit: language === 'zh' ? '天' : 'days' }
    case 'events':
      return { number: integer(value), unit: '' }
  }
}

/** What a difference of shares is counted in. */
export function pointsUnit(language: Language): string {
  return language === 'zh' ? '个百分点' : 'pp'
}

/** The same in one string. */
export function formatValue(value: number | null | undefined, unit: Unit, language: Language): string {
  const text = valueText(value, unit, language)
  if (text.unit === '' || text.unit === '%') return text.number + text.unit
  return `${text.number}${language === 'zh' ? THIN : ' '}${text.unit}`
}

/** `42.9%`. */
export function percent(value: number | null | undefined): string {
  return formatValue(value, 'ratio', 'zh')
}

/** `+4.0 个百分点`. */
export function points(value: number | null | undefined, language: Language): string {
  return formatValue(value, 'points', language)
}

/** `2,913`. */
export function integer(value: number | null | undefined): string {
  if (value === null || value === undefined) return MISSING
  return minus(grouped(Math.round(value).toFixed(0)))
}

/** `+12` or `−3`. */
export function signedInteger(value: number): string {
  return value > 0 ? `+${integer(value)}` : integer(value)
}

/** A difference in the unit of what it is a difference of: shares in points, money and counts with their sign. */
export function signedValue(value: number, unit: Unit, language: Language): string {
  if (unit === 'ratio' || unit === 'points') return points(value, language)
  if (unit !== 'fen') return signedInteger(value)
  const text = formatValue(value, 'fen', language)
  return value > 0 ? `+${text}` : text
}

/** Some digits behind the point, for ratios that are no shares (risk ratio, E-value). */
export function decimal(value: number | null | undefined, digits = 2): string {
  return value === null || value === undefined || !Number.isFinite(value) ? MISSING : fixed(value, digits)
}

/** `36.3–49.7%`, or with signs for differences: `−1.2 至 +8.1 个百分点`. */
export function interval(
  low: number | null | undefined,
  high: number | null | undefined,
  unit: Unit,
  language: Language,
): string {
  if (low === null || low === undefined || high === null || high === undefined) return MISSING
  if (unit === 'ratio') return `${fixed(low * 100, 1)}–${fixed(high * 100, 1)}%`
  const between = language === 'zh' ? `${THIN}至${THIN}` : ' to '
  return `${valueText(low, unit, language).number}${between}${formatValue(high, unit, language)}`
}

function money(fen: number, language: Language): ValueText {
  const yuan = fen / 100
  if (language === 'zh' && Math.abs(yuan) >= 100_000)
    return { number: `${yuan < 0 ? '−' : ''}¥${fixed(Math.abs(yuan) / 10_000, 1)}`, unit: '万' }
  const size = Math.abs(yuan)
  // Small sums, such as revenue a head, would lose too much in whole yuan.
  const digits = size < 100 && !Number.isInteger(size) ? 1 : 0
  return { number: `${yuan < 0 ? '−' : ''}¥${fixed(size, digits)}`, unit: '' }
}

/** Money to the fen, as somebody entered it: `¥1,280.50`. */
export function formatYuan(fen: number): string {
  return `${fen < 0 ? '−' : ''}¥${fixed(Math.abs(fen) / 100, 2)}`
}

function fixed(value: number, digits: number): string {
  const text = grouped(value.toFixed(digits))
  return minus(/^-0(\.0+)?$/.test(text) ? text.slice(1) : text)
}

/** Thousands apart. By hand: a page has thousands of numbers, and `toLocaleString` builds a formatter for each. */
function grouped(text: string): string {
  const [whole = '', rest] = text.split('.')
  const apart = whole.length > 3 ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole
  return rest === undefined ? apart : `${apart}.${rest}`
}

function signed(value: number, digits: number): string {
  const text = fixed(value, digits)
  return value > 0 && Number(text) !== 0 ? `+${text}` : text
}

function minus(text: string): string {
  return text.replace('-', '−')
}

/** An instant on the hospital's clock: `06-30 06:12`, or with its year. */
export function wallTime(iso: string, zone: string, hasYear = false): string {
  const instant = new Date(iso)
  if (Number.isNaN(instant.getTime())) return iso
  const text = clockOf(zone).format(instant)
  return hasYear ? text : text.slice(5)
}

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone)
  if (known) return known
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
  clocks.set(zone, clock)
  return clock
}

/** A small difference of shares, with as many digits as tell it from nothing: `+0.06 个百分点`. */
export function finePoints(value: number, language: Language): string {
  const text = signed(value * 100, Math.abs(value) < 0.01 ? 2 : 1)
  return `${text}${language === 'zh' ? THIN : ' '}${pointsUnit(language)}`
}

/** Days from the first to the last in the fewest words: `2026 年 6 月 3–5 日`, `3–5 Jun 2026`. */
export function dayRange(first: string, last: string, language: Language): string {
  const [a, b] = [partsOfDay(first), partsOfDay(last)]
  const isOneMonth = a.year === b.year && a.month === b.month
  if (language === 'zh') {
    if (first === last) return `${a.year} 年 ${a.month} 月 ${a.day} 日`
    const until = isOneMonth ? `${b.day} 日` : `${a.year === b.year ? '' : `${b.year} 年 `}${b.month} 月 ${b.day} 日`
    return `${a.year} 年 ${a.month} 月 ${a.day}${isOneMonth ? '–' : ' 日–'}${until}`
  }
  const end = `${b.day} ${MONTHS[b.month - 1]} ${b.year}`
  if (first === last) return end
  if (isOneMonth) return `${a.day}–${end}`
  return `${a.day} ${MONTHS[a.month - 1]}${a.year === b.year ? '' : ` ${a.year}`} – ${end}`
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function partsOfDay(day: string): { year: number; month: number; day: number } {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return { year, month, day: date }
}

/** A time that is known in hours: hours below two days, else days. */
export function duration(hours: number | null | undefined, language: Language): string {
  if (hours === null || hours === undefined) return MISSING
  const [number, zh, en] = hours < 48 ? [fixed(hours, 1), '小时', 'h'] : [fixed(hours / 24, 1), '天', 'days']
  return language === 'zh' ? `${number}${THIN}${zh}` : `${number} ${en}`
}
