import type { MetricQuery, Room } from '../metric.ts'
import { addDays, mondayOf } from '../shared/days.ts'
import { discussionFigure, discussionGroups, discussionSeries } from './compute.ts'
import { definition } from './definition.ts'
import { type DiscussionRow, type Period, totals } from './query.ts'

/** Days when no period is named. */
const PERIOD_DAYS = 28

export const room: Room = {
  definition,

  async answer(engine, query) {
    const period = periodOf(query)
    const { by } = query
    const [overall, groups, weeks] = await Promise.all([
      engine.query<DiscussionRow>(totals(query, undefined, period)),
      by === undefined ? null : engine.query<DiscussionRow>(totals(query, by, period)),
      engine.query<DiscussionRow>(totals(query, 'week', period)),
    ])
    return {
      overall: discussionFigure(overall[0]),
      ...(groups && { groups: discussionGroups(groups.sort((a, b) => (a.key < b.key ? -1 : 1))) }),
      series: discussionSeries(weeks, weeksOf(period), period),
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
