/**
 * Turns a raw chat-room log (`[HH:MM] <Nick> text`, `=== Nick entered the room.`, `=== Nick left the room …`) into
 * drop files, to try Longrun on the comings and goings of real people.
 *
 *   tsx bench/irc-to-inbox.ts LOG OUT [--day 2026-01-01] [--minute-as-day]
 *
 * A log of some hours is one hospital day, too short for any retention. `--minute-as-day` stretches it: every minute of
 * the log becomes a day, so that joins, leaves and messages keep their order and rhythm but live for months.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { addDays, format } from 'date-fns'

const GROUP = 'irc-room'
const LINE = /^\[(\d\d):(\d\d)\] (?:<([^>]+)> (.*)|\* ?(\S+) (.*))$/
const NOTICE = /^=== (\S+) (entered the room|left the room)?(.*)$/

interface Entry {
  minute: number
  kind: 'join' | 'leave' | 'say'
  nick: string
  length: number
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { day: { type: 'string', default: '2026-01-01' }, 'minute-as-day': { type: 'boolean', default: false } },
})
const [log, out] = positionals
if (!log || !out) {
  console.error('say: tsx bench/irc-to-inbox.ts LOG OUT [--day YYYY-MM-DD] [--minute-as-day]')
  process.exit(2)
}
write(parse(readFileSync(log, 'utf8')), out)

/** Lines in order; a notice carries no time of its own and takes that of the line before it. */
function parse(text: string): Entry[] {
  const entries: Entry[] = []
  let first: number | null = null
  let minute = 0
  for (const line of text.split('\n')) {
    const said = LINE.exec(line)
    if (said) {
      const clock = Number(said[1]) * 60 + Number(said[2])
      first ??= clock
      minute = clock - first
      const nick = said[3] ?? said[5] ?? ''
      entries.push({ minute, kind: 'say', nick, length: (said[4] ?? said[6] ?? '').length })
      continue
    }
    const notice = NOTICE.exec(line)
    if (!notice) continue
    const nick = notice[1] ?? ''
    const kind = notice[2] === 'entered the room' ? 'join' : notice[2] === 'left the room' ? 'leave' : 'say'
    entries.push({ minute, kind, nick, length: (notice[3] ?? '').trim().length })
  }
  return entries
}

function write(entries: Entry[], folder: string): void {
  const perMinute = new Map<number, number>()
  for (const e of entries) perMinute.set(e.minute, (perMinute.get(e.minute) ?? 0) + 1)
  const seen = new Map<number, number>()
  const open = new Map<string, string>()
  const known = new Set<string>()
  const stays: string[] = []
  const messages: string[] = []
  const start = timeOf(0, 0)
  for (const e of entries) {
    const order = (seen.get(e.minute) ?? 0) + 1
    seen.set(e.minute, order)
    const at = timeOf(e.minute, order / ((perMinute.get(e.minute) ?? 1) + 1))
    if (e.kind === 'join') {
      if (!open.has(e.nick)) open.set(e.nick, at)
      known.add(e.nick)
      continue
    }
    // Whoever speaks or leaves without ever having entered was there before the log began; somebody who speaks after
    // having left must have come back unseen.
    if (!open.has(e.nick)) {
      if (e.kind === 'leave' && known.has(e.nick)) continue
      open.set(e.nick, known.has(e.nick) ? at : start)
    }
    known.add(e.nick)
    if (e.kind === 'leave') {
      stays.push(`${GROUP},${e.nick},patient,${open.get(e.nick)},${at}`)
      open.delete(e.nick)
    } else {
      messages.push(`m${messages.length + 1},${GROUP},${e.nick},${at},text,${e.length}`)
    }
  }
  for (const [nick, at] of open) stays.push(`${GROUP},${nick},patient,${at},`)
  mkdirSync(join(folder, 'wecom'), { recursive: true })
  mkdirSync(join(folder, 'community'), { recursive: true })
  save(join(folder, 'wecom', 'groups-irc.csv'), 'group_id,name,created_at', [`${GROUP},IRC room,${start}`])
  save(join(folder, 'wecom', 'members-irc.csv'), 'group_id,member_id,role,joined_at,left_at', stays)
  save(join(folder, 'community', 'messages-irc.csv'), 'message_id,group_id,member_id,sent_at,type,length', messages)
  console.log(`${stays.length} stays, ${messages.length} messages of ${entries.length} lines`)
}

/** Wall time of a moment: `share` (0 to 1) of the way through a minute of the log. */
function timeOf(minute: number, share: number): string {
  const base = new Date(`${values.day}T00:00:00`)
  const moment = values['minute-as-day']
    ? new Date(addDays(base, minute).getTime() + share * 86_399_000)
    : new Date(base.getTime() + minute * 60_000 + share * 59_999)
  return format(moment, 'yyyy-MM-dd HH:mm:ss.SSS')
}

function save(file: string, header: string, rows: string[]): void {
  writeFileSync(file, `${header}\n${rows.join('\n')}\n`)
}
