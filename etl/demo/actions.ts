/** What one member does in a community on one day: check-ins, reactions, reading, questions to the nurse, measurements. */
import type { Community } from './communities.ts'
import type { Row } from './feed-drop.ts'
import { nextId, type Presence, type Stage } from './stage.ts'
import { atHour, chatHour, DAY_SECONDS, dayOf, holidayWeight, weekday } from './time.ts'

/** What a day does to everybody in a community: weekends, holidays, and neglect, which silences newcomers as well. */
export function climateOn(community: Community, day: number): number {
  const calendar = (weekday(day) % 6 === 0 ? 1.08 : 1) * (holidayWeight(day) < 0.5 ? 0.7 : 1)
  return calendar * (community.character === 'graveyard' ? Math.exp(-(day - community.opens) / 260) : 1)
}

/** Probability that a member is active on a day: the community, the person, the time since joining, the day. */
export function readiness(stage: Stage, presence: Presence): number {
  const { community, day } = stage
  const tenure = day - presence.since
  const fade = community.character === 'thriving' ? 2_500 : community.character === 'graveyard' ? 110 : 620
  const novelty = tenure > 60 ? 1 : 1 + 0.9 * Math.exp(-tenure / 9)
  const wish = community.active * presence.member.zeal * novelty * Math.exp(-tenure / fade) * stage.climate
  return Math.min(0.93, wish)
}

/** True if the member says something today; everything else that an active day holds is written here. */
export function act(stage: Stage, presence: Presence): boolean {
  const { community, day, rng } = stage
  const at = momentOf(stage, presence)
  if (at === null) return false
  let didSomething = false
  if (rng.chance(community.checkin)) {
    checkIn(stage, presence, at)
    didSomething = true
  }
  const speaks = dayOf(presence.joinedAt) !== day && rng.chance(community.speak)
  if (!speaks && (!didSomething || rng.chance(0.3))) react(stage, presence, at)
  if (rng.chance(consultChance(presence, day))) consult(stage, presence)
  return speaks
}

/** A moment of the day after the join; null if there is none left. */
function momentOf({ rng, day }: Stage, presence: Presence): number | null {
  const at = atHour(day, chatHour(rng))
  if (at > presence.joinedAt) return at
  const left = (day + 1) * DAY_SECONDS - presence.joinedAt - 120
  return left > 300 ? presence.joinedAt + 60 + rng.int(0, left - 120) : null
}

/** Reads without a trace of taking part. */
export function read(stage: Stage, presence: Presence): void {
  const at = momentOf(stage, presence)
  if (at !== null) record(stage, presence, { at, kind: 'read', content_id: stage.rng.pick(stage.contents) })
}

function react(stage: Stage, presence: Presence, at: number): void {
  const { rng } = stage
  const luck = rng.next()
  const kind = luck < 0.42 ? 'click' : luck < 0.86 ? 'reaction' : luck < 0.94 ? 'share' : 'favourite'
  const content = rng.chance(0.7) ? rng.pick(stage.contents) : null
  record(stage, presence, { at, kind: luck < 0.0004 ? 'poke' : kind, content_id: content })
}

function record(stage: Stage, presence: Presence, event: Row): void {
  stage.drop.emit('community/activities', {
    event_id: nextId(stage, 'E'),
    member_id: presence.member.id,
    group_id: stage.community.id,
    ...event,
  })
}

/** A check-in counts for its target day; one in twelve is made up for on the morning after. */
function checkIn(stage: Stage, presence: Presence, at: number): void {
  const { rng } = stage
  const isLate = rng.chance(0.08) && dayOf(at) > dayOf(presence.joinedAt)
  record(stage, presence, { at, kind: 'checkin', target_date: dayOf(at) - (isLate ? 1 : 0) })
  presence.checkins += 1
  if (presence.checkins % 7 === 0) givePoints(stage, presence, { delta: 10, reason: '连续打卡', at })
  if (presence.points >= 150 && rng.chance(0.2))
    givePoints(stage, presence, { delta: -100, reason: '兑换礼品', at: at + 60 })
  if (presence.member.glucose > 0 && rng.chance(0.3)) glucose(stage, presence, at)
}

function givePoints(stage: Stage, presence: Presence, entry: { delta: number; reason: string; at: number }): void {
  presence.points += entry.delta
  stage.drop.emit('community/points', { entry_id: nextId(stage, 'T'), member_id: presence.member.id, ...entry })
}

/** A finger-prick value; it settles a little in the first months, and a few meters speak mg/dL. */
function glucose(stage: Stage, presence: Presence, at: number): void {
  const { rng } = stage
  const { member } = presence
  const settled = 1 - 0.07 * (1 - Math.exp(-(dayOf(at) - presence.since) / 90))
  const value = Math.max(2.6, member.glucose * settled + member.swing * rng.normal())
  const isForeign = member.serial % 61 === 0
  stage.drop.emit('community/readings', {
    reading_id: nextId(stage, 'G'),
    member_id: member.id,
    metric: 'glucose',
    value: isForeign ? Math.round(value * 18.016) : Math.round(value * 10) / 10,
    unit: isForeign ? 'mg/dL' : 'mmol/L',
    measured_at: at - rng.int(60, 900),
    method: rng.chance(0.7) ? 'self' : 'device',
  })
}

/** Questions cluster in the first month and before a booking. */
function consultChance(presence: Presence, day: number): number {
  const { member } = presence
  if (member.bookingDays.some((booking) => booking >= day && booking - day <= 3)) return 0.35
  return day - presence.since < 30 ? 0.055 : 0.018
}

function consult(stage: Stage, presence: Presence): void {
  const { rng } = stage
  const asked = momentOf(stage, presence)
  if (asked === null) return
  const replied = rng.chance(0.94) ? asked + Math.round(rng.around(2_300, 1.2)) : null
  const last = (stage.world.end + 1) * DAY_SECONDS
  stage.drop.emit('community/consults', {
    consult_id: nextId(stage, 'Q'),
    member_id: presence.member.id,
    asked_at: asked,
    replied_at: replied !== null && replied < last ? replied : null,
    staff_id: rng.chance(0.85) ? stage.community.nurse : stage.community.doctor,
  })
}
