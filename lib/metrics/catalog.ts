import type { Room } from './metric.ts'

/** One line a metric. The word is the folder, the id, the API path and the CLI name. Rooms load when asked for. */
export const CATALOG = {
  activity: () => import('./activity/room.ts'),
  discussion: () => import('./discussion/room.ts'),
  rhythm: () => import('./rhythm/room.ts'),
  pool: () => import('./pool/room.ts'),
  retention: () => import('./retention/room.ts'),
  cohorts: () => import('./cohorts/room.ts'),
  'active-retention': () => import('./active-retention/room.ts'),
  lifecycle: () => import('./lifecycle/room.ts'),
  'return-lift': () => import('./return-lift/room.ts'),
  'referral-lift': () => import('./referral-lift/room.ts'),
  brand: () => import('./brand/room.ts'),
  funnel: () => import('./funnel/room.ts'),
  ltv: () => import('./ltv/room.ts'),
  'predicted-ltv': () => import('./predicted-ltv/room.ts'),
  cac: () => import('./cac/room.ts'),
  roi: () => import('./roi/room.ts'),
  revenue: () => import('./revenue/room.ts'),
  'booked-share': () => import('./booked-share/room.ts'),
  health: () => import('./health/room.ts'),
  members: () => import('./members/room.ts'),
  'tier-flow': () => import('./tier-flow/room.ts'),
  points: () => import('./points/room.ts'),
  'high-value': () => import('./high-value/room.ts'),
  'return-interval': () => import('./return-interval/room.ts'),
  'follow-up': () => import('./follow-up/room.ts'),
  referral: () => import('./referral/room.ts'),
  content: () => import('./content/room.ts'),
  'push-pressure': () => import('./push-pressure/room.ts'),
  campaign: () => import('./campaign/room.ts'),
  coupons: () => import('./coupons/room.ts'),
  nps: () => import('./nps/room.ts'),
  satisfaction: () => import('./satisfaction/room.ts'),
  'at-risk': () => import('./at-risk/room.ts'),
  'return-risk': () => import('./return-risk/room.ts'),
  'drop-out': () => import('./drop-out/room.ts'),
  'match-rate': () => import('./match-rate/room.ts'),
} satisfies Record<string, () => Promise<{ room: Room }>>

export type MetricId = keyof typeof CATALOG

export const METRIC_IDS = Object.keys(CATALOG) as MetricId[]

export function isMetricId(id: string): id is MetricId {
  return Object.hasOwn(CATALOG, id)
}

/** The room of a metric. */
export async function roomOf(id: MetricId): Promise<Room> {
  return (await CATALOG[id]()).room
}
