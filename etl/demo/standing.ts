/** What stands about a member apart from any community day: tier, consents, calls from the list. */
import type { Pen } from './drop.ts'
import type { Member } from './members.ts'
import { Rng } from './rng.ts'
import { atHour, DAY_SECONDS, dayOf } from './time.ts'

export function recordStanding(pen: Pen, member: Member): void {
  const { drop, world } = pen
  const rng = Rng.of(world.seed, 'standing', member.serial)
  recordTiers(pen, rng, member)
  recordConsents(pen, rng, member)
  for (const [index, call] of member.outreach.entries()) {
    drop.emit('community/outreach', {
      outreach_id: `W${String(member.serial).padStart(7, '0')}${index}`,
      person: rng.chance(0.5) && member.patientId ? member.patientId : member.id,
      rule: 'review-overdue-60d',
      arm: call.arm,
      at: atHour(call.day, rng.between(9, 17)),
      by: call.arm === 'contacted' ? member.community.nurse : null,
    })
  }
}

/** Normal, then silver, then gold: each bought, the more readily the oftener somebody comes. */
function recordTiers({ drop, world }: Pen, rng: Rng, member: Member): void {
  if (member.role === 'family' || !rng.chance(0.6)) return
  const last = (world.end + 1) * DAY_SECONDS
  let at = member.joinAt + rng.int(1, 48) * 3_600
  const wish = 0.08 + 0.02 * Math.min(12, member.visitDays.length)
  const steps = [
    { tier: 'normal', paid: 0, chance: 1 },
    { tier: 'silver', paid: 99, chance: wish },
    { tier: 'gold', paid: 299, chance: 0.3 },
  ]
  for (const step of steps) {
    if (!rng.chance(step.chance) || at >= last) return
    drop.emit('community/tiers', { member_id: member.id, tier: step.tier, from: at, paid_cny: step.paid })
    at += rng.int(20, 190) * DAY_SECONDS
  }
}

function recordConsents({ drop, world }: Pen, rng: Rng, member: Member): void {
  const last = (world.end + 1) * DAY_SECONDS
  const shares: readonly (readonly [string, number, number])[] = [
    ['community', 0.93, 0.01],
    ['care', 0.88, 0.012],
    ['marketing', 0.6, 0.06],
  ]
  for (const [purpose, share, withdrawal] of shares) {
    if (!rng.chance(share)) continue
    const granted = member.joinAt + rng.int(10, 3_000)
    const end = granted + rng.int(10, 400) * DAY_SECONDS
    const isWithdrawn = rng.chance(withdrawal) && end < last
    const row = { member_id: member.id, purpose }
    drop.emit('community/consents', { ...row, granted_at: granted, withdrawn_at: isWithdrawn ? end : null })
    const again = end + rng.int(5, 60) * DAY_SECONDS
    if (isWithdrawn && rng.chance(0.15) && dayOf(again) <= world.end) {
      drop.emit('community/consents', { ...row, granted_at: again })
    }
  }
}
