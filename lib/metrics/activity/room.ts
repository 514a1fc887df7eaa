import { type CountList, type MetricQuery, type PersonRow, QuestionError, type Room } from '../metric.ts'
import { addDays, lengthOf } from '../shared/days.ts'
import { gapsBetween } from '../shared/gaps.ts'
import { toPersonRow } from '../shared/listed-person.ts'
import { activityFigure, activityGroups, activitySeries } from './compute.ts'
import { definition } from './definition.ts'
import { type ActivityRow, comesAlong, type DayRow, days, type ListRow, people, totals } from './query.ts'

/** Longest range that is also answered day by day. */
const SERIES_DAYS = 400
/** Days of a range that names none. */
const RANGE_DAYS = 28

export const room: Room<CountList> = {
  definition,

  async answer(engine, asked) {
    const query = withPeriod(asked)
    const { by } = query
    const isRange = query.parameters.window === 'range'
    const [from, to] = [query.from ?? query.asOf, query.to ?? query.asOf]
    const hasSeries = isRange && lengthOf(from, to) <= SERIES_DAYS
    const isAlong = by !== undefined && comesAlong(query, by)
    const [total, rows, series, gaps] = await Promise.all([
      isAlong ? [] : engine.query<ActivityRow>(totals(query, undefined)),
      by === undefined ? [] : engine.query<ActivityRow>(totals(query, by)),
      hasSeries ? engine.query<DayRow>(days(query)) : null,
      hasSeries ? gapsBetween(engine, from, to) : [],
    ])
    const overall = isAlong ? rows.find((row) => row.is_total) : total[0]
    const groups = rows.filter((row) => !row.is_total).sort(byKey)
    return {
      overall: activityFigure(overall, query),
      ...(by !== undefined && { groups: activityGroups(groups, query) }),
      ...(series && { series: activitySeries(series, gaps) }),
    }
  },

  async people(engine, asked, state) {
    const rows = await engine.query<ListRow>(people(withPeriod(asked), state))
    return rows.map(toPerson)
  },
}

/** A range without days is the last four weeks; a checkpoint has windows of its own. */
function withPeriod(query: MetricQuery): MetricQuery {
  if (query.parameters.window !== 'range') {
    if (query.from === undefined) return query
    throw new QuestionError('activity takes --from --to with window=range only; a checkpoint has its own 28 days')
  }
  return { ...query, from: query.from ?? addDays(query.asOf, 1 - RANGE_DAYS), to: query.to ?? query.asOf }
}

function byKey(a: ActivityRow, b: ActivityRow): number {
  return a.key < b.key ? -1 : 1
}

function toPerson(row: ListRow): PersonRow {
  return toPersonRow(row, {
    windowStart: row.window_start,
    windowEnd: row.window_end,
    memberDays: row.member_days,
    activeDays: row.active_days,
    ...(row.matures_on && { maturesOn: row.matures_on }),
  })
}
