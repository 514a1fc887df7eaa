import type { Room } from '../metric.ts'
import { toPersonRow } from '../shared/listed-person.ts'
import { coveredFeeds } from '../shared/sources.ts'
import { couponsFigure, couponsGroups } from './compute.ts'
import { definition } from './definition.ts'
import { people, type TicketListRow, type TicketRow, totals } from './query.ts'

export const room: Room = {
  definition,

  async answer(engine, query) {
    const [feeds, [whole], split] = await Promise.all([
      coveredFeeds(engine),
      engine.query<TicketRow>(totals({ ...query, by: undefined })),
      query.by === undefined ? null : engine.query<TicketRow>(totals(query)),
    ])
    const hasVisits = feeds.has('his/visits')
    return { overall: couponsFigure(whole, hasVisits), ...(split && { groups: couponsGroups(split, hasVisits) }) }
  },

  async people(engine, query, state) {
    const rows = await engine.query<TicketListRow>(people(query, state))
    return rows.map((row) =>
      toPersonRow(row, {
        template: row.template,
        grantedOn: row.granted_on,
        ...(state === 'in' ? { redeemedOn: row.redeemed_on } : { expiredOn: row.expired_on }),
      }),
    )
  },
}
