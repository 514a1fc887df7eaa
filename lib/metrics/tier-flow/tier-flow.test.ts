import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { memberTier } from '../../warehouse/schema.ts'
import { openTestMarts, type TestMarts } from '../../warehouse/test-marts.ts'
import { answerMetric, listPeople } from '../answer.ts'
import { openWorld } from '../shared/test-world.ts'

let marts: TestMarts
const NAMES = ['up', 'down', 'enrol', 'stay', 'staff', 'gone', 'late'] as const
const start = '2025-01-01 09:00:00'

beforeEach(async () => {
  marts = await openWorld({
    spells: [
      ...(['up', 'down', 'enrol', 'stay', 'staff'] as const).map((who) => [who, 'GA', start] as const),
      // Out from 00:00 of the as-of's next day: still in at its end; out a second before it: gone.
      ['gone', 'GA', start, '2026-06-30 23:59:59'],
      ['late', 'GA', '2025-12-31 00:00:00'],
    ],
    people: { staff: { staffFrom: '2026-02-01 00:00:00' }, up: { disease: 'diabetes' }, down: { disease: 'joint' } },
  })
  await marts.insert(memberTier, [
    tier('up', 'silver', '2025-03-01 00:00:00', 9900),
    tier('up', 'gold', '2026-06-30 23:59:59', 29_900),
    tier('down', 'gold', '2025-03-01 00:00:00', 29_900),
    tier('down', 'silver', '2026-02-01 00:00:00', 9900),
    tier('enrol', 'silver', '2026-03-01 00:00:00', 9900),
    tier('stay', 'gold', '2025-12-30 23:59:59', 29_900),
    tier('gone', 'silver', '2025-03-01 00:00:00', 9900),
  ])
})
afterEach(() => marts.close())

function tier(who: (typeof NAMES)[number], name: string, fromAt: string, paidFen: number) {
  return { personId: NAMES.indexOf(who) + 1, tier: name, fromAt, paidFen }
}
const ask = (more: { asOf?: string; by?: string; where?: [string, string][] } = {}) =>
  answerMetric(marts.engine, 'test', { metric: 'tier-flow', asOf: '2026-06-30', ...more })
const list = async (state: string, where: [string, string][] = []) =>
  (await listPeople(marts.engine, { metric: 'tier-flow', asOf: '2026-06-30', where }, state)).map((row) => row.person)

describe('tier-flow', () => {
  test('in on 2025-12-30: up, down, enrol, stay, gone; 1 of 5 moved up; late came on 12-31: joined', async () => {
    const { overall } = await ask()
    expect(overall).toMatchObject({ state: 'few', value: 1 / 5, numerator: 1, denominator: 5 })
    expect(overall.parts).toMatchObject({ up: 1, down: 1, enrolled: 1, same: 1, left: 1, joined: 1 })
    expect(overall.parts?.tiers).toEqual(['gold', 'silver'])
  })

  test('every move and every pair opens as many people as it counts', async () => {
    for (const move of ['up', 'down', 'enrolled', 'same', 'left']) {
      const { overall } = await ask({ where: [['move', move]] })
      expect(await list('in', [['move', move]])).toHaveLength(overall.numerator ?? -1)
      expect(await list('out', [['move', move]])).toHaveLength(4)
    }
    const { groups = [] } = await ask({ by: 'flow' })
    expect(groups.map((g) => [g.key, g.numerator, g.denominator, g.parts?.move])).toEqual([
      ['gold>gold', 1, 2, 'same'],
      ['gold>silver', 1, 2, 'down'],
      ['none>silver', 1, 1, 'enrolled'],
      ['outside>none', 1, 1, 'joined'],
      ['silver>gold', 1, 2, 'up'],
      ['silver>left', 1, 2, 'left'],
    ])
    for (const { key, numerator } of groups) {
      const [from = '', to = ''] = key.split('>')
      expect(
        await list('in', [
          ['fromTier', from],
          ['toTier', to],
        ]),
      ).toHaveLength(numerator ?? -1)
    }
    expect(
      await list('in', [
        ['fromTier', 'silver'],
        ['toTier', 'gold'],
      ]),
    ).toEqual(['up'])
  })

  test('a tier from tomorrow is none yet; tiers of one price are no move; a disease cuts and splits', async () => {
    expect((await ask({ asOf: '2026-06-29' })).overall.parts).toMatchObject({ up: 0, left: 0, same: 2, enrolled: 2 })
    await marts.insert(memberTier, [tier('stay', 'vip', '2026-05-01 00:00:00', 29_900)])
    expect((await ask()).overall.parts).toMatchObject({ up: 1, same: 1 })
    expect((await ask({ where: [['disease', 'joint']] })).overall).toMatchObject({ numerator: 0, denominator: 1 })
    expect((await ask({ by: 'disease' })).groups?.map((g) => [g.key, g.numerator, g.denominator])).toEqual([
      ['diabetes', 1, 1],
      ['joint', 0, 1],
      ['unknown', 0, 3],
    ])
  })

  test('nobody in then: empty; no tiers loaded: not covered', async () => {
    expect((await ask({ asOf: '2025-03-01' })).overall).toMatchObject({ state: 'empty', parts: { joined: 6 } })
    const other = await openTestMarts()
    await other.cover(['wecom/members'])
    const { overall } = await answerMetric(other.engine, 'test', { metric: 'tier-flow', asOf: '2026-06-30' })
    other.close()
    expect(overall).toMatchObject({ state: 'not_covered', missing: 'community/tiers' })
  })
})
