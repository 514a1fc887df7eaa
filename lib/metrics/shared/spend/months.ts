import { type MetricQuery, QuestionError } from '../../metric.ts'
import { addDays, addMonths, lastDayOf } from '../days.ts'

export interface Period {
  from: string
  to: string
}

/** Whole months that are looked at when none are named. */
const MONTHS = 12

/**
 * The whole months of a question; without any, the last twelve that are over on the as-of.
 * @throws QuestionError when the period does not begin with a first and end with a last day of a month
 */
export function wholeMonths({ asOf, from, to }: MetricQuery): Period {
  if (from === undefined || to === undefined) {
    const last = addDays(asOf, 1).slice(0, 7)
    return { from: `${addMonths(last, -MONTHS)}-01`, to: lastDayOf(addMonths(last, -1)) }
  }
  if (!from.endsWith('-01') || to !== lastDayOf(to.slice(0, 7))) {
    throw new QuestionError(
      `costs are known by the month: give --from a first day and --to a last day of a month, not ${from} to ${to}`,
    )
  }
  return { from, to }
}
