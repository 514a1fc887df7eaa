/** Programmes around the community: campaigns, coupons and live streams. */
import type { DuckDBConnection } from '@duckdb/node-api'
import { campaign, coupon, liveView, participation } from '../../lib/warehouse/schema.ts'
import { fillMart } from './fill.ts'

export async function buildCampaigns(connection: DuckDBConnection): Promise<void> {
  await fillMart(
    connection,
    campaign,
    'select campaign_id, name, kind, starts_at, ends_at from canon.community_campaigns order by campaign_id',
  )
}

export async function buildParticipations(connection: DuckDBConnection): Promise<void> {
  await fillMart(
    connection,
    participation,
    `select campaign_id, person_id, stage, "at", day from canon.community_participations
     order by campaign_id, person_id, "at", stage`,
  )
}

export async function buildCoupons(connection: DuckDBConnection): Promise<void> {
  await fillMart(
    connection,
    coupon,
    `select coupon_id, person_id, kind, "at", day, campaign_id, template, face_fen, paid_fen from canon.community_coupons
     order by coupon_id, "at", kind`,
  )
}

export async function buildLiveViews(connection: DuckDBConnection): Promise<void> {
  await fillMart(
    connection,
    liveView,
    `select live_id, title, person_id, started_at, started_day, watch_s, commented from canon.community_lives
     order by live_id, started_at, person_id`,
  )
}
