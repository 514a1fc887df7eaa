/** The rare cases that every real load has, a handful of each, so that the demo shows what becomes of them. */
import type { Pen } from './drop.ts'
import { accountId, type Member } from './members.ts'
import { patientId } from './records.ts'
import { DAY_SECONDS, dayOf } from './time.ts'

/** A group that nobody entered in the list of groups. */
const UNLISTED_GROUP = 'wrOLD7'

export function recordOddities(pen: Pen, members: readonly Member[]): void {
  for (const member of members) {
    if (member.serial % 211 === 0) touchAndGo(pen, member)
    if (member.serial % 397 === 0) joinUnlisted(pen, member)
    if (member.serial % 113 === 0) speakBeforehand(pen, member)
    if (member.serial % 149 === 0 && member.unionid) newAccount(pen, member)
  }
  nurseAsPatient(pen)
  volunteerTurnsStaff(pen, members)
}

/** In and out in the same second: never a member by this row. */
function touchAndGo({ drop }: Pen, member: Member): void {
  const at = member.joinAt - 90
  drop.emit('wecom/members', {
    group_id: member.community.id,
    member_id: member.id,
    role: member.role,
    joined_at: at,
    left_at: at,
    quit_scene: '0',
  })
}

function joinUnlisted({ drop, world }: Pen, member: Member): void {
  const at = member.joinAt + 45 * DAY_SECONDS
  if (dayOf(at) > world.end) return
  drop.emit('wecom/members', { group_id: UNLISTED_GROUP, member_id: member.id, role: member.role, joined_at: at })
}

/** A message from before the join, as an imported history brings it: it counts for nobody. */
function speakBeforehand({ drop }: Pen, member: Member): void {
  const at = member.joinAt - 30 * 3_600
  if (dayOf(at) < member.community.opens) return
  drop.emit('community/messages', {
    message_id: `M-OLD-${member.serial}`,
    group_id: member.community.id,
    member_id: member.id,
    sent_at: at,
    type: 'text',
    length: 8,
  })
}

/** The same person with a new account: one unionid, two external ids. */
function newAccount({ drop, world }: Pen, member: Member): void {
  const at = member.joinAt + 200 * DAY_SECONDS
  if (dayOf(at) > world.end) return
  drop.emit('wecom/contacts', {
    external_userid: `${accountId(member.serial)}2`,
    staff_id: member.community.nurse,
    added_at: at,
    add_way: '2',
    unionid: member.unionid,
  })
}

/** Somebody of the staff is treated here too: revenue, but no patient of any community metric. */
function nurseAsPatient({ drop, world }: Pen): void {
  const nurse = world.communities[0]?.nurse
  if (nurse === undefined) return
  const linked = (world.start + 30) * DAY_SECONDS
  drop.emit('identity/links', { member_id: nurse, patient_id: patientId(0), method: 'staff', linked_at: linked })
}

/** A volunteer is employed: a member before that day, none after it. */
function volunteerTurnsStaff({ drop, world }: Pen, members: readonly Member[]): void {
  const day = world.start + Math.round((world.end - world.start) * 0.8)
  const volunteer = members.find((member) => member.role === 'volunteer' && dayOf(member.joinAt) < day - 60)
  const community = world.communities[1]
  if (!volunteer || !community) return
  drop.emit('wecom/members', {
    group_id: community.id,
    member_id: volunteer.id,
    role: 'staff',
    joined_at: day * DAY_SECONDS + 9 * 3_600,
  })
}
