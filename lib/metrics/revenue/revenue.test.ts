import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { calendar, patientDay, person, revenueDay } from '../../warehouse/schema.ts'
import { openTestMarts, type TestMarts } from '../../warehouse/test-marts.ts'
import { answerMetric, type RawQuestion } from '../answer.ts'
import { daysBetween } from '../shared/test-world.ts'

let marts: TestMarts
beforeEach(async () => {
  marts = await openTestMarts()
  await marts.insert(calendar, daysBetween('2025-01-01', '2025-12-31'))
})
afterEach(() => marts.close())

const ask = (asOf: string, more: Omit<RawQuestion, 'metric' | 'asOf'> = {}) =>
  answerMetric(marts.engine, 'S', { metric: 'revenue', asOf, ...more })

const paid = (personId: number, day: string, amountFen: number) => ({ personId, day, restatedDay: day, amountFen })
const seen = (personId: number, day: string) => ({ personId, day, visits: 1 })
const MARCH = { from: '2025-03-01', to: '2025-03-31' }

describe('a quarter', () => {
  beforeEach(async () => {
    await marts.cover()
    await marts.insert(person, [
      {
        personId: 1,
        firstJoinAt: '2025-03-10 15:00:00',
        firstVisitDay: '2025-01-05',
        channelFirst: 'gzh',
        channelLast: 'desk',
      },
      {
        personId: 2,
        firstJoinAt: '2025-02-01 09:00:00',
        firstVisitDay: '2025-03-20',
        channelFirst: 'gzh',
        channelLast: 'gzh',
      },
      { personId: 3, firstJoinAt: '2025-04-15 09:00:00', firstVisitDay: '2025-03-03', channelFirst: 'unknown' },
      { personId: 4, isPatient: true, firstVisitDay: '2025-03-03' },
      { personId: 5, firstJoinAt: '2025-01-01 09:00:00', staffFrom: '2025-04-01 00:00:00' },
    ])
    await marts.insert(revenueDay, [
      ...[
        paid(1, '2025-03-09', 900),
        paid(1, '2025-03-10', 500),
        paid(1, '2025-03-31', -200),
        paid(1, '2025-04-01', 50),
      ],
      ...[
        paid(2, '2025-03-20', 300),
        paid(3, '2025-03-03', 1000),
        paid(4, '2025-03-03', 400),
        paid(5, '2025-03-05', 100),
      ],
    ])
    await marts.insert(patientDay, [
      ...[seen(1, '2025-01-05'), seen(1, '2025-03-09'), seen(1, '2025-03-10'), seen(1, '2025-03-31')],
      ...[seen(2, '2025-03-20'), seen(3, '2025-03-03'), seen(4, '2025-03-03')],
    ])
  })

  test('March: 500 − 200 (from the join day on) + 300 = 600 of 3000; persons 1 and 2; 3 visits, 2 of them returns', async () => {
    const { overall } = await ask('2025-06-30', MARCH)
    expect(overall).toMatchObject({ state: 'ok', value: 600 })
    expect(overall.parts).toEqual({
      ...MARCH,
      share: 600 / 3000,
      arpu: 300,
      people: 2,
      visits: 3,
      perVisit: 200,
      returnVisitRate: 2 / 3,
    })
    expect(overall).not.toHaveProperty('denominator')
  })

  test('as of 2025-03-31 person 5 is not staff yet: + 100, and one more head', async () => {
    const { overall } = await ask('2025-03-31', MARCH)
    expect(overall).toMatchObject({ value: 700, parts: { people: 3, arpu: 700 / 3 } })
  })

  test('by channel, first and last touch: rows add up to the total, also where nothing was paid', async () => {
    const first = await ask('2025-06-30', { ...MARCH, by: 'channel' })
    expect(first.groups?.map((g) => [g.key, g.value, g.parts?.people, g.parts?.arpu])).toEqual([
      ['gzh', 600, 2, 300],
      ['unknown', 0, 0, null],
    ])
    const last = await ask('2025-06-30', { ...MARCH, by: 'channel', where: [['attribution', 'last']] })
    expect(last.groups?.map((g) => [g.key, g.value])).toEqual([
      ['desk', 300],
      ['gzh', 300],
      ['unknown', 0],
    ])
    expect((await ask('2025-06-30', { ...MARCH, where: [['channel', 'gzh']] })).overall.value).toBe(600)
  })

  test('others in March, as of 03-31: persons 3 (joins in April) and 4, 1000 + 400 = 1400; one first visit each, no return', async () => {
    const where: [string, string][] = [['population', 'others']]
    const { overall } = await ask('2025-03-31', { ...MARCH, where })
    expect(overall).toMatchObject({ value: 1400, parts: { people: 2, arpu: 700, visits: 2, returnVisitRate: 0 } })
    // As of June person 3 is of the community.
    expect((await ask('2025-06-30', { ...MARCH, where })).overall).toMatchObject({ value: 400, parts: { people: 1 } })
    await expect(ask('2025-06-30', { ...MARCH, where: [...where, ['channel', 'gzh']] })).rejects.toThrow("'channel'")
    await expect(ask('2025-06-30', { ...MARCH, where, by: 'disease' })).rejects.toThrow("'disease'")
  })

  test('series: the months of the period, cut by it; they add up: 600 + 50 = 650', async () => {
    const { overall, series } = await ask('2025-06-30', { from: '2025-02-10', to: '2025-04-10' })
    expect(overall.value).toBe(650)
    expect(series?.map((m) => [m.period, m.value, m.parts?.people, m.parts?.share])).toEqual([
      ['2025-02', 0, 1, null],
      ['2025-03', 600, 2, 0.2],
      ['2025-04', 50, 2, 1],
    ])
    expect(series?.[0]?.parts).toMatchObject({ from: '2025-02-10', to: '2025-02-28' })
  })

  test('without a period: the 30 days up to the as-of', async () => {
    const { overall } = await ask('2025-04-01')
    expect(overall).toMatchObject({ value: 650, parts: { from: '2025-03-03', to: '2025-04-01' } })
  })
})

describe('sources', () => {
  test('nobody in the community: 0 is a number here, its ratios are null', async () => {
    await marts.cover()
    const { overall } = await ask('2025-06-30', MARCH)
    expect(overall).toMatchObject({ state: 'ok', value: 0, parts: { arpu: null, share: null, returnVisitRate: null } })
  })

  test('no visits loaded: unknown, not zero; no charges: not covered', async () => {
    await marts.cover(['wecom/members', 'his/charges'])
    expect((await ask('2025-06-30')).overall).toMatchObject({ notes: ['no-visit-source'], parts: { visits: null } })
    const other = await openTestMarts()
    await other.cover(['wecom/members'])
    const { overall } = await answerMetric(other.engine, 'S', { metric: 'revenue', asOf: '2025-06-30' })
    other.close()
    expect(overall).toMatchObject({ state: 'not_covered', missing: 'his/charges' })
  })
})
