/** What the model looks at, each known at the end of the snapshot day. */
import { type SQL, sql } from 'drizzle-orm'

/** Collinear features are explained together. */
export const REASON_GROUPS = ['recency', 'frequency', 'booking', 'community', 'profile'] as const
export type ReasonGroup = (typeof REASON_GROUPS)[number]

export interface Feature {
  name: string
  group: ReasonGroup
  /** A number from the columns of `known k` in query.ts, never null. */
  expression: SQL
}

const feature = (name: string, group: ReasonGroup, expression: SQL): Feature => ({ name, group, expression })
/** Grows slowly: the difference of 10 and 20 days says more than that of 300 and 310. */
const log = (days: SQL): SQL => sql`ln(1 + greatest(${days}, 0))`

export const FEATURES: readonly Feature[] = [
  feature('sinceVisit', 'recency', log(sql`k.since_visit`)),
  feature('overdueRatio', 'recency', log(sql`k.since_visit / coalesce(k.mean_gap, 90.0)`)),
  feature('visits28', 'frequency', sql`k.visits_28`),
  feature('visits90', 'frequency', sql`k.visits_90`),
  feature('visits365', 'frequency', log(sql`k.visits_365`)),
  feature('meanGap', 'frequency', log(sql`coalesce(k.mean_gap, 365)`)),
  feature('hasBooking', 'booking', sql`k.has_booking`),
  feature('missedShare', 'booking', sql`(k.missed + 0.5) / (k.slots + 5.0)`),
  feature('active14', 'community', sql`k.active_14`),
  feature('active28', 'community', sql`k.active_28`),
  feature('messages28', 'community', log(sql`k.messages_28`)),
  feature('checkIns28', 'community', log(sql`k.check_ins_28`)),
  feature('sinceActive', 'community', log(sql`least(coalesce(k.since_active, 365), 365)`)),
  feature('tenure', 'community', log(sql`k.tenure`)),
  feature('age', 'profile', sql`coalesce(k.age, 50)`),
  feature('ageUnknown', 'profile', sql`case when k.age is null then 1 else 0 end`),
  feature('female', 'profile', sql`case when k.sex = 'F' then 1 else 0 end`),
]

/** Rules of one variable that the model must beat: the larger `sign` × feature, the less likely to come. */
export const RULES: readonly { name: string; sign: 1 | -1 }[] = [
  { name: 'sinceVisit', sign: 1 },
  { name: 'overdueRatio', sign: 1 },
  { name: 'visits365', sign: -1 },
  { name: 'hasBooking', sign: -1 },
  { name: 'sinceActive', sign: 1 },
]
