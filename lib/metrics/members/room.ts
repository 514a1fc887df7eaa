import type { Room } from '../metric.ts'
import { toPersonRow } from '../shared/listed-person.ts'
import { coveredFeeds } from '../shared/sources.ts'
import { membersFigure, membersGroups } from './compute.ts'
import { definition } from './definition.ts'
import { people, type TierListRow, type TierRow, tiers } from './query.ts'

export const room: Room = {
  definition,

  async answer(engine, query) {
    const { by } = query
    const [feeds, rows] = await Promise.all([coveredFeeds(engine), engine.query<TierRow>(tiers(query))])
    const covered = {
      charges: feeds.has('his/charges'),
      visits: feeds.has('his/visits'),
      coupons: feeds.has('community/coupons'),
    }
    // Everybody stands in one row, so that the rows of a breakdown add up to the total.
    return {
      overall: membersFigure(rows, covered),
      ...(by !== undefined && { groups: membersGroups(rows, by, covered) }),
    }
  },

  async people(engine, query, state) {
    const rows = await engine.query<TierListRow>(people(query, state))
    return rows.map((row) => toPersonRow(row, { tier: row.tier, since: row.since }))
  },
}
