/** Hand-made communities for the tests of rooms: memberships and active days in, marts out. */
import { addDays, addMonths, format, parseISO } from 'date-fns'
import {
  activeDay,
  calendar,
  checkpointDay,
  communityGroup,
  feedGap,
  groupCheckpointDay,
  person,
  spell,
  stay,
} from '../../warehouse/schema.ts'
import { openTestMarts, type TestMarts } from '../../warehouse/test-marts.ts'

/** Who, group, joined, left, and `dismissed` where that ended it. Instants `YYYY-MM-DD HH:MM:SS`. */
export type Spell = readonly [who: string, group: string, start: string, end?: string, endedBy?: 'dismissed']
/** Who, group (null: an event without one), day, highest tier of the day, messages. */
export type Active = readonly [
  who: string,
  group: string | null,
  day: string,
  tier?: 'A1' | 'A2' | 'A3',
  messages?: number,
]

export interface World {
  spells: readonly Spell[]
  active?: readonly Active[]
  /** More columns of `person`, by name; people without a spell are listed here too. */
  people?: Record<string, Partial<typeof person.$inferInsert>>
  /** More columns of `community_group`, by id. */
  groups?: Record<string, Partial<typeof communityGroup.$inferInsert>>
  calendar?: readonly [from: string, to: string]
  /** Stretches of days of which the import brought nothing. */
  gaps?: readonly (readonly [first: string, last: string])[]
}

/** Fresh marts with the world in them and every feed covered. `person_key` is the name. */
export async function openWorld(world: World): Promise<TestMarts> {
  const marts = await openTestMarts()
  await marts.cover()
  await marts.insert(calendar, daysBetween(...(world.calendar ?? ['2024-01-01', '2026-12-31'])))
  const names = [...new Set([...world.spells.map(([who]) => who), ...Object.keys(world.people ?? {})])]
  const idOf = new Map(names.map((name, i) => [name, i + 1]))
  const id = (name: string) => idOf.get(name) ?? 0
  await marts.insert(communityGroup, groupsOf(world))
  await marts.insert(
    person,
    names.map((name) => ({ personId: id(name), personKey: name, ...firstJoin(world, name), ...world.people?.[name] })),
  )
  const rows = world.spells.map(([who, groupId, startAt, endAt, endedBy]) => ({
    ...{ personId: id(who), groupId, startAt, endAt },
    ...(endedBy && { endedBy }),
  }))
  await marts.insert(spell, rows)
  await marts.insert(
    stay,
    names.flatMap((name) =>
      stays(world.spells.filter(([who]) => who === name)).map((s) => ({ personId: id(name), ...s })),
    ),
  )
  await marts.insert(
    feedGap,
    (world.gaps ?? []).map(([firstDay, lastDay]) => ({ firstDay, lastDay })),
  )
  await marts.insert(
    checkpointDay,
    names.flatMap((name) => ownCheckpointDays(world, name).map((row) => ({ personId: id(name), ...row }))),
  )
  await marts.insert(
    groupCheckpointDay,
    names.flatMap((name) => groupCheckpointDays(world, name).map((row) => ({ personId: id(name), ...row }))),
  )
  await marts.insert(
    activeDay,
    (world.active ?? []).map(([who, groupId, day, tier = 'A2', messages = 0]) => ({
      ...{ personId: id(who), groupId, day, messages },
      ...{ a1: tier === 'A1', a2: tier !== 'A3', a3: true },
    })),
  )
  return marts
}

/** Every day of a span. */
export function daysBetween(from: string, to: string): { day: string }[] {
  const days: { day: string }[] = []
  const end = new Date(`${to}T00:00:00Z`)
  for (const d = new Date(`${from}T00:00:00Z`); d <= end; d.setUTCDate(d.getUTCDate() + 1)) {
    days.push({ day: d.toISOString().slice(0, 10) })
  }
  return days
}

function groupsOf(world: World): (typeof communityGroup.$inferInsert)[] {
  const ids = [...new Set([...world.spells.map(([, group]) => group), ...Object.keys(world.groups ?? {})])]
  return ids.map((groupId) => {
    const starts = world.spells.filter(([, group]) => group === groupId).map(([, , start]) => start)
    const startDay = starts.sort()[0]?.slice(0, 10)
    const unknown = {
      hospital: 'unknown',
      department: 'unknown',
      disease: 'unknown',
      stage: 'unknown',
      need: 'unknown',
    }
    return { groupId, isListed: true, startDay, ...unknown, ...world.groups?.[groupId] }
  })
}

function firstJoin(world: World, name: string) {
  const first = world.spells.filter(([who]) => who === name).sort((a, b) => (a[2] < b[2] ? -1 : 1))[0]
  if (!first) return {}
  return { firstGroupId: first[1], firstJoinAt: first[2], memberRoleFrom: first[2], channelFirst: 'unknown' }
}

/** Days of a person's own checkpoint window on which a spell is open, with the highest tier of each. */
function ownCheckpointDays(world: World, name: string) {
  const spells = world.spells.filter(([who]) => who === name)
  const first = spells.map(([, , start]) => start.slice(0, 10)).sort()[0]
  return first === undefined ? [] : checkpointDays(world, spells, first, () => true)
}

/** The same of every window that a join could open, group by group. */
function groupCheckpointDays(world: World, name: string) {
  const spells = world.spells.filter(([who]) => who === name)
  const starts = [...new Set(spells.map(([, , start]) => start.slice(0, 10)))]
  const groups = [...new Set(spells.map(([, group]) => group))]
  return starts.flatMap((startDay) =>
    groups.flatMap((groupId) => {
      const inGroup = spells.filter(([, group]) => group === groupId)
      const isOfGroup = ([, group]: Active) => group === groupId
      return checkpointDays(world, inGroup, startDay, isOfGroup).map((row) => ({ groupId, startDay, ...row }))
    }),
  )
}

/** The 28 days before the day three months after a start on which one of a person's spells is open. */
function checkpointDays(world: World, spells: readonly Spell[], start: string, counts: (event: Active) => boolean) {
  const anchor = addMonths(parseISO(start), 3)
  const events = (world.active ?? []).filter((event) => event[0] === spells[0]?.[0] && counts(event))
  return Array.from({ length: 28 }, (_, i) => format(addDays(anchor, i - 28), 'yyyy-MM-dd'))
    .filter((day) => spells.some(([, , from, end]) => from.slice(0, 10) <= day && (!end || end > `${day} 00:00:00`)))
    .filter((day) => !(world.gaps ?? []).some(([from, to]) => from <= day && day <= to))
    .map((day) => {
      const tiers = events.filter(([, , d]) => d === day).map(([, , , tier]) => tier)
      const isAny = (...names: string[]) => tiers.some((tier) => names.includes(tier ?? 'A2'))
      return { day, a1: isAny('A1'), a2: isAny('A1', 'A2'), a3: tiers.length > 0 }
    })
}

/** Overlapping and touching spells of one person merged; the last to end says how. */
function stays(spells: readonly Spell[]) {
  const merged: { startAt: string; endAt?: string; endedBy?: 'dismissed' }[] = []
  for (const [, , startAt, endAt, endedBy] of [...spells].sort((a, b) => (a[2] < b[2] ? -1 : 1))) {
    const last = merged.at(-1)
    const how = endedBy && { endedBy }
    if (!last || (last.endAt !== undefined && last.endAt < startAt)) merged.push({ startAt, endAt, ...how })
    else if (last.endAt !== undefined && (endAt === undefined || endAt > last.endAt)) {
      merged[merged.length - 1] = { startAt: last.startAt, endAt, ...how }
    }
  }
  return merged
}
