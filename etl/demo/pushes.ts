/** Broadcasts to a community, who opens them, and the contents that they carry. */
import type { Community } from './communities.ts'
import type { Drop } from './drop.ts'
import { Rng } from './rng.ts'
import { nextId, type Stage } from './stage.ts'
import { atHour, DAY_SECONDS, dayOf, weekday } from './time.ts'
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
export function push(stage: Stage, rng: Rng, day: number): void {
  const { community } = stage
  if (community.character !== 'graveyard') {
    if (rng.chance((community.pushes / 5) * (weekday(day) % 6 === 0 ? 0 : 1))) pushOnce(stage, rng, day)
    return
  }
  if (weekday(day) !== 1 && weekday(day) !== 4) return
  const age = (day - community.opens) / 365
  const times = Math.round((community.pushes / 2) * Math.min(1.5, 0.4 + age))
  for (let i = 0; i < times; i += 1) pushOnce(stage, rng, day)
}

function pushOnce(stage: Stage, rng: Rng, day: number): void {
  const { community, drop } = stage
  const at = atHour(day, rng.chance(0.6) ? rng.between(18.5, 20.5) : rng.between(10, 12.5))
  const content = rng.pick(stage.contents)
  const id = nextId(stage, 'U')
  const isTracked = rng.chance(community.character === 'graveyard' ? 0.92 : 0.75)
  const targets = stage.present.filter((presence) => presence.joinedAt <= at)
  stage.pushedOn = day
  drop.emit('community/pushes', {
    push_id: id,
    group_id: community.id,
    content_id: content,
    sent_at: at,
    targets: targets.length,
    tracked: isTracked,
  })
  if (!isTracked) return
  const fatigue = community.character === 'graveyard' ? 0.04 + Math.exp(-(day - community.opens) / 130) : 1
  const last = (stage.world.end + 1) * DAY_SECONDS
  for (const presence of targets) {
    const zeal = Math.min(2.6, 0.4 + 0.6 * presence.member.zeal)
    if (!rng.chance(Math.min(0.9, community.opensRate * fatigue * zeal))) continue
    const opened = at + Math.round(rng.wait(5_400)) + 5
    if (opened >= last || dayOf(opened) - day > 2) continue
    contentEvent(stage, id, content, presence.member.id, 'open', opened)
    if (rng.chance(0.24)) contentEvent(stage, id, content, presence.member.id, 'click', opened + rng.int(3, 200))
    if (rng.chance(0.05)) {
      const kind = rng.pick(['share', 'favourite', 'like', 'like'])
      contentEvent(stage, id, content, presence.member.id, kind, opened + rng.int(20, 400))
    }
  }
}

function contentEvent(stage: Stage, push: string, content: string, member: string, kind: string, at: number): void {
  if (at >= (stage.world.end + 1) * DAY_SECONDS) return
  stage.drop.emit('community/content_events', {
    event_id: nextId(stage, 'O'),
    push_id: push,
    content_id: content,
    member_id: member,
    kind,
    at,
  })
}
