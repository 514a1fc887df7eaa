import type { Engine, Row } from '../../warehouse/engine.ts'
import type { MetricQuery, Part, Room } from '../metric.ts'
import { toPersonRow } from '../shared/listed-person.ts'
import { coveredFeeds } from '../shared/sources.ts'
import {
  type CampaignRows,
  campaignFigure,
  campaignGroups,
  streamParts,
  templateParts,
  type ViewerRow,
} from './compute.ts'
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
  type TemplateRow,
  templates,
  viewers,
} from './query.ts'

export const room: Room = {
  definition,

  async answer(engine, query) {
    const [feeds, whole, split, details] = await Promise.all([
      coveredFeeds(engine),
      rowsOf(engine, { ...query, by: undefined }),
      query.by === undefined ? null : rowsOf(engine, query),
      query.parameters.detail === 'on' ? detailsOf(engine, query) : null,
    ])
    const covered = {
      coupons: feeds.has('community/coupons'),
      lives: feeds.has('community/lives'),
      bookings: feeds.has('his/appointments'),
    }
    const noStreams = { ...covered, lives: covered.lives && query.by !== 'campaign' }
    const overall = campaignFigure(whole, covered)
    return {
      overall: { ...overall, parts: { ...overall.parts, ...details } },
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

/** What the page lists beside the rate: coupons by template, and the streams. */
async function detailsOf(engine: Engine, query: MetricQuery): Promise<Record<string, Part>> {
  const [given, watched] = await Promise.all([
    engine.query<TemplateRow>(templates(query)),
    engine.query<StreamRow>(streams(query, engine.dialect)),
  ])
  return { templates: templateParts(given), streams: streamParts(watched) }
}

async function rowsOf(engine: Engine, query: MetricQuery): Promise<CampaignRows> {
  const [attended, given, watched] = await Promise.all([
    engine.query<AttendanceRow>(attendance(query)),
    engine.query<CouponRow>(coupons(query)),
    query.by === 'campaign' ? [] : engine.query<ViewerRow & Row>(viewers(query)),
  ])
  return { attendance: attended, coupons: given, viewers: watched }
}
