/** What is said in a community on one day: threads that patients, helpers or staff begin, and the daily greeting. */
import { nextId, type Presence, type Stage } from './stage.ts'
import { atHour, chatHour, DAY_SECONDS, weekday } from './time.ts'

interface Turn {
  who: string
  at: number
}

/** Writes the messages of the day; `speakers` are the members who say something. */
export function chat(stage: Stage, speakers: readonly Presence[]): void {
  const { community, day, rng } = stage
  if (rng.chance(weekday(day) % 6 === 0 ? 0.2 : 0.7)) {
    const bot = rng.chance(0.7)
    say(stage, { who: bot ? community.bot : community.nurse, at: atHour(day, 7.9 + rng.next() * 0.3) }, null)
  }
  const waiting = rng.shuffle([...speakers])
  while (waiting.length > 0) {
    const size = Math.min(waiting.length, 1 + Math.floor(rng.wait(community.character === 'thriving' ? 3.2 : 2)))
    thread(stage, waiting.splice(0, size))
  }
}

/** One exchange: somebody begins, the others answer within minutes, a nurse joins in now and then. */
function thread(stage: Stage, people: readonly Presence[]): void {
  const { community, day, rng } = stage
  const turns: string[] = []
  for (const person of people) {
    for (let i = 1 + Math.floor(rng.wait(0.75)); i > 0; i -= 1) turns.push(person.member.id)
  }
  rng.shuffle(turns)
  const helper = people.find((person) => person.member.role === 'volunteer')
  if (rng.chance(community.staffLed)) turns.unshift(rng.chance(0.75) ? community.nurse : community.doctor)
  else if (helper && rng.chance(0.8)) turns.unshift(helper.member.id)
  if (turns.length > 1 && rng.chance(0.3)) turns.splice(rng.int(1, turns.length), 0, community.nurse)
  let at = atHour(day, chatHour(rng))
  let previous: { id: string; who: string } | null = null
  for (const who of turns) {
    if (at >= (day + 1) * DAY_SECONDS) return
    const quoted: string | null = previous && previous.who !== who && rng.chance(0.16) ? previous.id : null
    previous = { id: say(stage, { who, at }, quoted), who }
    at += Math.min(2_400, 15 + Math.round(rng.wait(200)))
  }
}

function say(stage: Stage, turn: Turn, quoted: string | null): string {
  const { rng, tally } = stage
  const id = nextId(stage, 'M')
  const luck = rng.next()
  const type = luck < 0.8 ? 'text' : luck < 0.92 ? 'image' : luck < 0.96 ? 'voice' : luck < 0.98 ? 'link' : 'solitaire'
  stage.drop.emit('community/messages', {
    message_id: id,
    group_id: stage.community.id,
    member_id: turn.who,
    sent_at: turn.at,
    type,
    reply_to: quoted,
    length: type === 'text' ? Math.max(1, Math.round(rng.around(14, 0.8))) : null,
    revoked: rng.chance(0.006) ? true : null,
  })
  tally.messages += 1
  tally.speakers.add(turn.who)
  return id
}

/** The line that WeCom itself writes when somebody comes in. */
export function announce(stage: Stage, presence: Presence): void {
  stage.drop.emit('community/messages', {
    message_id: nextId(stage, 'M'),
    group_id: stage.community.id,
    member_id: presence.member.id,
    sent_at: presence.joinedAt,
    type: 'system',
  })
}
