/**
 * A small world for the tests of the community's metrics: two groups from 2025-01-01, eight patients, a volunteer, a nurse
 * and a bot; M6 joins and leaves at one instant, M8 joins on 2025-04-01, M4 is out from 10:00 to 15:00 on 2025-03-06.
 */
import type { TestMarts } from '../../warehouse/test-marts.ts'
import { type Active, openWorld, type Spell } from './test-world.ts'

const STAFF = ['S1', 'B1']

/** M6's stay of zero length and the staff's are no memberships. */
const SPELLS: readonly Spell[] = [
  ['M1', 'G1', '2025-01-01 09:00:00'],
  ['M2', 'G1', '2025-01-01 09:00:00', '2025-03-10 00:00:00'],
  ['M3', 'G1', '2025-03-04 23:59:59'],
  ['M3', 'G2', '2025-03-20 12:00:00', '2025-03-25 00:00:00'],
  ['M4', 'G1', '2025-01-05 08:00:00', '2025-03-06 10:00:00'],
  ['M4', 'G1', '2025-03-06 15:00:00'],
  ['M5', 'G1', '2025-01-01 09:00:00'],
  ['M5', 'G2', '2025-01-01 09:00:00'],
  ['M7', 'G1', '2025-02-01 08:00:00'],
  ['M8', 'G1', '2025-04-01 00:00:00'],
  ['V1', 'G1', '2025-01-02 08:00:00'],
]

/** Person, group, month-day, time, kind, of 2025. M4's at 03-06 12:00 (out) and M2's at 03-10 00:00 (left) are orphans. */
const EVENTS = `
  M1 G1 03-04 11:25:00 message
  V1 G1 03-04 23:31:00 click
  M3 G1 03-04 23:59:59 message
  S1 G1 03-05 09:00:00 message
  B1 G1 03-05 09:00:00 message
  M7 G1 03-05 10:00:00 read
  M1 G1 03-05 10:23:00 message
  M7 G1 03-06 10:00:00 read
  M4 G1 03-06 12:00:00 message
  M4 G1 03-07 00:00:00 checkin
  M1 G1 03-07 09:27:00 reaction
  M5 G2 03-07 13:39:00 reaction
  M2 G1 03-08 09:17:00 reaction
  M1 G1 03-08 09:35:00 reaction
  V1 G1 03-08 13:44:00 click
  M5 G2 03-08 15:22:00 click
  M4 G1 03-08 16:41:00 reaction
  M1 G1 03-09 10:14:00 message
  V1 G1 03-09 18:23:00 message
  M2 G1 03-09 23:59:59 message
  M2 G1 03-10 00:00:00 message
  V1 G1 03-10 14:30:00 checkin
  M5 G2 03-10 22:29:00 reaction
  M1 G1 03-11 14:02:00 checkin
  V1 G1 03-11 22:39:00 message
  M5 G1 03-12 08:00:00 message
  M5 G2 03-12 10:47:00 click
  M1 G1 03-12 11:34:00 message
  V1 G1 03-12 18:51:00 message
  M5 G2 03-12 21:00:00 checkin
  M4 G1 03-12 21:22:00 checkin
  M5 G1 03-13 12:16:00 click
  V1 G1 03-14 19:50:00 checkin
  M5 G1 03-14 20:34:00 click
  V1 G1 03-15 12:27:00 click
  M1 G1 03-16 13:23:00 message
  V1 G1 03-16 19:29:00 reaction
  M5 G2 03-17 23:23:00 checkin
  M5 G1 03-17 23:39:00 message
  M1 G1 03-18 08:39:00 checkin
  V1 G1 03-18 12:10:00 checkin
  V1 G1 03-19 21:51:00 checkin
  M7 G1 03-20 10:00:00 read
  V1 G1 03-20 22:42:00 click
  V1 G1 03-21 11:01:00 message
  M4 G1 03-21 19:35:00 click
  M5 G2 03-23 15:33:00 click
  V1 G1 03-24 11:27:00 checkin
  M1 G1 03-24 14:50:00 checkin
  M3 G2 03-24 15:30:00 message
  V1 G1 03-26 15:13:00 click
  M1 G1 03-26 16:33:00 reaction
  M5 G2 03-26 23:21:00 checkin
  V1 G1 03-27 17:16:00 reaction
  M1 G1 03-29 09:07:00 reaction
  V1 G1 03-29 18:57:00 reaction
  M5 G1 03-30 08:06:00 message
  M4 G1 03-30 12:09:00 checkin
  M5 G2 03-30 14:52:00 reaction
  M1 G1 03-30 17:09:00 reaction
  V1 G1 03-30 23:26:00 checkin
  M1 G1 03-31 09:48:00 click
  V1 G1 03-31 23:32:00 message
  M8 G1 04-01 00:00:00 message
  M1 G1 04-01 00:00:00 message
`

/** Events of members inside an interval of the group, by day; `read` alone is A3, messages and check-ins are A1. */
function activeDays(): Active[] {
  const days = new Map<string, { tier: 'A1' | 'A2' | 'A3'; messages: number }>()
  for (const line of EVENTS.trim().split('\n')) {
    const [who = '', group = '', date = '', time = '', kind = ''] = line.trim().split(' ')
    if (STAFF.includes(who) || !isInside(who, group, `2025-${date} ${time}`)) continue
    const key = `${who} ${group} 2025-${date}`
    const day = days.get(key) ?? { tier: 'A3', messages: 0 }
    if (kind === 'message' || kind === 'checkin') day.tier = 'A1'
    else if (kind !== 'read' && day.tier === 'A3') day.tier = 'A2'
    if (kind === 'message') day.messages += 1
    days.set(key, day)
  }
  return [...days].map(([key, { tier, messages }]) => {
    const [who = '', group = '', day = ''] = key.split(' ')
    return [who, group, day, tier, messages]
  })
}

function isInside(who: string, group: string, at: string): boolean {
  return SPELLS.some(([w, g, from, to]) => w === who && g === group && from <= at && (to === undefined || at < to))
}

/** The world in fresh marts, all feeds covered. */
export function openMiniWorld(): Promise<TestMarts> {
  const staff = { staffFrom: '2025-01-01 00:00:00', memberRoleFrom: null }
  return openWorld({
    spells: SPELLS,
    active: activeDays(),
    groups: { G1: { disease: 'diabetes' }, G2: { disease: 'eczema', startDay: '2025-01-01' } },
    people: {
      S1: staff,
      B1: staff,
      V1: { volunteerFrom: '2025-01-02 08:00:00' },
      M6: { memberRoleFrom: '2025-03-08 10:00:00' },
    },
    calendar: ['2024-11-01', '2025-08-31'],
  })
}
