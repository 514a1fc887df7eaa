import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { person, surveyAnswer } from '../../warehouse/schema.ts'
import { openTestMarts, type TestMarts } from '../../warehouse/test-marts.ts'
import { answerMetric, listPeople } from '../answer.ts'

let marts: TestMarts
beforeEach(async () => {
  marts = await openTestMarts()
  await marts.cover()
})
afterEach(() => marts.close())

const ask = (asOf: string, more: { by?: string; where?: [string, string][] } = {}) =>
  answerMetric(marts.engine, 'test', { metric: 'brand', asOf, ...more })

interface Reply {
  person?: number
  text?: string
  at?: string
  wave?: string
  rank?: number
  panel?: string
  question?: string
}

let responses = 0
async function reply(...replies: Reply[]): Promise<void> {
  await marts.insert(
    surveyAnswer,
    replies.map((r) => {
      responses += 1
      return {
        responseId: `r${String(responses).padStart(4, '0')}`,
        personId: r.person ?? null,
        survey: 's',
        wave: r.wave ?? 'W1',
        panel: r.panel ?? 'member',
        question: r.question ?? 'recall',
        valueText: r.question === 'invited' ? null : (r.text ?? 'community'),
        rank: r.rank ?? null,
        at: r.at ?? '2026-06-02 09:00:00',
      }
    }),
  )
}

const joined = (personId: number, firstJoinAt = '2024-01-01 09:00:00') => ({ personId, firstJoinAt })

describe('brand', () => {
  test('community and ads of two = 1/2, second mentions and other words are no answers, 1 of 2 invited replied', async () => {
    await marts.insert(person, [joined(1), joined(2), joined(3)])
    await reply(
      { person: 1, question: 'invited' },
      { person: 3, question: 'invited' },
      { person: 1, rank: 1 },
      { person: 1, text: 'ads', rank: 2 },
      { person: 2, text: 'ads' },
      { person: 3, text: '不知道' },
    )
    const { overall } = await ask('2026-06-30')
    expect(overall).toMatchObject({ state: 'few', value: 0.5, numerator: 1, denominator: 2, verdict: null })
    expect(overall.parts).toMatchObject({ ads: 0.5, difference: 0, responseRate: 0.5, wave: 'W1', p: 1 })
    expect(overall.notes).toEqual(['answers-below-100'])
  })

  test('a person gives one answer a wave, the earliest valid', async () => {
    await marts.insert(person, [joined(1)])
    await reply(
      { person: 1, text: 'nonsense', at: '2026-06-01 09:00:00' },
      { person: 1, text: 'doctor', at: '2026-06-02 09:00:00' },
      { person: 1, text: 'community', at: '2026-06-03 09:00:00' },
    )
    expect((await ask('2026-06-30')).overall).toMatchObject({ numerator: 0, denominator: 1 })
  })

  test('joined 2024-06-30 23:59:59 is 24 months in on 2026-06-30, joined at 00:00:00 of 07-01 a day later', async () => {
    await marts.insert(person, [joined(1, '2024-06-30 23:59:59'), joined(2, '2024-07-01 00:00:00')])
    await reply({ person: 1 }, { person: 2 })
    expect((await ask('2026-06-29')).overall).toMatchObject({ state: 'empty', value: null, parts: { younger: 2 } })
    expect((await ask('2026-06-30')).overall).toMatchObject({ value: 1, denominator: 1 })
    expect((await ask('2026-07-01')).overall).toMatchObject({ value: 1, denominator: 2 })
  })

  test('nobody answered: empty; answers after the as-of are not known; no surveys: not covered', async () => {
    await marts.insert(person, [joined(1)])
    await reply({ person: 1 })
    expect((await ask('2026-06-01')).overall).toMatchObject({ state: 'empty', value: null, denominator: 0 })
    const other = await openTestMarts()
    await other.cover(['wecom/members'])
    const { overall } = await answerMetric(other.engine, 'test', { metric: 'brand', asOf: '2026-06-30' })
    other.close()
    expect(overall).toMatchObject({ state: 'not_covered', missing: 'community/surveys' })
  })

  test('the latest wave by default, another on request, all of them by wave', async () => {
    await marts.insert(person, [joined(1), joined(2)])
    await reply(
      { person: 1, wave: 'W1', at: '2026-01-02 09:00:00' },
      { person: 2, wave: 'W1', at: '2026-01-02 09:00:00' },
      { person: 1, wave: 'W2', text: 'ads' },
    )
    expect((await ask('2026-06-30')).overall).toMatchObject({ value: 0, denominator: 1, parts: { wave: 'W2' } })
    expect((await ask('2026-03-31')).overall).toMatchObject({ value: 1, denominator: 2, parts: { wave: 'W1' } })
    expect((await ask('2026-06-30', { where: [['wave', 'W1']] })).overall).toMatchObject({ value: 1, denominator: 2 })
    expect((await ask('2026-06-30', { by: 'wave' })).groups).toMatchObject([
      { key: 'W1', denominator: 2 },
      { key: 'W2', denominator: 1 },
    ])
  })

  test.each([
    [65, 20, 'met', '65 of 85: p < .0001'],
    [40, 38, 'not_met', '40 of 78: p .91'],
    [20, 65, 'not_met', 'advertisements ahead'],
  ])('100 answers, %i community and %i ads: %s (%s)', async (community, ads, verdict) => {
    const text = (i: number) => (i < community ? 'community' : i < community + ads ? 'ads' : 'nothing')
    const people = Array.from({ length: 100 }, (_, i) => i)
    await marts.insert(
      person,
      people.map((i) => joined(i)),
    )
    await reply(
      ...people.flatMap((i) => [
        { person: i, question: 'invited' },
        { person: i, text: text(i) },
      ]),
    )
    const { overall } = await ask('2026-06-30')
    expect(overall).toMatchObject({ state: 'ok', denominator: 100, verdict, notes: [] })
    expect(overall.parts?.difference).toBeCloseTo((community - ads) / 100, 12)
  })

  test('100 answers of 334 invited are 29.9 %: not judged', async () => {
    const people = Array.from({ length: 334 }, (_, i) => i)
    await marts.insert(
      person,
      people.map((i) => joined(i)),
    )
    await reply(
      ...people.map((i) => ({ person: i, question: 'invited' })),
      ...people.slice(0, 100).map((i) => ({ person: i })),
    )
    const { overall } = await ask('2026-06-30')
    expect(overall).toMatchObject({ state: 'ok', verdict: null, notes: ['response-below-30'] })
  })

  test('staff, test patients and people who never joined are out; the control panel stands apart', async () => {
    await marts.insert(person, [
      joined(1),
      { ...joined(2), staffFrom: '2025-01-01 00:00:00' },
      { ...joined(3), isTest: true },
      { personId: 4 },
    ])
    await reply(
      { person: 1 },
      { person: 2 },
      { person: 3 },
      { person: 4 },
      { text: 'community' },
      { person: 4, panel: 'control', text: 'ads' },
      { panel: 'control', text: 'doctor' },
    )
    const { overall } = await ask('2026-06-30')
    expect(overall).toMatchObject({ numerator: 1, denominator: 1 })
    expect(overall.parts?.control).toEqual({ answers: 2, community: 0, doctor: 1, ads: 1, other: 0, nothing: 0 })
  })

  test('one person in two groups answers once; the lists hold community first and the rest', async () => {
    await marts.insert(person, [joined(1), joined(2)])
    await reply({ person: 1 }, { person: 1, at: '2026-06-03 09:00:00' }, { person: 2, text: 'doctor' })
    const raw = { metric: 'brand', asOf: '2026-06-30' }
    expect((await listPeople(marts.engine, raw, 'in')).map((r) => r.person)).toEqual(['P0000000001'])
    expect((await listPeople(marts.engine, raw, 'out')).map((r) => r.dates.firstMention)).toEqual(['doctor'])
  })
})
