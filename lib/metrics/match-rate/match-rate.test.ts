import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { person } from '../../warehouse/schema.ts'
import { openTestMarts, type TestMarts } from '../../warehouse/test-marts.ts'
import { answerMetric, listPeople } from '../answer.ts'

let marts: TestMarts
beforeEach(async () => {
  marts = await openTestMarts()
  await marts.cover()
})
afterEach(() => marts.close())

const ask = (asOf: string, more: { by?: string; where?: [string, string][] } = {}) =>
  answerMetric(marts.engine, 'test', { metric: 'match-rate', asOf, ...more })

const FIVE = [
  {
    personId: 1,
    firstJoinAt: '2025-01-01 09:00:00',
    isPatient: true,
    matchMethod: 'link',
    channelFirst: 'gzh',
    channelLast: 'ads',
  },
  {
    personId: 2,
    firstJoinAt: '2025-01-02 09:00:00',
    isPatient: true,
    matchMethod: 'mobile',
    channelFirst: 'gzh',
    channelLast: 'gzh',
  },
  { personId: 3, firstJoinAt: '2025-02-01 09:00:00', channelFirst: 'unknown', channelLast: 'unknown' },
  { personId: 4, firstJoinAt: '2025-02-01 09:00:00', isPatient: true, matchMethod: 'link', isTest: true },
  { personId: 5, isPatient: true },
]

describe('match-rate', () => {
  test('P1 and P2 of P1 to P3 = 2/3; a test patient and somebody who never joined are in neither', async () => {
    await marts.insert(person, FIVE)
    const { overall } = await ask('2025-06-30')
    expect(overall).toMatchObject({ state: 'few', value: 2 / 3, numerator: 2, denominator: 3 })
    expect(overall.parts).toEqual({ byMethod: { link: 1, mobile: 1 } })
    expect(overall).not.toHaveProperty('verdict')
  })

  test('by the code of the touch, first or last; nobody’s code is unknown; a filter gives the same people', async () => {
    const code = (personId: number, stateFirst: string | null, stateLast: string | null) => ({
      ...{
        personId,
        firstJoinAt: '2025-01-01 09:00:00',
        channelFirst: 'gzh',
        channelLast: 'gzh',
        stateFirst,
        stateLast,
      },
    })
    await marts.insert(person, [code(1, 'menu', 'menu'), code(2, 'menu', 'article'), code(3, null, null)])
    const counts = async (where: [string, string][] = []) =>
      (await ask('2025-06-30', { by: 'state', where })).groups?.map((g) => [g.key, g.denominator])
    expect(await counts()).toEqual([
      ['menu', 2],
      ['unknown', 1],
    ])
    expect(await counts([['attribution', 'last']])).toEqual([
      ['article', 1],
      ['menu', 1],
      ['unknown', 1],
    ])
    const { overall } = await ask('2025-06-30', { where: [['state', 'menu']] })
    expect(overall.denominator).toBe(2)
  })

  test('a join at 23:59:59 of the as-of day counts, at 00:00 of the next day not', async () => {
    await marts.insert(person, [
      { personId: 1, firstJoinAt: '2025-06-30 23:59:59' },
      { personId: 2, firstJoinAt: '2025-07-01 00:00:00', isPatient: true },
    ])
    expect((await ask('2025-06-30')).overall).toMatchObject({ value: 0, numerator: 0, denominator: 1 })
    expect((await ask('2025-07-01')).overall).toMatchObject({ value: 0.5, denominator: 2 })
  })

  test('staff are out from the day they become it', async () => {
    await marts.insert(person, [{ personId: 1, firstJoinAt: '2025-01-01 09:00:00', staffFrom: '2025-03-01 00:00:00' }])
    expect((await ask('2025-02-28')).overall).toMatchObject({ denominator: 1 })
    expect((await ask('2025-03-01')).overall).toMatchObject({ state: 'empty', value: null })
  })

  test('nobody ever joined: empty; no members loaded: not covered', async () => {
    expect((await ask('2025-06-30')).overall).toMatchObject({ state: 'empty', value: null, denominator: 0 })
    const other = await openTestMarts()
    await other.cover(['his/patients'])
    const { overall } = await answerMetric(other.engine, 'test', { metric: 'match-rate', asOf: '2025-06-30' })
    other.close()
    expect(overall).toMatchObject({ state: 'not_covered', missing: 'wecom/members' })
  })

  test('by channel: first touch by default, last on request; rows add up to the total', async () => {
    await marts.insert(person, FIVE)
    expect((await ask('2025-06-30', { by: 'channel' })).groups).toMatchObject([
      { key: 'gzh', numerator: 2, denominator: 2 },
      { key: 'unknown', numerator: 0, denominator: 1 },
    ])
    const last = await ask('2025-06-30', { by: 'channel', where: [['attribution', 'last']] })
    expect(last.groups?.map((g) => g.key)).toEqual(['ads', 'gzh', 'unknown'])
    expect((await ask('2025-06-30', { where: [['channel', 'gzh']] })).overall).toMatchObject({
      value: 1,
      denominator: 2,
    })
  })

  test('the lists hold the resolved and the others', async () => {
    await marts.insert(person, FIVE)
    const raw = { metric: 'match-rate', asOf: '2025-06-30' }
    expect((await listPeople(marts.engine, raw, 'in')).map((r) => r.dates.method)).toEqual(['link', 'mobile'])
    expect((await listPeople(marts.engine, raw, 'out')).map((r) => r.person)).toEqual(['P0000000003'])
  })
})
