/** Campaigns, live sessions and coupons of a community. */
import { Rng } from './rng.ts'
import { nextId, type Presence, type Stage } from './stage.ts'
import { atHour, DAY_SECONDS, dayOf } from './time.ts'

const KINDS: readonly (readonly [string, string])[] = [
  ['义诊日', 'clinic_day'],
  ['打卡营', 'challenge'],
  ['健康讲座', 'lecture'],
  ['会员日', 'promotion'],
]

/** What is planned for the day, if anything. */
export function runProgrammes(stage: Stage, day: number): void {
  const { community } = stage
  const age = day - community.opens
  const every = community.character === 'graveyard' ? 35 : 96
  if (age > 0 && age % every === 40 % every) campaign(stage, day)
  if (age > 0 && age % 42 === 21) live(stage, day)
}

function campaign(stage: Stage, day: number): void {
  const { community, drop, world } = stage
  const rng = Rng.of(world.seed, `campaign:${community.id}`, day)
  const id = nextId(stage, 'K')
  const [name, kind] = community.character === 'graveyard' ? (KINDS[3] ?? ['会员日', 'promotion']) : rng.pick(KINDS)
  drop.emit('community/campaigns', {
    campaign_id: id,
    name: `${community.name}·${name}`,
    kind,
    starts_at: atHour(day, 9),
    ends_at: atHour(day + 7, 18),
  })
  for (const presence of stage.present) {
    const zeal = Math.min(2.5, presence.member.zeal)
    if (!rng.chance((community.character === 'graveyard' ? 0.05 : 0.1) * zeal)) continue
    const signed = Math.max(presence.joinedAt + 300, atHour(day, rng.between(9, 21)))
    if (dayOf(signed) > world.end) continue
    stages(stage, rng, presence, id, signed)
  }
}

/** Signing up, attending, completing, and the coupon that thanks for it. */
function stages(stage: Stage, rng: Rng, presence: Presence, campaign: string, signed: number): void {
  const { drop, world } = stage
  const { member } = presence
  const last = (world.end + 1) * DAY_SECONDS
  const row = { campaign_id: campaign, member_id: member.id }
  drop.emit('community/participations', { ...row, stage: 'signed_up', at: signed })
  const attended = signed + Math.round(rng.between(0.4, 6) * DAY_SECONDS)
  if (!rng.chance(0.62) || attended >= last) return
  drop.emit('community/participations', { ...row, stage: 'attended', at: attended })
  const completed = attended + rng.int(1, 3) * 7_200
  if (rng.chance(0.55) && completed < last) {
    drop.emit('community/participations', { ...row, stage: 'completed', at: completed })
  }
  if (rng.chance(0.6)) coupon(stage, rng, presence, campaign, attended)
}

/** A coupon is redeemed at a visit of the next two months, or expires. */
function coupon(stage: Stage, rng: Rng, presence: Presence, campaign: string, at: number): void {
  const { drop, world } = stage
  const { member } = presence
  const face = rng.pick([20, 30, 50, 100])
  const row = {
    coupon_id: nextId(stage, 'D'),
    member_id: member.id,
    template: `满减${face}`,
    face_cny: face,
    campaign_id: campaign,
  }
  drop.emit('community/coupons', { ...row, kind: 'granted', at })
  const granted = dayOf(at)
  const visit = member.visitDays.find((day) => day > granted && day <= granted + 60)
  if (visit !== undefined && rng.chance(0.6)) {
    const paid = Math.round(rng.around(210, 0.5) * 100) / 100
    drop.emit('community/coupons', { ...row, kind: 'redeemed', at: atHour(visit, rng.between(9, 17)), paid_cny: paid })
  } else if (granted + 60 <= world.end) {
    drop.emit('community/coupons', { ...row, kind: 'expired', at: atHour(granted + 60, 0.5) })
  }
}

function live(stage: Stage, day: number): void {
  const { community, drop, world } = stage
  const rng = Rng.of(world.seed, `live:${community.id}`, day)
  const id = nextId(stage, 'L')
  const started = atHour(day, 19.5)
  for (const presence of stage.present) {
    if (presence.joinedAt >= started || !rng.chance(Math.min(0.7, 0.09 * presence.member.zeal))) continue
    drop.emit('community/lives', {
      live_id: id,
      member_id: presence.member.id,
      started_at: started + rng.int(0, 1_500),
      watch_s: Math.round(Math.min(4_200, rng.around(900, 0.9))),
      commented: rng.chance(0.22),
      title: `${community.need}专家直播`,
    })
  }
}
