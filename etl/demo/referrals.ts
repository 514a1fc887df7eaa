/** 老带新: whom new patients name at the front desk, which asks everybody, and the cards that members share. */
import type { Drop, Pen } from './drop.ts'
import { accountId } from './members.ts'
import { patientId } from './records.ts'
import { Rng } from './rng.ts'
import { DAY_SECONDS } from './time.ts'
import type { VisitLog } from './visitlog.ts'

/** What is kept of each patient for the parts that come after the lives. */
export interface Traces {
  visits: VisitLog
  /** Instant of the first attended visit, 0 without one; negative for those known before the data begin. */
  firstVisit: Float64Array
  /** Day of the join, 0 without one. */
  joined: Int32Array
}

interface Desk {
  drop: Drop
  traces: Traces
  rng: Rng
}

/** How much less often somebody who is no member is named. */
const OUTSIDER = 0.88

export function recordReferrals({ drop, world }: Pen, traces: Traces): void {
  for (let invitee = 0; invitee < world.patients; invitee += 1) {
    const first = traces.firstVisit[invitee] ?? 0
    if (first <= 0) continue
    const rng = Rng.of(world.seed, 'referral', invitee)
    if (rng.chance(0.17)) refer({ drop, traces, rng }, invitee, first)
  }
}

function refer({ drop, traces, rng }: Desk, invitee: number, first: number): void {
  const day = Math.floor(first / DAY_SECONDS)
  const inviter = pickInviter(traces, rng, day)
  if (inviter === null || inviter === invitee) return
  const isMember = isMemberOn(traces, inviter, day)
  const base = `G${String(invitee).padStart(6, '0')}`
  const patient = patientId(inviter)
  const row = { inviter_id: patient, invitee_id: patientId(invitee) }
  drop.emit('community/referrals', { ...row, event_id: `${base}V`, kind: 'first_visit', at: first })
  if (!isMember || !rng.chance(0.45)) return
  // The card in the group is a member's own, so these rows know the account rather than the patient.
  const card = { ...row, inviter_id: accountId(inviter) }
  const invited = first - rng.int(2, 20 * 24) * 3_600
  drop.emit('community/referrals', { ...card, event_id: `${base}I`, kind: 'invited', at: invited })
  const joined = (traces.joined[invitee] ?? 0) * DAY_SECONDS
  if (joined > 0)
    drop.emit('community/referrals', { ...card, event_id: `${base}J`, kind: 'joined', at: joined + 40_000 })
}

/** Somebody who was here within the year before, members a little more often. */
function pickInviter(traces: Traces, rng: Rng, day: number): number | null {
  const from = day - 365
  const count = traces.visits.count(from, day)
  if (count === 0) return null
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const patient = traces.visits.patientAt(from, rng.int(0, count - 1))
    if (isMemberOn(traces, patient, day) || rng.chance(OUTSIDER)) return patient
  }
  return null
}

function isMemberOn(traces: Traces, patient: number, day: number): boolean {
  const joined = traces.joined[patient] ?? 0
  return joined > 0 && joined < day
}
