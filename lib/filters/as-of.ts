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

function day(date: Date): string {
  return format(date, 'yyyy-MM-dd')
}
