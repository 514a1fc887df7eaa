/** Accounts in the communities: who stands behind each, by which way they came, and what identifies them. */
import { CHANNELS, type Origin, onlineOrigin } from './channels.ts'
import type { Community } from './communities.ts'
import type { Pen } from './drop.ts'
import type { Life, Outreach } from './life.ts'
import { personName, phoneNumber, writtenPhone } from './names.ts'
import type { Registered } from './records.ts'
import { Rng } from './rng.ts'
import { atHour, chatHour, DAY_SECONDS, dayOf } from './time.ts'
import type { World } from './world.ts'

export type Role = 'patient' | 'family' | 'volunteer'

export interface Member {
  /** Serial number over all accounts: the index of its random streams. */
  serial: number
  id: string
  unionid: string | null
  role: Role
  /** Null where nobody is a patient, or not this account's holder. */
  patientId: string | null
  isLinked: boolean
  disease: string
  community: Community
  joinAt: number
  origin: Origin
  /** Mean 1 over members: how much more than others they take part. */
  zeal: number
  /** Factor on leaving. */
  restless: number
  /** Days of bookings, and attended visits: what consultations and coupons follow. */
  bookingDays: readonly number[]
  visitDays: readonly number[]
  outreach: readonly Outreach[]
  /** Level and spread of blood glucose; 0 for those who measure none. */
  glucose: number
  swing: number
}

/** Account of a patient, opened at the join. */
export function memberOf(world: World, life: Life, registered: Registered): Member | null {
  if (!life.join) return null
  const rng = Rng.of(world.seed, 'member', life.index)
  const isParent = life.disease.id === 'myopia' && world.start - life.birthDay < 16 * 365 && rng.chance(0.7)
  return build(rng, {
    serial: life.index,
    role: isParent ? 'family' : 'patient',
    patientId: registered.patientId,
    isLinked: !isParent && rng.chance(life.join.origin.channel?.id === 'desk' ? 0.8 : 0.66),
    disease: life.disease.id,
    community: life.join.community,
    joinAt: life.join.at,
    origin: life.join.origin,
    bookingDays: life.bookings.map((booking) => dayOf(booking.at)),
    visitDays: life.visits.filter((visit) => visit.status === 'attended').map((visit) => dayOf(visit.at)),
    outreach: life.outreach,
    loyalty: life.loyalty,
  })
}

/** Relatives who join with a patient: members, never the patient. */
export function relativeOf(world: World, member: Member): Member | null {
  const rng = Rng.of(world.seed, 'relative', member.serial)
  const share: Readonly<Record<string, number>> = { joint: 0.22, cataract: 0.25, osteoporosis: 0.15, gestational: 0.1 }
  if (member.role !== 'patient' || !rng.chance(share[member.disease] ?? 0.05)) return null
  return build(rng, {
    ...member,
    serial: world.patients * 2 + member.serial,
    role: 'family',
    patientId: null,
    isLinked: false,
    joinAt: Math.min(member.joinAt + rng.int(2, 4_000) * 60, (world.end + 1) * DAY_SECONDS - 60),
    bookingDays: [],
    visitDays: [],
    outreach: [],
    loyalty: 0,
  })
}

/** Number of accounts that belong to no patient at all. */
export function strangerCount(world: World): number {
  return Math.round(world.patients * 0.027)
}

/** People who came from an advertisement or an article and never saw the hospital. */
export function strangerOf(world: World, index: number): Member | null {
  const rng = Rng.of(world.seed, 'stranger', index)
  const day = rng.int(world.start + 10, world.end)
  const open = world.communities.filter(
    (item) => item.opens <= day && (item.dismissed === null || item.dismissed > day),
  )
  if (open.length === 0) return null
  const community = rng.weighted(open, (item) => (item.character === 'graveyard' ? 5 : 1) * item.weight)
  return build(rng, {
    serial: world.patients * 3 + index,
    role: 'patient',
    patientId: null,
    isLinked: false,
    disease: community.diseases[0] ?? 'diabetes',
    community,
    joinAt: atHour(day, chatHour(rng)),
    origin: onlineOrigin(rng),
    bookingDays: [],
    visitDays: [],
    outreach: [],
    loyalty: -0.3,
  })
}

type Draft = Omit<Member, 'id' | 'unionid' | 'zeal' | 'restless' | 'glucose' | 'swing'> & { loyalty: number }

function build(rng: Rng, draft: Draft): Member {
  const { loyalty, ...rest } = draft
  const z = 0.25 * loyalty + 0.97 * rng.normal()
  const isSweet = draft.disease === 'diabetes' || draft.disease === 'gestational'
  return {
    ...rest,
    id: accountId(draft.serial),
    unionid: rng.chance(0.55) ? `oX9a${(1_000_003 + draft.serial * 104_729).toString(36)}` : null,
    role: draft.role === 'patient' && rng.chance(0.012) ? 'volunteer' : draft.role,
    zeal: Math.exp(0.9 * z - 0.4) * (draft.origin.channel?.activity ?? 1),
    restless: Math.exp(-0.4 * z) * (draft.origin.channel?.leaving ?? 1),
    glucose: isSweet ? 6.4 + Math.abs(rng.normal()) * 1.9 : 0,
    swing: rng.chance(0.1) ? 3.4 : rng.between(0.6, 1.7),
  }
}

/** What the hospital knows of the holder of an account; null where it knows nothing. */
export interface Holder {
  name: string | null
  phone: string | null
}

/** Contact rows and the link to the patient record. */
export function recordAccount(pen: Pen, member: Member, { name, phone }: Holder): void {
  const { drop, world } = pen
  const rng = Rng.of(world.seed, 'account', member.serial)
  const isStillThere = rng.chance(0.9)
  if (rng.chance(0.85)) {
    const added = member.joinAt - (rng.chance(0.7) ? rng.int(1, 25) * 60 : rng.int(1, 20) * DAY_SECONDS)
    const deleted = isStillThere ? null : added + rng.int(20, 300) * DAY_SECONDS
    drop.emit('wecom/contacts', {
      external_userid: member.id,
      staff_id: member.community.nurse,
      added_at: Math.max(added, world.start * DAY_SECONDS),
      add_way: member.origin.channel ? '1' : '16',
      state: member.origin.state,
      unionid: member.unionid,
      mobile: phone && member.role !== 'family' && rng.chance(0.34) ? writtenPhone(rng, phone) : null,
      name: name ?? personName(rng, rng.chance(0.6) ? 'F' : 'M'),
      tags: tags(rng, member),
      deleted_at: deleted !== null && dayOf(deleted) <= world.end ? deleted : null,
      deleted_by: deleted !== null && dayOf(deleted) <= world.end ? (rng.chance(0.9) ? 'customer' : 'staff') : null,
    })
  }
  if (rng.chance(0.1)) secondContact(pen, rng, member)
  if (member.isLinked && member.patientId) {
    drop.emit('identity/links', {
      member_id: member.id,
      patient_id: member.patientId,
      method: rng.pick(['qr', 'qr', 'miniapp', 'staff']),
      linked_at: member.joinAt + rng.int(1, 600) * 60,
    })
  }
}

function tags(rng: Rng, member: Member): string {
  const list = [member.disease]
  if (rng.chance(0.2)) list.push('重点随访')
  if (rng.chance(0.012)) list.push('opt_out')
  return list.join('|')
}

/** A doctor adds the patient too, often through another code: the last touch then differs from the first. */
function secondContact({ drop, world }: Pen, rng: Rng, member: Member): void {
  const added = member.joinAt + rng.int(-15, 60) * DAY_SECONDS
  if (dayOf(added) > world.end || dayOf(added) < world.start) return
  const other = rng.pick(CHANNELS)
  drop.emit('wecom/contacts', {
    external_userid: member.id,
    staff_id: member.community.doctor,
    added_at: added,
    add_way: '2',
    state: rng.chance(0.6) ? rng.pick(other.states) : null,
    unionid: member.unionid,
  })
}

/** A new patient whom an advertisement brought: the contact stands before the first visit, with or without a group later. */
export function recordLead({ drop, world }: Pen, life: Life, registered: Registered): void {
  const first = life.visits[0]
  if (!life.lead.channel || !first || life.isOld) return
  const rng = Rng.of(world.seed, 'lead', life.index)
  const added = first.at - rng.int(1, 24 * 24) * 3600
  if (dayOf(added) < world.start) return
  drop.emit('wecom/contacts', {
    external_userid: accountId(life.index),
    staff_id: 'service_desk',
    added_at: added,
    add_way: '1',
    state: life.lead.state,
    mobile: rng.chance(0.8) ? phoneNumber(life.index) : null,
    name: registered.name,
    tags: '线上咨询',
  })
  if (!life.join && rng.chance(0.8)) {
    drop.emit('identity/links', {
      member_id: accountId(life.index),
      patient_id: registered.patientId,
      method: 'staff',
      linked_at: first.at,
    })
  }
}

/** External user id of an account; of a patient's own account, the serial is the patient's index. */
export function accountId(serial: number): string {
  return `wm${(60_466_176 + serial * 7_919).toString(36).toUpperCase()}AAA`
}
