import type { Engine } from '../../warehouse/engine.ts'
import type { MetricQuery, Room } from '../metric.ts'
import { addDays } from '../shared/days.ts'
import { gapsBetween } from '../shared/gaps.ts'
import { daysOf } from '../shared/incomplete.ts'
import { type ListedPerson, toPersonRow } from '../shared/listed-person.ts'
import { ACTIVITY_FEEDS, coveredFeeds } from '../shared/sources.ts'
import { type Coverage, monthlyFlows, poolFigure, poolGroups, poolSeries } from './compute.ts'
import { definition } from './definition.ts'
import { days, lastRollupDay, type Period, type PoolDayRow, type PoolRow, people, rolledDays, totals } from './query.ts'

/** Days of flows when no period is named. */
const PERIOD_DAYS = 30

export const room: Room = {
  definition,

  async answer(engine, query) {
    const period = periodOf(query)
    const { by } = query
    const hasSeries = query.from !== undefined
    const [feeds, gaps, overall, groups, series] = await Promise.all([
      coveredFeeds(engine),
      gapsBetween(engine, addDays(period.from, 1 - PERIOD_DAYS), query.asOf),
      engine.query<PoolRow>(totals(query, undefined, period)),
      by === undefined ? null : engine.query<PoolRow>(totals(query, by, period)),
      hasSeries ? seriesOf(engine, query, period) : null,
    ])
    const covered: Coverage = {
      activity: ACTIVITY_FEEDS.some((feed) => feeds.has(feed)),
      messages: feeds.has('community/messages'),
      incomplete: new Set(daysOf(gaps)),
    }
    const figure = poolFigure(overall[0], query, period, covered)
    return {
      overall: series ? { ...figure, parts: { ...figure.parts, monthly: monthlyFlows(series) } } : figure,
      ...(groups && { groups: poolGroups(groups.sort(byKey), query, period, covered) }),
      ...(series && { series: poolSeries(series, overall[0]?.first_day ?? null, covered) }),
    }
  },

  async people(engine, query) {
    const rows = await engine.query<ListedPerson & { since: string }>(people(query))
    return rows.map((row) => toPersonRow(row, { since: row.since }))
  },
}

/** Day by day from the rollup where it holds the answer, else from people. */
async function seriesOf(engine: Engine, query: MetricQuery, period: Period): Promise<PoolDayRow[]> {
  const isWhole = Object.values(query.filters).every((values) => values === undefined || values.length === 0)
  const [rollup] = isWhole ? await engine.query<{ day: string | null }>(lastRollupDay()) : []
  const isRolled = rollup?.day != null && rollup.day >= period.to
  return engine.query<PoolDayRow>(isRolled ? rolledDays(query, period) : days(query, period))
}

function periodOf(query: MetricQuery): Period {
  return { from: query.from ?? addDays(query.asOf, 1 - PERIOD_DAYS), to: query.to ?? query.asOf }
}

function byKey(a: PoolRow, b: PoolRow): number {
  return a.key < b.key ? -1 : 1
}
