import type { Engine, Row } from '../../warehouse/engine.ts'
import type { MetricQuery, Room } from '../metric.ts'
import { toPersonRow } from '../shared/listed-person.ts'
import { coveredFeeds } from '../shared/sources.ts'
import { type CampaignRows, campaignFigure, campaignGroups, streamGroups, type ViewerRow } from './compute.ts'
import { definition } from './definition.ts'
import {
  type AttendanceListRow,
  type AttendanceRow,
  attendance,
  type CouponRow,
  coupons,
  people,
  type StreamRow,
  streams,
  viewers,
} from './query.ts'

export const room: Room = {
  definition,

  async answer(engine, query) {
    const isStreams = query.by === 'stream'
    const [feeds, whole, split, watched] = await Promise.all([
      coveredFeeds(engine),
      rowsOf(engine, { ...query, by: undefined }),
      query.by === undefined || isStreams ? null : rowsOf(engine, query),
      isStreams ? engine.query<StreamRow>(streams(query, engine.dialect)) : null,
    ])
    const covered = {
      coupons: feeds.has('community/coupons'),
      lives: feeds.has('community/lives'),
      bookings: feeds.has('his/appointments'),
    }
    const noStreams = { ...covered, lives: covered.lives && query.by !== 'campaign' }
    return {
      overall: campaignFigure(whole, covered),
      ...(watched && { groups: streamGroups(watched) }),
      ...(split && { groups: campaignGroups(split, noStreams) }),
    }
  },

  async people(engine, query, state) {
    const rows = await engine.query<AttendanceListRow>(people(query, state))
    return rows.map((row) =>
      toPersonRow(row, { campaign: row.campaign, signedUpAt: row.signed_up_at, attendedAt: row.attended_at }),
    )
  },
}

async function rowsOf(engine: Engine, query: MetricQuery): Promise<CampaignRows> {
  const [attended, given, watched] = await Promise.all([
    engine.query<AttendanceRow>(attendance(query)),
    engine.query<CouponRow>(coupons(query)),
    query.by === 'campaign' ? [] : engine.query<ViewerRow & Row>(viewers(query)),
  ])
  return { attendance: attended, coupons: given, viewers: watched }
}
