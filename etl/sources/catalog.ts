import { COMMUNITY_FEEDS } from './community/feeds.ts'
import type { Feed } from './feed.ts'
import { HIS_FEEDS } from './his/feeds.ts'
import { IDENTITY_FEEDS } from './identity/feeds.ts'
import { MARKETING_FEEDS } from './marketing/feeds.ts'
import { WECOM_FEEDS } from './wecom/feeds.ts'

/** Every feed that a load reads, in the order of the contract. */
export const FEEDS: readonly Feed[] = [
  ...HIS_FEEDS,
  ...WECOM_FEEDS,
  ...COMMUNITY_FEEDS,
  ...MARKETING_FEEDS,
  ...IDENTITY_FEEDS,
]
