import { afterEach, beforeEach, expect, test } from 'vitest'
import { booking, patientDay, person } from '../../warehouse/schema.ts'
import { openTestMarts, type TestMarts } from '../../warehouse/test-marts.ts'
import { answerMetric, listPeople, type RawQuestion } from '../answer.ts'

const MARCH = { from: '2025-03-01', to: '2025-03-31' }
let marts: TestMarts

beforeEach(async () => {
  marts = await openTestMarts()
  await marts.cover()
})
afterEach(() => marts.close())

const ask = (more: Partial<RawQuestion> = {}) =>
  answerMetric(marts.engine, 'S', { metric: 'booked-share', asOf: '2025-06-30', ...MARCH, ...more })
const seen = (personId: number, day: string) => ({ personId, day, visits: 1 })
const booked = (personId: number, bookedAt: string, slotDay: string, status: string | null = 'fulfilled') => ({
  personId,
  bookedAt,
  slotDay,
  status,
})

async function spring(): Promise<void> {
  await marts.insert(person, [
    { personId: 1, firstJoinAt: '2025-03-05 09:00:00', channelFirst: 'gzh' },
    { personId: 2, firstJoinAt: '2025-01-01 09:00:00', channelFirst: 'desk' },
    { personId: 3, isPatient: true },
    { personId: 4, firstJoinAt: '2025-01-01 09:00:00', isTest: true },
  ])
  await marts.insert(patientDay, [
    ...[seen(1, '2025-03-04'), seen(1, '2025-03-05'), seen(1, '2025-03-20')],
    ...[seen(2, '2025-03-10'), seen(2, '2025-03-12'), seen(2, '2025-03-31'), seen(2, '2025-04-01')],
    ...[seen(3, '2025-03-10'), seen(4, '2025-03-10')],
  ])
  await marts.insert(booking, [
    booked(1, '2025-03-01 10:00:00', '2025-03-04'),
    // Twice for one day is one booked visit; on the day itself is not ahead.
    booked(1, '2025-03-10 10:00:00', '2025-03-20', 'booked'),
    booked(1, '2025-03-12 10:00:00', '2025-03-20', null),
    booked(2, '2025-03-10 08:00:00', '2025-03-10'),
    booked(2, '2025-03-01 08:00:00', '2025-03-12', 'cancelled'),
    booked(2, '2025-03-02 08:00:00', '2025-03-31'),
    booked(3, '2025-03-01 08:00:00', '2025-03-10'),
  ])
}

test('March: P1 on 20 and P2 on 31 of P1 5, 20 and P2 10, 12, 31 = 2/5; neither before the join nor after March', async () => {
  await spring()
  const { overall } = await ask()
  expect(overall).toMatchObject({ state: 'few', value: 2 / 5, numerator: 2, denominator: 5, parts: { persons: 2 } })
})

test('by channel: gzh 1/2, desk 1/3; the filter gives the same row', async () => {
  await spring()
  const { groups } = await ask({ by: 'channel' })
  expect(groups?.map((g) => [g.key, g.numerator, g.denominator])).toEqual([
    ['desk', 1, 3],
    ['gzh', 1, 2],
  ])
  expect((await ask({ where: [['channel', 'gzh']] })).overall.value).toBe(1 / 2)
})

test('lists hold one row a visit: 2 in, 3 out', async () => {
  await spring()
  const list = (state: string) =>
    listPeople(marts.engine, { metric: 'booked-share', asOf: '2025-06-30', ...MARCH }, state)
  expect((await list('in')).map((row) => row.dates)).toEqual([
    { visitOn: '2025-03-31', bookedOn: '2025-03-02' },
    { visitOn: '2025-03-20', bookedOn: '2025-03-10' },
  ])
  expect(await list('out')).toHaveLength(3)
})

test('by month over March and April: 2/5 and 0/1', async () => {
  await spring()
  const { series } = await ask({ from: '2025-03-01', to: '2025-04-30' })
  expect(series?.map((m) => [m.period, m.numerator, m.denominator])).toEqual([
    ['2025-03', 2, 5],
    ['2025-04', 0, 1],
  ])
})

test('30 persons with one visit each, 12 booked: 0.4 ± 1.96·√(30/29·Σ(a−0.4)²)/30, Σ = 12·0.36 + 18·0.16 = 7.2', async () => {
  const ids = Array.from({ length: 30 }, (_, i) => i + 1)
  await marts.insert(
    person,
    ids.map((personId) => ({ personId, firstJoinAt: '2025-01-01 09:00:00' })),
  )
  await marts.insert(
    patientDay,
    ids.map((personId) => seen(personId, '2025-03-10')),
  )
  await marts.insert(
    booking,
    ids.slice(0, 12).map((personId) => booked(personId, '2025-03-01 09:00:00', '2025-03-10')),
  )
  const { overall } = await ask()
  expect(overall).toMatchObject({ state: 'ok', value: 0.4 })
  expect(overall.low).toBeCloseTo(0.4 - (1.959964 * Math.sqrt((30 / 29) * 7.2)) / 30, 6)
})

test('no visit: empty; no appointments loaded: not covered, not 0 %', async () => {
  expect((await ask()).overall).toMatchObject({ state: 'empty', value: null })
  const other = await openTestMarts()
  await other.cover(['wecom/members', 'his/visits'])
  const { overall } = await answerMetric(other.engine, 'S', { metric: 'booked-share', asOf: '2025-06-30' })
  other.close()
  expect(overall).toMatchObject({ state: 'not_covered', missing: 'his/appointments' })
})
