/** Days as a page needs them: the as-of that holds, month ends before it, the span of a trend. */
import { addDays, addMonths, endOfMonth, format, isValid, parseISO, startOfMonth } from 'date-fns'

/** The as-of of a page: the asked day, at most the last loaded one; that one where nothing sensible is asked. */
export function effectiveAsOf(asked: string | undefined, dataThrough: string): string {
  if (asked === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(asked) || !isValid(parseISO(asked))) return dataThrough
  return asked > dataThrough ? dataThrough : asked
}

/** The last day of the month before that of the as-of: what "last month" is compared with. */
export function previousMonthEnd(asOf: string): string {
  return day(addDays(startOfMonth(parseISO(asOf)), -1))
}

/** `count` month ends up to the as-of, oldest first; the last is the as-of itself. */
export function monthEnds(asOf: string, count: number): string[] {
  const end = parseISO(asOf)
  const earlier = Array.from({ length: count - 1 }, (_, i) => day(endOfMonth(addMonths(end, i + 1 - count))))
  return [...earlier, asOf]
}

/** First day of a period of `days` days that ends on the as-of. */
export function daysBefore(asOf: string, days: number): string {
  return day(addDays(parseISO(asOf), 1 - days))
}

/** First day of the month `months` months before that of the as-of. */
export function monthStartBefore(asOf: string, months: number): string {
  return day(startOfMonth(addMonths(parseISO(asOf), -months)))
}

export interface Months {
  from: string
  to: string
  /** The last one, `YYYY-MM`, and the one before it. */
  last: string
  previous: string
}

/** The last `count` calendar months that are over on the as-of: a month that is still running is compared with nothing. */
export function wholeMonths(asOf: string, count: number): Months {
  const dayAfter = addDays(parseISO(asOf), 1)
  const end = addDays(startOfMonth(dayAfter), -1)
  const month = (back: number) => format(addMonths(startOfMonth(end), -back), 'yyyy-MM')
  return { from: `${month(count - 1)}-01`, to: day(end), last: month(0), previous: month(1) }
}

function day(date: Date): string {
  return format(date, 'yyyy-MM-dd')
}
