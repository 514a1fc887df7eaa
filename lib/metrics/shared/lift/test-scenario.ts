/** The statistician's simulated hospital S1 (6,000 patients, a real effect on returning) as marts, for tests. */
import { goldenText } from '../../../stats/examples/golden.ts'
import { feedStatus, liftTrial, patientDay, person, referral, snapshotInfo } from '../../../warehouse/schema.ts'
import type { TestMarts } from '../../../warehouse/test-marts.ts'

const FOLDER = 'lift/S1_effect/'
/** Last day of the scenario. */
export const S1_AS_OF = '2025-06-30'

type Line = Record<string, string>

function lines(file: string): Line[] {
  const [header = '', ...rows] = goldenText(`${FOLDER}${file}`).trim().split('\n')
  const names = header.split(',')
  return rows.map((row) => Object.fromEntries(row.split(',').map((cell, i) => [names[i] ?? '', cell])))
}

function groupBy(rows: readonly Line[], column: string): Map<string, Line[]> {
  const groups = new Map<string, Line[]>()
  for (const row of rows) groups.set(row[column] ?? '', [...(groups.get(row[column] ?? '') ?? []), row])
  return groups
}

const idOf = (patient = '') => Number(patient.replace(/\D/g, ''))

/** Writes people, trials (eligible ones, as the scenario lists them), patient-days and referral records. */
export async function insertScenario(marts: TestMarts): Promise<void> {
  const joins = groupBy(lines('memberships.csv'), 'patient_id')
  const visits = groupBy(
    lines('visits.csv').filter((v) => v.status === 'completed'),
    'patient_id',
  )
  const people = lines('patients.csv').map((p) => {
    const days = [...new Set((visits.get(p.patient_id ?? '') ?? []).map((v) => (v.visit_at ?? '').slice(0, 10)))].sort()
    const firstJoinAt = (joins.get(p.patient_id ?? '') ?? []).map((j) => j.join_at ?? '').sort()[0] ?? null
    return { line: p, days, firstJoinAt }
  })
  await marts.insert(
    person,
    people.map((p) => ({
      personId: idOf(p.line.patient_id),
      isPatient: true,
      staffFrom: p.line.is_staff === 'True' ? '2022-01-01 00:00:00' : null,
      deceasedOn: p.line.death_date || null,
      firstVisitDay: p.days[0] ?? null,
      secondVisitDay: p.days[1] ?? null,
      firstJoinAt: p.firstJoinAt,
    })),
  )
  await marts.insert(
    patientDay,
    people.flatMap((p) => p.days.map((day) => ({ personId: idOf(p.line.patient_id), day, visits: 1 }))),
  )
  await marts.insert(liftTrial, lines('matched_anchors.csv').map(trialOf))
  await marts.insert(
    referral,
    lines('referrals.csv').map((r, i) => ({
      eventId: r.referral_id,
      kind: 'first_visit',
      at: r.first_visit_at ?? '',
      inviterPersonId: idOf(r.referrer_id),
      inviteePersonId: 1_000_000 + i,
      inviteeFirstVisitDay: (r.first_visit_at ?? '').slice(0, 10),
    })),
  )
  await marts.insert(snapshotInfo, [{ snapshot: 's1', firstVisitDay: '2022-01-01', builtAt: '' }])
  await marts.insert(feedStatus, [{ feed: 'community/referrals', isCovered: true }])
}

function trialOf(row: Line) {
  return {
    personId: idOf(row.patient_id),
    vDay: row.d ?? '',
    isMember: row.t === '1',
    returned: row.y_return === '1',
    department: row.dept,
    disease: row.disease,
    sex: row.sex,
    payer: row.payment,
    age: Number(row.age),
    isNew: row.new === 'new',
    visitsPrior: Number(row.pv),
    spendPriorFen: Math.round(Number(row.ps) * 100),
    hasBooking: row.bk === '1',
  }
}
