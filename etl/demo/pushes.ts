/** Broadcasts to a community, who opens them, and the contents that they carry. */
import type { Community } from './communities.ts'
import type { Drop } from './drop.ts'
import type { Row } from './feed-drop.ts'
import { Rng } from './rng.ts'
import { nextId, type Presence, type Stage } from './stage.ts'
import { atHour, dayOf, weekday } from './time.ts'
import type { World } from './world.ts'

const TOPICS: Readonly<Record<string, readonly string[]>> = {
  内分泌科: ['饮食', '运动', '用药', '监测', '并发症'],
  妇产科: ['营养', '母乳', '盆底康复', '疫苗', '情绪'],
  骨科: ['康复训练', '疼痛', '防跌倒', '用药', '复查'],
  眼科: ['用眼习惯', '术后护理', '验光', '户外活动', '优惠'],
}
const TYPES = ['article', 'article', 'video', 'video', 'live', 'poster', 'quiz']

/** Contents of a community; some were written by members. */
export function recordContents(drop: Drop, world: World, community: Community): string[] {
  const rng = Rng.of(world.seed, `contents:${community.id}`)
  const topics = TOPICS[community.department] ?? ['健康']
  const ids: string[] = []
  for (let i = 1; i <= 18; i += 1) {
    const id = `c-${community.id.slice(2)}-${String(i).padStart(2, '0')}`
    const topic = community.character === 'graveyard' && rng.chance(0.7) ? '优惠' : rng.pick(topics)
    const isUgc = community.character !== 'graveyard' && rng.chance(0.2)
    drop.emit('community/contents', {
      content_id: id,
      title: `${topic}${isUgc ? '·病友分享' : '小课堂'}${i}`,
      type: isUgc ? 'article' : rng.pick(TYPES),
      topic,
      author_id: isUgc ? null : community.doctor,
      is_ugc: isUgc,
    })
    ids.push(id)
  }
  return ids
}

/** The pushes of a day. The graveyard sends in bursts, and more of them as it fails. */
export function push(stage: Stage): void {
  const { community, day, rng } = stage
  if (community.character !== 'graveyard') {
    if (rng.chance((community.pushes / 5) * (weekday(day) % 6 === 0 ? 0 : 1))) pushOnce(stage)
    return
  }
  if (weekday(day) !== 1 && weekday(day) !== 4) return
  const age = (day - community.opens) / 365
  const times = Math.round((community.pushes / 2) * Math.min(1.5, 0.4 + age))
  for (let i = 0; i < times; i += 1) pushOnce(stage)
}

function pushOnce(stage: Stage): void {
  const { community, day, rng } = stage
  const at = atHour(day, rng.chance(0.6) ? rng.between(18.5, 20.5) : rng.between(10, 12.5))
  const content = rng.pick(stage.contents)
  const id = nextId(stage, 'U')
  const isTracked = rng.chance(community.character === 'graveyard' ? 0.92 : 0.75)
  const targets = stage.present.filter((presence) => presence.joinedAt <= at)
  stage.pushedOn = day
  stage.drop.emit('community/pushes', {
    push_id: id,
    group_id: community.id,
    content_id: content,
    sent_at: at,
    targets: targets.length,
    tracked: isTracked,
  })
  if (!isTracked) return
  for (const presence of targets) open(stage, presence, { push_id: id, content_id: content, at })
}

/** Whether a member opens a push, and what comes of it. */
function open(stage: Stage, presence: Presence, sent: { push_id: string; content_id: string; at: number }): void {
  const { community, day, rng } = stage
  const fatigue = community.character === 'graveyard' ? 0.04 + Math.exp(-(day - community.opens) / 130) : 1
  const zeal = Math.min(2.6, 0.4 + 0.6 * presence.member.zeal)
  if (!rng.chance(Math.min(0.9, community.opensRate * fatigue * zeal))) return
  const opened = sent.at + Math.round(rng.wait(5_400)) + 5
  if (dayOf(opened) > stage.world.end || dayOf(opened) - day > 2) return
  const row = { ...sent, member_id: presence.member.id }
  respond(stage, { ...row, kind: 'open', at: opened })
  if (rng.chance(0.24)) respond(stage, { ...row, kind: 'click', at: opened + rng.int(3, 200) })
  if (rng.chance(0.05)) {
    const kind = rng.pick(['share', 'favourite', 'like', 'like'])
    respond(stage, { ...row, kind, at: opened + rng.int(20, 400) })
  }
}

function respond(stage: Stage, row: Row & { at: number }): void {
  if (dayOf(row.at) > stage.world.end) return
  stage.drop.emit('community/content_events', { event_id: nextId(stage, 'O'), ...row })
}
