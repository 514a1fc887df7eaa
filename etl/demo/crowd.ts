/** The communities day by day: who comes, who goes, who takes part. */
import { act, climateOn, read, readiness } from './actions.ts'
import { announce, chat } from './chat.ts'
import type { Community } from './communities.ts'
import type { Drop } from './drop.ts'
import type { Member } from './members.ts'
import { runProgrammes } from './programmes.ts'
import { push, recordContents } from './pushes.ts'
import { Rng } from './rng.ts'
import type { Presence, Stage } from './stage.ts'
import { atHour, chatHour, DAY_SECONDS, dayOf } from './time.ts'
import { communitiesFor, type World } from './world.ts'

/** Somebody who comes in on a day. */
interface Arrival {
  member: Member
  community: Community
  at: number
  /** First join of the member anywhere. */
  isFirst: boolean
}

/** All communities, and the arrivals that are still to come. */
export interface Crowd {
  world: World
  drop: Drop
  stages: Map<string, Stage>
  arrivals: Map<number, Arrival[]>
  /** The day that is being lived; what is scheduled for it while it runs comes into force on the next. */
  today: number
}

/** Opens the communities; `expect` says who will come. */
export function openCommunities(world: World, drop: Drop): Crowd {
  const stages = new Map<string, Stage>()
  for (const community of world.communities) {
    recordCommunity(drop, world, community)
    const contents = recordContents(drop, world, community)
    // The phases of leaveChance add up to 212 over six months.
    const leaving = -Math.log(community.stay) / 212
    stages.set(community.id, {
      drop,
      world,
      community,
      leaving,
      present: [],
      pushedOn: 0,
      contents,
      counters: new Map(),
      day: world.start - 1,
      rng: Rng.of(world.seed, `day:${community.id}`),
      climate: 1,
      tally: { joined: 0, messages: 0, speakers: new Set() },
    })
  }
  return { world, drop, stages, arrivals: new Map(), today: world.start - 1 }
}

function recordCommunity(drop: Drop, world: World, community: Community): void {
  const created = atHour(community.opens, 8.5)
  drop.emit('wecom/groups', {
    group_id: community.id,
    name: community.name,
    created_at: created,
    dismissed_at: community.dismissed === null ? null : atHour(community.dismissed, 18),
    hospital: community.hospital,
    department: community.department,
    disease: community.diseases[0],
    stage: community.stage,
    need: community.need,
    tier: community.tier,
    owner_id: community.nurse,
  })
  if (community.opens > world.end) return
  const roles = { [community.nurse]: 'staff', [community.doctor]: 'doctor', [community.bot]: 'bot' }
  for (const [id, role] of Object.entries(roles)) {
    drop.emit('wecom/members', { group_id: community.id, member_id: id, role, joined_at: created, join_scene: '1' })
  }
}

/** Announces a join that will happen. */
export function expect(crowd: Crowd, member: Member): void {
  schedule(crowd, { member, community: member.community, at: member.joinAt, isFirst: true })
}

function schedule(crowd: Crowd, arrival: Arrival): void {
  const { community } = arrival
  const day = Math.max(dayOf(arrival.at), crowd.today + 1)
  if (day > crowd.world.end || day < community.opens) return
  if (community.dismissed !== null && day >= community.dismissed) return
  const list = crowd.arrivals.get(day)
  if (list) list.push(arrival)
  else crowd.arrivals.set(day, [arrival])
}

/** One day of all communities. */
export function liveDay(crowd: Crowd, day: number): void {
  const today = crowd.arrivals.get(day) ?? []
  crowd.today = day
  crowd.arrivals.delete(day)
  for (const stage of crowd.stages.values()) {
    const { community } = stage
    if (day < community.opens || (community.dismissed !== null && day > community.dismissed)) continue
    stage.day = day
    stage.rng = Rng.of(crowd.world.seed, `day:${community.id}`, day)
    stage.tally = { joined: 0, messages: 0, speakers: new Set() }
    stage.climate = climateOn(community, day)
    push(stage)
    for (const arrival of today) if (arrival.community === community) enter(crowd, stage, arrival)
    takePart(crowd, stage)
    runProgrammes(stage, day)
    recordTally(stage)
    if (community.dismissed === day) dismiss(crowd, stage)
  }
}

function enter(crowd: Crowd, stage: Stage, arrival: Arrival): void {
  const { rng } = stage
  const { member, at } = arrival
  if (stage.present.some((presence) => presence.member === member)) return
  const state = arrival.isFirst ? member.origin.state : null
  const presence: Presence = { member, joinedAt: at, state, checkins: 0, points: 0, since: dayOf(member.joinAt) }
  stage.present.push(presence)
  stage.tally.joined += 1
  if (rng.chance(0.5)) announce(stage, presence)
  if (!arrival.isFirst || !rng.chance(0.11)) return
  const later = at + rng.int(20, 200) * DAY_SECONDS
  const others = communitiesFor(crowd.world, member.disease, dayOf(later)).filter((item) => item !== stage.community)
  if (others.length > 0) schedule(crowd, { member, community: rng.pick(others), at: later, isFirst: false })
}

function takePart(crowd: Crowd, stage: Stage): void {
  const { day, rng } = stage
  const speakers: Presence[] = []
  let kept = 0
  for (const presence of stage.present) {
    const isToday = dayOf(presence.joinedAt) === day
    if (!isToday && rng.chance(leaveChance(stage, presence))) {
      leave(crowd, stage, presence)
      continue
    }
    stage.present[kept] = presence
    kept += 1
    const ready = readiness(stage, presence)
    if (rng.chance(ready)) {
      if (act(stage, presence)) speakers.push(presence)
    } else if (rng.chance(ready * 0.6)) read(stage, presence)
  }
  stage.present.length = kept
  chat(stage, speakers)
}

/** Daily chance of leaving: high in the first week, lower with every month; bursts of advertising drive people out. */
function leaveChance(stage: Stage, presence: Presence): number {
  const { community, day } = stage
  const tenure = day - dayOf(presence.joinedAt)
  const phase = tenure < 7 ? 5 : tenure < 30 ? 2.2 : tenure < 90 ? 1.1 : 0.65
  const annoyed = community.character !== 'graveyard' ? 1 : day - stage.pushedOn <= 1 ? 1.9 : 0.35
  return Math.min(0.4, stage.leaving * phase * annoyed * presence.member.restless)
}

function leave(crowd: Crowd, stage: Stage, presence: Presence): void {
  const { day, rng } = stage
  const { member } = presence
  const at = atHour(day, chatHour(rng))
  recordStay(stage, presence, { at, scene: rng.chance(0.93) ? '0' : '1' })
  if (!rng.chance(0.07)) return
  // One in four scans the code again within the day; the others come back after weeks.
  const back = at + (rng.chance(0.25) ? rng.int(600, 80_000) : rng.int(3, 75) * DAY_SECONDS)
  schedule(crowd, { member, community: stage.community, at: back, isFirst: false })
}

function recordStay(stage: Stage, presence: Presence, left: { at: number; scene: string } | null): void {
  const { member } = presence
  stage.drop.emit('wecom/members', {
    group_id: stage.community.id,
    member_id: member.id,
    role: member.role === 'patient' && member.serial % 3 === 0 ? null : member.role,
    joined_at: presence.joinedAt,
    left_at: left?.at,
    join_scene: presence.state === null ? '1' : '3',
    quit_scene: left?.scene,
    state: presence.state,
    invitor_id: stage.community.nurse,
    unionid: member.unionid,
  })
}

/** The hospital closes the community: stays end without a leave; some go on in a sister group. */
function dismiss(crowd: Crowd, stage: Stage): void {
  const { day, rng } = stage
  for (const presence of stage.present) {
    recordStay(stage, presence, null)
    const { member } = presence
    const sisters = communitiesFor(crowd.world, member.disease, day).filter((item) => item !== stage.community)
    if (sisters.length === 0 || !rng.chance(0.4)) continue
    const at = atHour(day - rng.int(-2, 6), rng.between(9, 20))
    schedule(crowd, { member, community: rng.pick(sisters), at: Math.max(at, atHour(day + 1, 9)), isFirst: false })
  }
  stage.present = []
}

/** WeCom keeps its own daily statistics for 180 days. */
function recordTally(stage: Stage): void {
  const { day, tally } = stage
  if (day <= stage.world.end - 180) return
  stage.drop.emit('wecom/group_daily', {
    date: day,
    owner_id: stage.community.nurse,
    group_id: stage.community.id,
    member_total: stage.present.length + 3,
    member_has_msg: tally.speakers.size,
    msg_total: tally.messages,
    new_member_cnt: tally.joined,
  })
}

/** After the last day: the stays that are still open. */
export function closeCommunities(crowd: Crowd): void {
  for (const stage of crowd.stages.values()) {
    for (const presence of stage.present) recordStay(stage, presence, null)
  }
}
