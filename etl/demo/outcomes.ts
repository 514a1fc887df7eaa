/**
 * Readings at visits: HbA1c from the laboratory, blood pressure and weight from the nurse.
 * Treatment lowers the true level, the community adds a little; noise at the baseline gives regression to the mean as well.
 */
import type { Drop, Pen } from './drop.ts'
import type { Life, Visit } from './life.ts'
import type { Member } from './members.ts'
import { Rng } from './rng.ts'
import { dayOf } from './time.ts'

interface Taker {
  drop: Drop
  rng: Rng
  life: Life
  patient: string
  memberId: string | null
  serial: number
}

/** @param who the patient's record and, where there is one, the account in a community */
export function recordOutcomes(
  { drop, world }: Pen,
  life: Life,
  who: { patientId: string; member: Member | null },
): void {
  const { disease } = life
  const rng = Rng.of(world.seed, 'outcome', life.index)
  const memberId = who.member?.isLinked ? who.member.id : null
  const taker: Taker = { drop, rng, life, patient: who.patientId, memberId, serial: 0 }
  const attended = life.visits.filter((visit) => visit.status === 'attended' && visit.isMain)
  if (disease.id === 'diabetes' || disease.id === 'gestational') hba1c(taker, attended)
  if (disease.id === 'diabetes' || disease.id === 'obesity') pressureAndWeight(taker, attended)
}

/** How much of an effect is there `days` after its beginning; half of it after twelve weeks. */
function settled(days: number): number {
  return days <= 0 ? 0 : 1 - 2 ** (-days / 84)
}

function hba1c(taker: Taker, visits: readonly Visit[]): void {
  const { rng, life } = taker
  const usual = life.disease.id === 'diabetes' ? 7.9 + 1.1 * rng.normal() : 6 + 0.5 * rng.normal()
  const reach = Math.max(0, usual - 6.2) * 0.22
  const first = visits[0]
  for (const visit of visits) {
    if (!rng.chance(0.72)) continue
    const joined = life.join ? visit.at - life.join.at : -1
    const level = usual - reach * settled(dayOf(visit.at - (first?.at ?? 0))) - reach * 0.7 * settled(dayOf(joined))
    const value = Math.min(15, Math.max(4.4, level + 0.45 * rng.normal()))
    // The eastern site's machine reports in mmol/mol.
    const isIfcc = life.index % 53 === 0
    const shown = isIfcc ? Math.round((value - 2.152) / 0.09148) : round(value)
    reading(taker, visit, { metric: 'hba1c', value: shown, unit: isIfcc ? 'mmol/mol' : '%' })
  }
}

function pressureAndWeight(taker: Taker, visits: readonly Visit[]): void {
  const { rng, life } = taker
  const systolic = 136 + 13 * rng.normal()
  const weight = (life.disease.id === 'obesity' ? 88 : 69) + 11 * rng.normal()
  for (const [index, visit] of visits.entries()) {
    if (!rng.chance(0.4)) continue
    const progress = settled(index * life.disease.cycle)
    const sbp = Math.round(systolic - 5 * progress + 7 * rng.normal())
    reading(taker, visit, { metric: 'sbp', value: sbp, unit: 'mmHg' })
    reading(taker, visit, { metric: 'dbp', value: Math.round(sbp * 0.6 + 4 * rng.normal()), unit: 'mmHg' })
    if (!rng.chance(0.5)) continue
    const kilograms = round(weight * (1 - 0.04 * progress) + 0.6 * rng.normal())
    reading(taker, visit, { metric: 'weight', value: kilograms, unit: 'kg' })
  }
}

function reading(taker: Taker, visit: Visit, measured: { metric: string; value: number; unit: string }): void {
  const { drop, rng, life } = taker
  taker.serial += 1
  const isMember = taker.memberId !== null && rng.chance(0.15)
  drop.emit('community/readings', {
    reading_id: `R${String(life.index).padStart(6, '0')}${String(taker.serial).padStart(3, '0')}`,
    member_id: isMember ? taker.memberId : null,
    patient_id: isMember ? null : taker.patient,
    ...measured,
    measured_at: visit.at + rng.int(5, 25) * 60,
    method: measured.metric === 'hba1c' ? 'lab' : 'device',
  })
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
