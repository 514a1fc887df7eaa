/** One life as the hospital's own system records it: patients, visits, charges, appointments. */
import type { Drop, Pen } from './drop.ts'
import type { Row } from './feed-drop.ts'
import { MAIN_SITE } from './hospital.ts'
import type { Life, Visit } from './life.ts'
import { idNumber, personName, phoneNumber, REGIONS, writtenPhone } from './names.ts'
import { Rng } from './rng.ts'
import { DAY_SECONDS, dayOf } from './time.ts'
import type { World } from './world.ts'

export interface Registered {
  patientId: string
  /** A second record of the same patient, where there is one; half of the later visits stand on it. */
  otherId: string | null
  name: string
  /** Eleven digits, as the patient would give it. */
  phone: string
}

/** Who writes, about whom. */
interface Desk {
  drop: Drop
  world: World
  life: Life
  rng: Rng
}

/** Patient ids are texts with leading zeros, as in most systems. */
export function patientId(index: number): string {
  return String(100_000 + index).padStart(10, '0')
}

/** Writes everything that the hospital's system holds on a life. */
export function recordLife({ drop, world }: Pen, life: Life): Registered {
  const desk: Desk = { drop, world, life, rng: Rng.of(world.seed, 'record', life.index) }
  const registered = recordPatient(desk)
  for (const [index, visit] of life.visits.entries()) recordVisit(desk, registered, visit, index)
  for (const [index, booking] of life.bookings.entries()) {
    drop.emit('his/appointments', {
      appointment_id: `Y${String(life.index).padStart(6, '0')}${String(index).padStart(2, '0')}`,
      patient_id: registered.patientId,
      booked_at: booking.at,
      slot_at: booking.slot,
      department: life.disease.department,
      status: booking.status,
      via: booking.via,
    })
  }
  return registered
}

/** Rows of the patient: now and then two that were merged later, or two with one id number that nobody has merged yet. */
function recordPatient(desk: Desk): Registered {
  const { drop, world, life, rng } = desk
  const id = patientId(life.index)
  const name = personName(rng, life.sex)
  // Spouses and parents give one number for two patients: it must then identify nobody.
  const shares = life.index > 0 && rng.chance(0.03)
  const phone = phoneNumber(shares ? life.index - 1 : life.index)
  const first = life.visits[0]?.at ?? world.start * DAY_SECONDS
  const created = life.isOld ? first - rng.int(200, 2_600) * DAY_SECONDS : first - rng.int(4, 40) * 60
  const idNo = rng.chance(0.82) ? idNumber(life.index, life.birthDay) : null
  const row = {
    patient_id: id,
    name,
    sex: sexText(rng, life.sex),
    birth_date: rng.chance(0.995) ? life.birthDay : null,
    id_no: idNo,
    phone: rng.chance(0.95) ? writtenPhone(rng, phone) : null,
    region: rng.pick(REGIONS),
    payer: life.payer,
    created_at: created,
    deceased_on: life.deceased,
    is_test: rng.chance(0.15) ? false : null,
  }
  drop.emit('his/patients', row)
  const luck = rng.next()
  if (luck >= 0.016) return { patientId: id, otherId: null, name, phone }
  const otherId = `9${id.slice(1)}`
  const isMerged = luck < 0.01 || idNo === null
  drop.emit('his/patients', {
    ...row,
    patient_id: otherId,
    id_no: isMerged ? null : idNo?.toLowerCase(),
    phone: null,
    deceased_on: null,
    merged_into: isMerged ? id : null,
  })
  return { patientId: id, otherId, name, phone }
}

/** The desks of this hospital write the sex in three ways. */
function sexText(rng: Rng, sex: 'M' | 'F'): string {
  const style = rng.next()
  if (style < 0.7) return sex === 'M' ? '1' : '2'
  if (style < 0.95) return sex === 'M' ? '男' : '女'
  return style < 0.997 ? sex : '9'
}

/** Visit number `index` of the life. */
function recordVisit(desk: Desk, registered: Registered, visit: Visit, index: number): void {
  const { drop, life, rng } = desk
  const { disease } = life
  const visitId = `V${String(life.index).padStart(6, '0')}${String(index).padStart(2, '0')}`
  const patient = registered.otherId && rng.chance(0.4) ? registered.otherId : registered.patientId
  const isElsewhere = !visit.isMain && visit.type === 'outpatient' && rng.chance(0.02)
  const row = {
    visit_id: visitId,
    patient_id: patient,
    visited_at: visit.at,
    ended_at: visit.end,
    visit_type: visit.type,
    status: visit.status === 'attended' && rng.chance(0.04) ? null : visit.status,
    hospital: rng.chance(0.92) ? life.site : MAIN_SITE,
    department: disease.department,
    doctor: life.doctor,
    diagnosis_code: isElsewhere ? null : disease.code,
    diagnosis_name: isElsewhere ? null : disease.name,
    disease: disease.id,
    planned_return_on: visit.plannedReturn,
  }
  drop.emit('his/visits', row)
  if (visit.status !== 'attended') return
  charge(desk, visit, row)
  comeBack(desk, visit, row)
}

/** Back in the afternoon with the result, free of charge: a second visit on the same patient-day. */
function comeBack({ drop, world, life }: Desk, visit: Visit, row: Row): void {
  const rng = Rng.of(world.seed, `back:${visit.at}`, life.index)
  const at = visit.at + rng.int(60, 270) * 60
  if (visit.type !== 'outpatient' || dayOf(at) !== dayOf(visit.at) || !rng.chance(0.26)) return
  drop.emit('his/visits', {
    ...row,
    visit_id: `${row.visit_id}B`,
    visited_at: at,
    ended_at: at + 600,
    planned_return_on: null,
  })
}

/** Charges of an attended visit, and the refunds that some of them end in. */
function charge({ drop, life, rng }: Desk, visit: Visit, visitRow: Row): void {
  const { visit_id, patient_id } = visitRow
  for (const [index, [category, amount]] of itemsOf(rng, life, visit).entries()) {
    const chargeId = `F${String(visit_id).slice(1)}${index}`
    const at = visit.at + rng.int(2, 50) * 60
    const paid = Math.round(amount * 100) / 100
    const row = { charge_id: chargeId, patient_id, visit_id, category }
    drop.emit('his/charges', { ...row, charged_at: at, amount_cny: paid })
    if (!rng.chance(0.013)) continue
    const isFull = rng.chance(0.55)
    drop.emit('his/charges', {
      charge_id: `${chargeId}R`,
      patient_id,
      visit_id: rng.chance(0.85) ? visit_id : null,
      charged_at: at + rng.int(1, 30 * 24) * 3600,
      amount_cny: isFull ? -paid : -Math.round(paid * rng.between(20, 80)) / 100,
      category: '退费',
    })
  }
}

function itemsOf(rng: Rng, life: Life, visit: Visit): [string, number][] {
  const { disease } = life
  const items: [string, number][] = [['挂号费', visit.type === 'online' ? 20 : rng.pick([15, 25, 25, 50])]]
  if (visit.type === 'inpatient') items.push(['住院费', rng.around(disease.surgery?.cost ?? 3_000, 0.22)])
  else if (visit.type !== 'online') {
    if (rng.chance(visit.isMain ? 0.62 : 0.45)) items.push(['检查费', rng.around(disease.exam, 0.35)])
    if (rng.chance(visit.isMain ? 0.7 : 0.25)) items.push(['药费', rng.around(disease.drug, 0.35)])
  }
  return items
}

/** Accounts with which the hospital tries its own system out: in the files, and in no figure. */
export function recordTestPatients({ drop, world }: Pen): void {
  for (let i = 0; i < 6; i += 1) {
    const rng = Rng.of(world.seed, 'test-patient', i)
    const id = `TEST${String(i + 1).padStart(4, '0')}`
    const at = (world.start + rng.int(30, world.end - world.start - 1)) * DAY_SECONDS + 9 * 3600
    drop.emit('his/patients', { patient_id: id, name: `测试${i + 1}`, sex: '9', created_at: at - 3600, is_test: true })
    for (let visit = 0; visit < 3; visit += 1) {
      const when = at + visit * 86_400 * 9
      if (dayOf(when) > world.end) continue
      const row = { patient_id: id, visit_id: `VTEST${i}${visit}` }
      drop.emit('his/visits', {
        ...row,
        visited_at: when,
        visit_type: 'outpatient',
        status: 'attended',
        disease: 'diabetes',
      })
      drop.emit('his/charges', { ...row, charge_id: `FTEST${i}${visit}`, charged_at: when, amount_cny: 0.01 })
    }
  }
}
