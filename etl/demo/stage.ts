/** One community on the stage of its days: who is there, and the counters of what it writes. */
import type { Community } from './communities.ts'
import type { Drop } from './drop.ts'
import type { Member } from './members.ts'
import type { Rng } from './rng.ts'
import type { World } from './world.ts'

/** A member's present stay in the community. */
export interface Presence {
  member: Member
  joinedAt: number
  state: string | null
  /** Check-ins so far, and the points that came of them. */
  checkins: number
  points: number
  /** Day of the first join, for what fades or grows with time. */
  since: number
}

export interface Stage {
  drop: Drop
  world: World
  community: Community
  /** Daily chance of leaving, before tenure and person. */
  leaving: number
  present: Presence[]
  /** Day of the last push. */
  pushedOn: number
  /** Contents that the community may push or read. */
  contents: readonly string[]
  counters: Map<string, number>
  /** The present day: its stream of luck, its factor on taking part, and what has happened on it. */
  day: number
  rng: Rng
  climate: number
  tally: DayTally
}

/** Next id of a kind in this community, e.g. `M-DM1-000042`. */
export function nextId(stage: Stage, kind: string): string {
  const number = (stage.counters.get(kind) ?? 0) + 1
  stage.counters.set(kind, number)
  return `${kind}-${stage.community.id.slice(2)}-${String(number).padStart(6, '0')}`
}

/** Tally of one community day, as WeCom's own statistics would give it. */
export interface DayTally {
  joined: number
  messages: number
  speakers: Set<string>
}
