/** The month of a report. A report stands on the last day of its month, or on the last loaded day while it runs. */
import { addMonths, endOfMonth, format, parseISO, startOfMonth } from 'date-fns'

export interface ReportMonth {
  /** `YYYY-MM` */
  month: string
  from: string
  /** Last day of the month; the last loaded day of a month that is not over. */
  asOf: string
  isFinished: boolean
}

/** The month that holds a day, as far as it is loaded. */
export function monthHolding(day: string, dataThrough: string): ReportMonth {
  const last = endDay(parseISO(day))
  return {
    month: day.slice(0, 7),
    from: `${day.slice(0, 7)}-01`,
    asOf: last <= dataThrough ? last : dataThrough,
    isFinished: last <= dataThrough,
  }
}

/**
 * The month that an address asks for by its as-of; without one the last month that is over.
 * @param dataThrough last fully loaded day
 */
export function reportMonth(asked: string | undefined, dataThrough: string): ReportMonth {
  if (asked !== undefined) return monthHolding(asked, dataThrough)
  const current = monthHolding(dataThrough, dataThrough)
  return current.isFinished ? current : monthBefore(current)
}

/** The whole month before. */
export function monthBefore({ from }: Pick<ReportMonth, 'from'>): ReportMonth {
  return wholeMonth(addMonths(parseISO(from), -1))
}

/** The month `count` months before, whole. */
export function earlier(month: Pick<ReportMonth, 'from'>, count: number): ReportMonth {
  return wholeMonth(addMonths(parseISO(month.from), -count))
}

/** Months to choose from, the newest first. */
export function monthsUpTo(dataThrough: string, count: number): ReportMonth[] {
  const current = monthHolding(dataThrough, dataThrough)
  return [current, ...Array.from({ length: count - 1 }, (_, i) => earlier(current, i + 1))]
}

function wholeMonth(day: Date): ReportMonth {
  const first = startOfMonth(day)
  return { month: format(first, 'yyyy-MM'), from: format(first, 'yyyy-MM-dd'), asOf: endDay(first), isFinished: true }
}

function endDay(day: Date): string {
  return format(endOfMonth(day), 'yyyy-MM-dd')
}
