/** How each system exports: a mix on purpose, so that the demo goes through every reader. */
import type { Feed } from '../sources/feed.ts'
import type { TimeStyle } from './time.ts'

export interface FeedFormat {
  kind: 'csv' | 'jsonl' | 'ndjson' | 'xlsx'
  isGzip?: boolean
  isGb18030?: boolean
  hasBom?: boolean
  time: TimeStyle
  /** Spelling of booleans in CSV; JSON has its own. */
  yes: string
  no: string
}

const HIS: FeedFormat = { kind: 'csv', time: 'local', yes: '是', no: '否' }
const TABLE: FeedFormat = { kind: 'csv', time: 'offset', yes: '1', no: '0' }
const LINES: FeedFormat = { kind: 'jsonl', time: 'offset', yes: 'true', no: 'false' }

const FORMATS: Readonly<Record<string, FeedFormat>> = {
  'his/patients': { ...HIS, isGb18030: true },
  'his/visits': HIS,
  'his/charges': { ...HIS, isGzip: true },
  'his/appointments': HIS,
  'wecom/contacts': { ...TABLE, hasBom: true },
  'community/messages': { ...LINES, isGzip: true },
  'community/activities': { ...TABLE, isGzip: true },
  'community/contents': LINES,
  'community/content_events': { ...LINES, isGzip: true, time: 'utc' },
  'community/referrals': LINES,
  'community/readings': { ...LINES, kind: 'ndjson' },
  'community/points': { ...TABLE, isGzip: true },
  'marketing/costs': { ...TABLE, kind: 'xlsx' },
  'identity/links': { ...TABLE, hasBom: true },
}

export function formatOf(feed: Feed['id']): FeedFormat {
  return FORMATS[feed] ?? TABLE
}
