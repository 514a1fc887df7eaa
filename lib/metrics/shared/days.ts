/** Arithmetic on hospital days as ISO text. Calendar months clamp to the month's end. */
import {
  differenceInCalendarDays,
  endOfMonth,
  format,
  parseISO,
  addDays as plusDays,
  addMonths as plusMonths,
  startOfISOWeek,
} from 'date-fns'

const text = (day: Date): string => format(day, 'yyyy-MM-dd')

export function addDays(day: string, days: number): string {
  return text(plusDays(parseISO(day), days))
}

/** Days from a to b, both included. */
export function lengthOf(a: string, b: string): number {
  return differenceInCalendarDays(parseISO(b), parseISO(a)) + 1
}

/** `YYYY-MM` some months on. */
export function addMonths(month: string, months: number): string {
  return text(plusMonths(parseISO(`${month}-01`), months)).slice(0, 7)
}

export function lastDayOf(month: string): string {
  return text(endOfMonth(parseISO(`${month}-01`)))
}

/** Monday of the day's week. */
export function mondayOf(day: string): string {
  return text(startOfISOWeek(parseISO(day)))
}
