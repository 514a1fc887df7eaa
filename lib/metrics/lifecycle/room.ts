import type { CountList, MetricQuery, Room } from '../metric.ts'
import { addMonths, lastDayOf } from '../shared/days.ts'
import { toPersonRow } from '../shared/listed-person.ts'
import { lifecycleGroups, lifecycleSeries, monthFigure } from './compute.ts'
import { definition } from './definition.ts'
import { type LifecyclePerson, type LifecycleRow, type Months, people, totals } from './query.ts'

/** Months when no period is named, the one of the as-of included. */
const MONTHS = 12

export const room: Room<CountList> = {
  definition,

  async answer(engine, query) {
    const { asOf, by } = query
    const months = monthsOf(query)
    const judged = lastWhole(months, asOf)
    const [series, groups] = await Promise.all([
      engine.query<LifecycleRow>(totals(query, undefined, spanOf(months, asOf))),
      by === undefined ? null : engine.query<LifecycleRow>(totals(query, by, spanOf([judged], asOf))),
    ])
    return {
      overall: monthFigure(
        series.find((row) => row.month === judged),
        judged,
        asOf,
      ),
      ...(groups && {
        groups: lifecycleGroups(
          groups.sort((a, b) => (a.key < b.key ? -1 : 1)),
          judged,
          asOf,
        ),
      }),
      series: lifecycleSeries(series, months, asOf),
    }
  },

  async people(engine, query, state) {
    const { asOf } = query
    const judged = lastWhole(monthsOf(query), asOf)
    if (state === 'immature' || lastDayOf(judged) > asOf) return []
    const rows = await engine.query<LifecyclePerson>(people(query, spanOf([judged], asOf), state))
    return rows.map((row) => toPersonRow(row, { month: judged, class: row.class, joinedOn: row.joined_on }))
  },
}

/** Calendar months that the period touches. */
function monthsOf({ asOf, from, to }: MetricQuery): string[] {
  const last = (to ?? asOf).slice(0, 7)
  const first = from?.slice(0, 7) ?? addMonths(last, 1 - MONTHS)
  const months: string[] = []
  for (let month = first; month <= last; month = addMonths(month, 1)) months.push(month)
  return months
}

/** The last month that is over; the first that will be, where none is. */
function lastWhole(months: readonly string[], asOf: string): string {
  const whole = months.filter((month) => lastDayOf(month) <= asOf)
  return whole.at(-1) ?? months[0] ?? asOf.slice(0, 7)
}

function spanOf(months: readonly string[], asOf: string): Months {
  const [first = '', last = first] = [months[0], months.at(-1)]
  const end = lastDayOf(last)
  return { first, last, until: end < asOf ? end : asOf }
}
