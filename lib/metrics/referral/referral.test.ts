import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { calendar, patientDay, person, referral } from '../../warehouse/schema.ts'
import { openTestMarts, type TestMarts } from '../../warehouse/test-marts.ts'
import { answerMetric, listPeople } from '../answer.ts'
import { daysBetween } from '../shared/test-world.ts'

let marts: TestMarts
beforeEach(async () => {
  marts = await openTestMarts()
  await marts.cover()
  await marts.insert(calendar, daysBetween('2026-05-01', '2026-06-30'))
  const fresh = (personId: number, firstVisitDay: string) => ({ personId, isPatient: true, firstVisitDay })
  await marts.insert(person, [
    { personId: 1, firstJoinAt: '2025-01-01 09:00:00', disease: 'diabetes' },
    { personId: 2, firstJoinAt: '2026-06-10 09:00:00', disease: 'joint' },
    { personId: 3, firstJoinAt: '2025-01-01 09:00:00', staffFrom: '2025-02-01 00:00:00' },
    fresh(11, '2026-05-10'),
    fresh(12, '2026-06-05'),
    fresh(13, '2026-06-06'),
    fresh(14, '2026-06-07'),
    fresh(15, '2025-06-30'),
  ])
  await marts.insert(
    patientDay,
    [
      [11, '2026-05-10', 'diabetes'],
      [12, '2026-06-05', 'joint'],
      [13, '2026-06-06', 'joint'],
      [14, '2026-06-07', 'joint'],
      [15, '2025-06-30', 'joint'],
    ].map(([personId, day, disease]) => ({ personId, day, disease, visits: 1 }) as typeof patientDay.$inferInsert),
  )
  await marts.insert(referral, [
    claim('e1', 1, 11, '2026-05-10', '2026-05-10'),
    claim('e2', 1, 12, '2026-06-05', '2026-06-05'),
    // A later record of the same patient by another; by staff; of a patient seen before; by somebody not yet a member.
    claim('e3', 2, 11, '2026-05-11', '2026-05-10'),
    claim('e4', 3, 13, '2026-06-06', '2026-06-06'),
    claim('e5', 1, 15, '2026-06-15', '2025-06-30'),
    claim('e6', 2, 14, '2026-06-07', '2026-06-07'),
    { ...claim('e7', 1, 14, '2026-06-01', '2026-06-07'), kind: 'invited' },
  ])
})
afterEach(() => marts.close())

function claim(eventId: string, inviter: number, invitee: number, day: string, firstVisit: string) {
  return {
    ...{ eventId, kind: 'first_visit', at: `${day} 10:00:00` },
    ...{ inviterPersonId: inviter, inviteePersonId: invitee, inviteeFirstVisitDay: firstVisit },
  }
}
type More = { by?: string; from?: string; to?: string; where?: [string, string][] }
const ask = (more: More = {}) => answerMetric(marts.engine, 'test', { metric: 'referral', asOf: '2026-06-30', ...more })
const MEMBERS: [string, string] = ['side', 'members']

describe('referral', () => {
  test('new patients of the 365 days: 11 to 14 (15 a day too early); 11, 12 and 14 referred: 3/4', async () => {
    const { overall } = await ask()
    expect(overall).toMatchObject({ state: 'few', value: 3 / 4, numerator: 3, denominator: 4 })
    expect(overall.parts).toMatchObject({ invited: 1, joined: 0 })
    const raw = { metric: 'referral', asOf: '2026-06-30' }
    expect(await listPeople(marts.engine, raw, 'in')).toHaveLength(3)
    expect(await listPeople(marts.engine, raw, 'out')).toHaveLength(1)
  })

  test('disease is that of the first patient-day, as new patients need not be members', async () => {
    expect((await ask({ by: 'disease' })).groups?.map((g) => [g.key, g.numerator, g.denominator])).toEqual([
      ['diabetes', 1, 1],
      ['joint', 2, 3],
    ])
    expect((await ask({ where: [['disease', 'joint']] })).overall).toMatchObject({ numerator: 2, denominator: 3 })
  })

  test('members 1 and 2: 1 brought two; 2 brought one before joining, which is none: 1/2, 2 first visits', async () => {
    const { overall } = await ask({ where: [MEMBERS] })
    expect(overall).toMatchObject({ numerator: 1, denominator: 2, parts: { firstVisits: 2, per100: 100 } })
    const rows = await listPeople(marts.engine, { metric: 'referral', asOf: '2026-06-30', where: [MEMBERS] }, 'in')
    expect(rows.map((row) => row.dates.firstVisits)).toEqual([2])
  })

  test('month by month, both sides', async () => {
    const period = { from: '2026-05-01', to: '2026-06-30' }
    expect((await ask(period)).series?.map((m) => [m.period, m.numerator, m.denominator])).toEqual([
      ['2026-05', 1, 1],
      ['2026-06', 2, 3],
    ])
    const { series } = await ask({ ...period, where: [MEMBERS] })
    expect(series?.map((m) => [m.period, m.numerator, m.denominator, m.parts?.firstVisits])).toEqual([
      ['2026-05', 1, 1, 1],
      ['2026-06', 1, 2, 1],
    ])
  })

  test('no referrals loaded: not covered, never 0', async () => {
    const other = await openTestMarts()
    await other.cover(['his/visits'])
    const { overall } = await answerMetric(other.engine, 'test', { metric: 'referral', asOf: '2026-06-30' })
    other.close()
    expect(overall).toMatchObject({ state: 'not_covered', missing: 'community/referrals' })
  })
})
