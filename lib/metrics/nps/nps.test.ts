import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { person, surveyAnswer } from '../../warehouse/schema.ts'
import { openTestMarts, type TestMarts } from '../../warehouse/test-marts.ts'
import { answerMetric } from '../answer.ts'

let marts: TestMarts
beforeEach(async () => {
  marts = await openTestMarts()
  await marts.cover()
  await marts.insert(
    person,
    [1, 2, 3, 4, 5, 6].map((personId) => ({ personId, channelFirst: personId < 3 ? 'gzh' : 'desk' })),
  )
})
afterEach(() => marts.close())

const ask = (more: { asOf?: string; by?: string; where?: [string, string][] } = {}) =>
  answerMetric(marts.engine, 'test', { metric: 'nps', asOf: '2026-06-30', ...more })

type Reply = Partial<typeof surveyAnswer.$inferInsert>
let responses = 0
const reply = (...replies: Reply[]) =>
  marts.insert(
    surveyAnswer,
    replies.map((r) => {
      responses += 1
      const id = `r${String(responses).padStart(4, '0')}`
      return {
        responseId: id,
        survey: 's',
        wave: 'W1',
        panel: 'member',
        question: 'nps',
        at: '2026-06-02 09:00:00',
        ...r,
      }
    }),
  )

describe('nps', () => {
  test('10, 9, 8, 6, 0: (2 − 2)/5 = 0 ± 1.96·√(.8/5); 11, 9.5 and a control are no answers; 5 of 6 invited replied', async () => {
    await reply(...[1, 2, 3, 4, 5, 6].map((personId) => ({ personId, question: 'invited' })))
    await reply(
      ...[10, 9, 8, 6, 0, 11].map((valueNum, i) => ({ personId: i + 1, valueNum })),
      { personId: 6, valueNum: 9.5 },
      { personId: 6, valueNum: 10, panel: 'control' },
    )
    const { overall } = await ask()
    expect(overall).toMatchObject({ state: 'few', value: 0, numerator: 0, denominator: 5 })
    expect(overall.high).toBeCloseTo(1.959963984540054 * Math.sqrt(0.8 / 5), 12)
    expect(overall.parts).toMatchObject({ promoters: 2, detractors: 2, passives: 1, responseRate: 5 / 6, wave: 'W1' })
  })

  test('one answer a person, the earliest valid; anonymous ones one a response; the interval is cut at 1', async () => {
    await reply(
      { personId: 1, valueNum: 12, at: '2026-06-01 09:00:00' },
      { personId: 1, valueNum: 9, at: '2026-06-02 09:00:00' },
      { personId: 1, valueNum: 0, at: '2026-06-03 09:00:00' },
      { valueNum: 10 },
      { valueNum: 10 },
      { valueNum: 7 },
    )
    const { overall } = await ask()
    expect(overall).toMatchObject({ value: 0.75, denominator: 4, high: 1, parts: { responseRate: null } })
    expect((await ask({ by: 'channel' })).groups).toMatchObject([
      { key: 'gzh', denominator: 1 },
      { key: 'unknown', denominator: 3 },
    ])
    expect((await ask({ where: [['channel', 'gzh']] })).overall.denominator).toBe(1)
  })

  test('the wave of the latest answer known on the as-of, another on request, all of them by wave', async () => {
    await reply(
      { personId: 1, valueNum: 10, wave: 'W1', at: '2026-01-02 09:00:00' },
      { personId: 1, valueNum: 0, wave: 'W2', at: '2026-06-30 23:59:59' },
    )
    expect((await ask({ asOf: '2026-06-29' })).overall).toMatchObject({ value: 1, parts: { wave: 'W1' } })
    expect((await ask()).overall).toMatchObject({ value: -1, parts: { wave: 'W2' } })
    expect((await ask({ where: [['wave', 'W1']] })).overall.value).toBe(1)
    expect((await ask({ by: 'wave' })).groups?.map((g) => [g.key, g.value])).toEqual([
      ['W1', 1],
      ['W2', -1],
    ])
  })

  test('staff and test patients are out; nobody answered: empty; no surveys: not covered', async () => {
    await marts.insert(person, [
      { personId: 7, isTest: true },
      { personId: 8, staffFrom: '2026-01-01 00:00:00' },
    ])
    await reply({ personId: 7, valueNum: 10 }, { personId: 8, valueNum: 10 })
    expect((await ask()).overall).toMatchObject({ state: 'empty', value: null, denominator: 0 })
    const other = await openTestMarts()
    const { overall } = await answerMetric(other.engine, 'test', { metric: 'nps', asOf: '2026-06-30' })
    other.close()
    expect(overall).toMatchObject({ state: 'not_covered', missing: 'community/surveys' })
  })
})
