/** Hand-made members for the tests of retention: people by name, with their stays in groups. */
import { activeDay, communityGroup, person, spell, stay } from '../../warehouse/schema.ts'
import type { TestMarts } from '../../warehouse/test-marts.ts'

/** Join, end (none: still in) and how it ended. */
export type Stay = readonly [start: string, end?: string, endedBy?: 'leave' | 'dismissed']

export interface Member {
  name: string
  /** Stays in the community; also the spells of `group` unless `spells` are given. */
  stays: readonly Stay[]
  spells?: Readonly<Record<string, readonly Stay[]>>
  group?: string
  channel?: string
  disease?: string
  deceasedOn?: string
  staffFrom?: string
  isTest?: boolean
  /** Local days with an A2 event, in `group`. */
  active?: readonly string[]
}

/** Writes the members, all feeds or `feeds` loaded; names become masked names, so that lists show them. */
export async function addMembers(
  marts: TestMarts,
  members: readonly Member[],
  feeds?: readonly string[],
): Promise<void> {
  await marts.cover(feeds)
  await marts.insert(
    person,
    members.map((m, i) => ({
      personId: i + 1,
      nameMasked: m.name,
      isTest: m.isTest ?? false,
      staffFrom: m.staffFrom,
      deceasedOn: m.deceasedOn,
      firstJoinAt: m.stays[0]?.[0],
      firstGroupId: m.group ?? 'GA',
      disease: m.disease ?? 'diabetes',
      channelFirst: m.channel ?? 'unknown',
      channelLast: m.channel ?? 'unknown',
      ...{ hospital: 'unknown', department: 'unknown', stage: 'unknown', need: 'unknown' },
    })),
  )
  const spells = members.flatMap((m, i) =>
    Object.entries(m.spells ?? { [m.group ?? 'GA']: m.stays }).flatMap(([groupId, stays]) =>
      stays.map((s) => ({ personId: i + 1, groupId, ...ends(s) })),
    ),
  )
  const groups = [...new Set(spells.map((s) => s.groupId))]
  if (spells.length > 0) await marts.insert(spell, spells)
  await marts.insert(
    communityGroup,
    groups.map((groupId) => ({ groupId, isListed: true })),
  )
  const stays = members.flatMap((m, i) => m.stays.map((s) => ({ personId: i + 1, ...ends(s) })))
  if (stays.length > 0) await marts.insert(stay, stays)
  const days = members.flatMap((m, i) =>
    (m.active ?? []).map((day) => ({ personId: i + 1, groupId: m.group ?? 'GA', day, a1: true, a2: true, a3: true })),
  )
  if (days.length > 0) await marts.insert(activeDay, days)
}

function ends([startAt, endAt, endedBy]: Stay) {
  return endAt === undefined ? { startAt } : { startAt, endAt, endedBy: endedBy ?? 'leave' }
}
