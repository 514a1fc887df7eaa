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
    [1, 2, 3, 4, 5].map((personId) => ({ personId, disease: personId < 3 ? 'diabetes' : 'joint' })),
  )
})
afterEach(() => marts.close())

const ask = (more: { by?: string; where?: [string, string][] } = {}) =>
  answerMetric(marts.engine, 'test', { metric: 'satisfaction', asOf: '2026-06-30', ...more })
const reply = (personId: number, valueNum: number | null, wave = 'W1', question = 'satisfaction') => ({
  ...{ responseId: `${wave}${String(personId)}`, personId, valueNum, wave, question },
  ...{ survey: 's', panel: 'member', at: '2026-06-02 09:00:00' },
})

describe('satisfaction', () => {
  test('5, 4, 4 and 2 (9 is no answer): 3/4 satisfied, mean 15/4; 4 of 5 invited replied', async () => {
    await marts.insert(surveyAnswer, [
      ...[1, 2, 3, 4, 5].map((id) => reply(id, null, 'W1', 'invited')),
      ...[5, 4, 4, 2, 9].map((score, i) => reply(i + 1, score)),
    ])
    const { overall, groups } = await ask({ by: 'disease' })
    expect(overall).toMatchObject({ state: 'few', value: 3 / 4, numerator: 3, denominator: 4 })
    expect(overall.parts).toMatchObject({ mean: 15 / 4, responseRate: 4 / 5, wave: 'W1', scores: { 4: 2, 5: 1, 3: 0 } })
    // sd² = (1.25² + .25² + .25² + 1.75²)/3 = 19/12; t(3) = 3.182446.
    expect(overall.parts?.meanLow).toBeCloseTo(15 / 4 - (3.182446305284263 * Math.sqrt(19 / 12)) / 2, 9)
    expect(groups?.map((g) => [g.key, g.numerator, g.denominator])).toEqual([
      ['diabetes', 2, 2],
      ['joint', 1, 2],
    ])
  })

  test('wave by wave; without an answer empty, without surveys not covered', async () => {
    expect((await ask()).overall).toMatchObject({ state: 'empty', value: null, parts: { wave: null } })
    await marts.insert(surveyAnswer, [reply(1, 2), reply(1, 5, 'W2')])
    expect((await ask({ by: 'wave' })).groups?.map((g) => [g.key, g.value])).toEqual([
      ['W1', 0],
      ['W2', 1],
    ])
    const other = await openTestMarts()
    const { overall } = await answerMetric(other.engine, 'test', { metric: 'satisfaction', asOf: '2026-06-30' })
    other.close()
    expect(overall).toMatchObject({ state: 'not_covered', missing: 'community/surveys' })
  })
})
