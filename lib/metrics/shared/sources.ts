/** Which feeds make community metrics possible. */
import { sql } from 'drizzle-orm'
import type { Engine } from '../../warehouse/engine.ts'

/** Feeds whose events make a person active (tier A2). */
export const ACTIVITY_FEEDS = [
  'community/messages',
  'community/activities',
  'community/content_events',
  'community/lives',
  'community/participations',
  'community/coupons',
  'community/surveys',
] as const

/** Feeds of which some row was ever loaded. */
export async function coveredFeeds(engine: Engine): Promise<Set<string>> {
  const rows = await engine.query<{ feed: string }>(sql`select feed from feed_status where is_covered`)
  return new Set(rows.map((r) => r.feed))
}
