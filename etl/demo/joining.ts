/** Whether and when a patient joins a community: mostly at the desk, right after a visit. */
import { deskOrigin, type Origin, onlineOrigin } from './channels.ts'
import type { Course, Visit } from './life.ts'
import { logistic, type Rng } from './rng.ts'
import { atHour, chatHour, dayOf } from './time.ts'
import { communitiesFor, pickCommunity, recruiting } from './world.ts'

/** At an attended visit: a nurse shows the code. */
export function tryJoin(course: Course, visit: Visit): void {
  const { world, rng, life, last } = course
  const day = dayOf(visit.at)
  if (life.join) return
  const open = communitiesFor(world, life.disease.id, day)
  if (open.length === 0) return
  const earlier = life.visits.length - 1
  const wish =
    -3.9 + life.disease.join + recruiting(world, day) + (course.isBooked ? 1 : 0) + 0.22 * Math.min(4, earlier)
  if (!rng.chance(logistic(wish))) return
  const at = visit.at + joinDelay(rng)
  if (dayOf(at) > last) return
  life.join = { community: pickCommunity(rng, open, life.site), at, origin: joinOrigin(rng, life.lead, true) }
}

/** Long after the last visit, from an article or an advertisement. */
export function tryJoinAtHome(course: Course, latest: number): void {
  const { world, rng, life, last } = course
  if (life.join || !rng.chance(0.03)) return
  const day = latest + rng.int(35, 150)
  const open = communitiesFor(world, life.disease.id, day)
  if (day > last || open.length === 0) return
  const at = atHour(day, chatHour(rng))
  life.join = { community: pickCommunity(rng, open, life.site), at, origin: joinOrigin(rng, life.lead, false) }
}

/** Seconds between the visit and the join. */
function joinDelay(rng: Rng): number {
  const luck = rng.next()
  if (luck < 0.74) return rng.int(3, 100) * 60
  if (luck < 0.93) return Math.round(rng.between(0.5, 9) * 86_400)
  return Math.round(rng.between(9, 29) * 86_400)
}

/** Whom an advertisement brought is more likely to come through it into the group as well. */
function joinOrigin(rng: Rng, lead: Origin, isAtDesk: boolean): Origin {
  if (lead.channel && rng.chance(0.5)) return lead
  return isAtDesk ? deskOrigin(rng) : onlineOrigin(rng)
}
