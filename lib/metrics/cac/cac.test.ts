import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { channelDay, cost, person, touch } from '../../warehouse/schema.ts'
import { openTestMarts, type TestMarts } from '../../warehouse/test-marts.ts'
import { answerMetric, listPeople } from '../answer.ts'

let marts: TestMarts
beforeEach(async () => {
  marts = await openTestMarts()
  await marts.cover()
})
afterEach(() => marts.close())

const question = { metric: 'cac', asOf: '2025-08-31', from: '2025-08-01', to: '2025-08-31' }
const ask = (more: { by?: string; where?: [string, string][]; from?: string; to?: string } = {}) =>
  answerMetric(marts.engine, 'test', { ...question, ...more })

const joined = (personId: number, channel: string, firstJoinAt = '2025-08-10 09:00:00') => ({
  ...{ personId, firstJoinAt, channelFirst: channel, channelLast: channel },
})
const visited = (personId: number, firstVisitAt: string) => ({ personId, firstVisitAt, isPatient: true })

describe('cac', () => {
  test('gzh 300 media + 30 direct + 2/3 of 90 shared, one new patient: 390; desk 30 and none: empty; total 420/1', async () => {
    await marts.insert(person, [
      joined(1, 'gzh'),
      joined(2, 'gzh'),
      joined(3, 'desk'),
      visited(4, '2025-08-20 10:00:00'),
    ])
    await marts.insert(touch, [{ personId: 4, at: '2025-08-01 10:00:00', channel: 'gzh' }])
    await marts.insert(channelDay, [{ channel: 'gzh', day: '2025-08-03', costFen: 300 }])
    await marts.insert(cost, [
      { month: '2025-08', category: 'content', channel: 'gzh', amountFen: 30 },
      { month: '2025-08', category: 'labour', amountFen: 90 },
      { month: '2025-07', category: 'labour', amountFen: 1000 },
    ])
    const { overall, groups } = await ask({ by: 'channel' })
    expect(overall).toMatchObject({ state: 'few', value: 420, numerator: 420, denominator: 1 })
    expect(overall.parts).toMatchObject({ media: 300, direct: 30, shared: 90, joins: 3, costPerJoin: 140 })
    expect(groups).toMatchObject([
      { key: 'desk', state: 'empty', value: null, numerator: 30, denominator: 0 },
      { key: 'gzh', state: 'few', value: 390, numerator: 390, denominator: 1 },
    ])
    expect((await ask({ where: [['channel', 'gzh']] })).overall).toMatchObject({ value: 390, denominator: 1 })
  })

  test('the last touch up to the first visit: 30 days before counts, one second earlier and one second after the visit not', async () => {
    await marts.insert(
      person,
      [1, 2, 3, 4].map((id) => visited(id, '2025-08-31 10:00:00')),
    )
    await marts.insert(touch, [
      { personId: 1, at: '2025-08-01 10:00:00', channel: 'gzh' },
      { personId: 2, at: '2025-08-01 09:59:59', channel: 'gzh' },
      { personId: 3, at: '2025-08-31 10:00:01', channel: 'gzh' },
      { personId: 4, at: '2025-08-05 10:00:00', channel: 'gzh' },
      { personId: 4, at: '2025-08-31 10:00:00', channel: 'desk' },
    ])
    const { groups } = await ask({ by: 'channel' })
    expect(groups?.map((g) => [g.key, g.denominator])).toEqual([
      ['desk', 1],
      ['gzh', 1],
    ])
    const rows = await listPeople(marts.engine, { ...question, where: [['channel', 'desk']] }, 'out')
    expect(rows.map((row) => [row.person, row.channel])).toEqual([['P0000000004', 'desk']])
  })

  test('test patients and staff are no new patients and no joins', async () => {
    await marts.insert(person, [
      { ...visited(1, '2025-08-20 10:00:00'), isTest: true },
      { ...joined(2, 'gzh'), ...visited(2, '2025-08-20 10:00:00'), staffFrom: '2025-08-15 00:00:00' },
    ])
    await marts.insert(touch, [
      { personId: 1, at: '2025-08-19 10:00:00', channel: 'gzh' },
      { personId: 2, at: '2025-08-19 10:00:00', channel: 'gzh' },
    ])
    expect((await ask()).overall).toMatchObject({ state: 'empty', denominator: 0, parts: { joins: 0 } })
  })

  test('a blank cost outranks empty: not covered, for the channel and in total; other channels stand', async () => {
    await marts.insert(channelDay, [
      { channel: 'douyin', day: '2025-08-03', costFen: null },
      { channel: 'gzh', day: '2025-08-03', costFen: 5 },
    ])
    const { overall, groups } = await ask({ by: 'channel' })
    expect(overall).toMatchObject({ state: 'not_covered', value: null, missing: 'marketing/channel_daily' })
    expect(groups).toMatchObject([
      { key: 'douyin', state: 'not_covered', missing: 'marketing/channel_daily' },
      { key: 'gzh', state: 'empty', numerator: 5 },
    ])
  })

  test('whole months only; without a period the last twelve that are over', async () => {
    await expect(ask({ from: '2025-08-02' })).rejects.toThrow('first day')
    await expect(ask({ to: '2025-08-30' })).rejects.toThrow('last day')
    const parts = async (asOf: string) =>
      (await answerMetric(marts.engine, 'test', { metric: 'cac', asOf })).overall.parts
    expect(await parts('2025-08-31')).toMatchObject({ from: '2024-09-01', to: '2025-08-31' })
    expect(await parts('2025-08-30')).toMatchObject({ from: '2024-08-01', to: '2025-07-31' })
  })

  test('month by month: media and direct costs and the month’s new patients; a blank day makes its month unknown', async () => {
    await marts.insert(person, [joined(1, 'gzh'), visited(4, '2025-08-20 10:00:00'), visited(5, '2025-07-20 10:00:00')])
    await marts.insert(touch, [
      { personId: 4, at: '2025-08-01 10:00:00', channel: 'gzh' },
      { personId: 5, at: '2025-07-01 10:00:00', channel: 'desk' },
    ])
    await marts.insert(channelDay, [
      { channel: 'gzh', day: '2025-08-03', costFen: 300 },
      { channel: 'gzh', day: '2025-07-03', costFen: null },
    ])
    await marts.insert(cost, [
      { month: '2025-08', category: 'content', channel: 'gzh', amountFen: 30 },
      { month: '2025-08', category: 'labour', amountFen: 90 },
    ])
    const { overall, groups } = await ask({ by: 'channel', from: '2025-07-01', where: [['monthly', 'on']] })
    expect(groups?.find((g) => g.key === 'gzh')?.parts?.monthly).toEqual([
      { month: '2025-07', budget: null, newPatients: 0 },
      { month: '2025-08', budget: 330, newPatients: 1 },
    ])
    expect(overall.parts?.monthly).toEqual([
      { month: '2025-07', budget: null, newPatients: 1 },
      { month: '2025-08', budget: 330, newPatients: 1 },
    ])
  })

  test('no costs loaded: not covered', async () => {
    const other = await openTestMarts()
    await other.cover(['wecom/members', 'his/visits', 'marketing/channel_daily'])
    const { overall } = await answerMetric(other.engine, 'test', question)
    other.close()
    expect(overall).toMatchObject({ state: 'not_covered', missing: 'marketing/costs' })
  })
})
