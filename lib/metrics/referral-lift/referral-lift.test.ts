import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { liftTrial, person, referral } from '../../warehouse/schema.ts'
import { openTestMarts, type TestMarts } from '../../warehouse/test-marts.ts'
import { answerMetric, listPeople } from '../answer.ts'

let marts: TestMarts
beforeEach(async () => {
  marts = await openTestMarts()
  await marts.cover()
  // V 2024-01-01, L 2024-01-31, window until 2025-01-30: members 1 and 2, controls 3 and 4; 8 is staff, 90 and more are invited.
  await marts.insert(person, [
    { personId: 1, firstJoinAt: '2024-01-05 09:00:00' },
    { personId: 2, firstJoinAt: '2024-01-06 09:00:00' },
    { personId: 3 },
    { personId: 4 },
    { personId: 8, staffFrom: '2023-01-01 00:00:00' },
    ...[90, 91, 92, 93].map((personId) => ({ personId })),
  ])
  await marts.insert(
    liftTrial,
    [1, 2, 3, 4].map((personId) => ({ personId, vDay: '2024-01-01', isMember: personId < 3 })),
  )
})
afterEach(() => marts.close())

const RAW = { metric: 'referral-lift', asOf: '2025-01-30' }
const ask = async () => (await answerMetric(marts.engine, 'test', RAW)).overall

let events = 0
const referred = (inviter: number, invitee: number, at: string, more: { firstVisit?: string; kind?: string } = {}) => {
  events += 1
  return {
    eventId: `e${String(events).padStart(3, '0')}`,
    kind: more.kind ?? 'first_visit',
    at,
    inviterPersonId: inviter,
    inviteePersonId: invitee,
    inviteeFirstVisitDay: more.firstVisit ?? at.slice(0, 10),
  }
}

describe('referral-lift', () => {
  test('the window is [L, L + 12 months): 2024-01-31 counts', async () => {
    await marts.insert(referral, [referred(1, 90, '2024-01-31 00:00:00')])
    expect(await ask()).toMatchObject({ numerator: 1, denominator: 2, value: 0.5 })
  })

  test('2024-01-30 is before it, 2025-01-31 after it', async () => {
    await marts.insert(referral, [referred(1, 90, '2024-01-30 23:59:59')])
    expect(await ask()).toMatchObject({ numerator: 0 })
    await marts.insert(referral, [referred(2, 91, '2025-01-31 00:00:00')])
    const later = await answerMetric(marts.engine, 'test', { ...RAW, asOf: '2025-06-30' })
    expect(later.overall).toMatchObject({ numerator: 0 })
    await marts.insert(referral, [referred(2, 92, '2025-01-30 23:59:59')])
    expect(await ask()).toMatchObject({ numerator: 1 })
  })

  test('a new patient has one referrer: the earliest record, at one instant the smaller id', async () => {
    await marts.insert(referral, [
      referred(3, 90, '2024-03-01 10:00:00'),
      referred(1, 90, '2024-03-01 10:00:00'),
      referred(2, 90, '2024-02-29 10:00:00', { kind: 'invited' }),
    ])
    expect((await ask()).parts).toMatchObject({ events: { members: 0, controls: 1 } })
  })

  test('staff cannot be the referrer: the next record counts', async () => {
    await marts.insert(referral, [referred(8, 90, '2024-03-01 10:00:00'), referred(1, 90, '2024-03-02 10:00:00')])
    expect((await ask()).parts).toMatchObject({ events: { members: 1, controls: 0 } })
  })

  test('somebody seen the day before is not new; seen on the day itself is', async () => {
    await marts.insert(referral, [
      referred(1, 90, '2024-03-02 10:00:00', { firstVisit: '2024-03-01' }),
      referred(2, 91, '2024-03-02 10:00:00', { firstVisit: '2024-03-02' }),
    ])
    expect((await ask()).parts).toMatchObject({ events: { members: 1, controls: 0 } })
  })

  test('the placebo is [V − 12 months, V): 2023-01-01 is in it, 2024-01-01 not', async () => {
    await marts.insert(referral, [referred(1, 90, '2023-01-01 08:00:00'), referred(2, 91, '2024-01-01 08:00:00')])
    const { parts, numerator } = await ask()
    expect(parts?.placebo).toMatchObject({ value: 0.5 })
    expect(numerator).toBe(0)
  })

  test('asked of members only: insufficient, whatever the number', async () => {
    const { overall } = await answerMetric(marts.engine, 'test', { ...RAW, where: [['referralCapture', 'members']] })
    expect(overall.parts?.reasons).toContain('captured-differently')
  })

  test('the list shows the day of the first referral in the window', async () => {
    await marts.insert(referral, [
      referred(1, 90, '2024-05-01 10:00:00'),
      referred(1, 91, '2024-04-01 10:00:00'),
      referred(1, 92, '2023-12-01 10:00:00'),
    ])
    const [row, ...rest] = await listPeople(marts.engine, RAW, 'in')
    expect(row).toMatchObject({ person: 'P0000000001', dates: { referred: '2024-04-01' } })
    expect(rest).toEqual([])
    expect(await listPeople(marts.engine, RAW, 'out')).toHaveLength(1)
  })

  test('without referral records: not covered, not zero', async () => {
    const other = await openTestMarts()
    await other.cover(['his/visits', 'wecom/members'])
    const { overall } = await answerMetric(other.engine, 'test', RAW)
    other.close()
    expect(overall).toMatchObject({ state: 'not_covered', missing: 'community/referrals', value: null })
  })
})
