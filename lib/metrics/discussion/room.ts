import type { MetricQuery, Room } from '../metric.ts'
import { addDays, mondayOf } from '../shared/days.ts'
import { discussionGroups, discussionSeries, discussionTotal } from './compute.ts'
import { definition } from './definition.ts'
import { counts, type DiscussionRow, type Period } from './query.ts'

/** Days when no period is named. */
const PERIOD_DAYS = 28

export const room: Room = {
  definition,

  async answer(engine, query) {
    const period = periodOf(query)
    const rows = await engine.query<DiscussionRow>(counts(query, period))
    return {
      overall: discussionTotal(rows, period),
      ...(query.by !== undefined && { groups: discussionGroups(rows) }),
      series: discussionSeries(rows, weeksOf(period), period),
    }
  },
}

function periodOf(query: MetricQuery): Period {
  return { from: query.from ?? addDays(query.asOf, 1 - PERIOD_DAYS), to: query.to ?? query.asOf }
}

/** Mondays of the weeks that the period touches. */
function weeksOf({ from, to }: Period): string[] {
  const weeks: string[] = []
  for (let week = mondayOf(from); week <= to; week = addDays(week, 7)) weeks.push(week)
  return weeks
}
