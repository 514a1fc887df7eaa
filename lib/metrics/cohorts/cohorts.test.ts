import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openTestMarts, type TestMarts } from '../../warehouse/test-marts.ts'
import { answerMetric, listPeople } from '../answer.ts'
import type { GroupFigure } from '../metric.ts'
import { addMembers, type Member } from '../shared/test-members.ts'

let marts: TestMarts
beforeEach(async () => {
  marts = await openTestMarts()
})
afterEach(() => marts.close())

interface Cell {
  k: number
  state: string
  value: number | null
  numerator: number
  denominator: number
  low: number | null
  high: number | null
  maturesOn: string | null
}
type Where = readonly (readonly [string, string])[]

async function ask(asOf: string, where: Where = [], period: { from?: string; to?: string } = {}) {
  return answerMetric(marts.engine, 'S', { metric: 'cohorts', asOf, where, by: 'cohort', ...period })
}

const cellsOf = (figure: { parts?: Record<string, unknown> } | undefined) => (figure?.parts?.cells ?? []) as Cell[]
const cellAt = (figure: GroupFigure | undefined, k: number) => cellsOf(figure).find((c) => c.k === k)

/** Sixty members over twenty months: leavers, re-joiners, dead, dismissed, by their number. */
function manyMembers(): Member[] {
  return Array.from({ length: 60 }, (_, i): Member => {
    const joined = Date.UTC(2024, 0, 1 + i * 10, (i * 7) % 24, 30)
    const after = (days: number) => new Date(joined + days * 86_400_000).toISOString().slice(0, 19).replace('T', ' ')
    const name = `P${i}`
    const out = 20 + ((i * 37) % 300)
    if (i % 5 === 0) return { name, stays: [[after(0)]], ...(i % 10 === 0 && { deceasedOn: after(out).slice(0, 10) }) }
    if (i % 5 === 1 && i % 7 > 0) return { name, stays: [[after(0), after(out)], [after(out + (i % 7))]] }
    return { name, stays: [[after(0), after(out), i % 4 === 0 ? 'dismissed' : 'leave']] }
  })
}

describe('in a group', () => {
  test('every monthly cell equals retention months=k by=cohort: state, counts, interval and maturity', async () => {
    await addMembers(marts, manyMembers())
    const { groups } = await ask('2025-09-15')
    for (const months of [1, 2, 3, 6, 11, 12, 18, 24]) {
      const retention = await answerMetric(marts.engine, 'S', {
        metric: 'retention',
        asOf: '2025-09-15',
        where: [['months', String(months)]],
        by: 'cohort',
      })
      const expected = retention.groups?.map((g) => [
        g.key,
        { state: g.state, value: g.value, numerator: g.numerator, denominator: g.denominator },
        [g.low ?? null, g.high ?? null, g.maturesOn ?? null],
      ])
      const actual = groups?.map((g) => {
        const c = cellAt(g, months)
        return [
          g.key,
          { state: c?.state, value: c?.value, numerator: c?.numerator, denominator: c?.denominator },
          [c?.low, c?.high, c?.maturesOn],
        ]
      })
      expect(actual).toEqual(expected)
    }
  })

  test('the total is the sum over mature cohorts: 2025-01 1/2, 2025-02 waits until 2025-03-28; month 1: 1/2', async () => {
    await addMembers(marts, [
      { name: 'a', stays: [['2025-01-05 08:00:00']] },
      { name: 'b', stays: [['2025-01-20 08:00:00', '2025-02-01 08:00:00']] },
      { name: 'c', stays: [['2025-02-01 08:00:00']] },
      { name: 'd', stays: [['2025-02-28 08:00:00']] },
    ])
    const { overall, groups } = await ask('2025-03-10')
    expect(overall).toMatchObject({
      state: 'few',
      numerator: 1,
      denominator: 2,
      parts: { size: 4, immature: 2, cohorts: 1 },
    })
    expect(groups).toMatchObject([
      { key: '2025-01', state: 'few', value: 0.5, parts: { size: 2 } },
      { key: '2025-02', state: 'immature', numerator: 1, denominator: 1, maturesOn: '2025-03-28', parts: { size: 2 } },
    ])
    expect(cellsOf(overall).map((c) => c.k)).toEqual(Array.from({ length: 24 }, (_, i) => i + 1))
    const question = { metric: 'cohorts', asOf: '2025-03-10' }
    const list = async (state: string) => (await listPeople(marts.engine, question, state)).map((p) => p.name)
    expect(await list('in')).toEqual(['a'])
    expect(await list('out')).toEqual(['b'])
    expect(await list('immature')).toEqual(['c', 'd'])
  })

  test('by week: joined Sunday 2025-03-02 is of Monday 02-24; t = join + 7 days, to the second: 1/2', async () => {
    await addMembers(marts, [
      { name: 'a', stays: [['2025-03-02 10:00:00', '2025-03-09 10:00:00']] },
      { name: 'b', stays: [['2025-02-24 10:00:00', '2025-03-03 10:00:01']] },
    ])
    const { groups } = await ask('2025-03-31', [['grain', 'week']])
    expect(groups).toMatchObject([{ key: '2025-02-24', numerator: 1, denominator: 2, parts: { size: 2 } }])
    const out = await listPeople(
      marts.engine,
      {
        metric: 'cohorts',
        asOf: '2025-03-31',
        where: [
          ['grain', 'week'],
          ['cohort', '2025-02-24'],
        ],
      },
      'out',
    )
    expect(out.map((p) => [p.name, p.dates.t, p.dates.leftAt])).toEqual([
      ['a', '2025-03-09 10:00:00', '2025-03-09 10:00:00'],
    ])
  })
})

describe('active', () => {
  const active: Where = [['measure', 'active']]

  test('joined 2025-01-31: month 0 is 01-31 to 02-27, month 1 is 02-28 to 03-30, month 2 starts 03-31', async () => {
    const stays: Member['stays'] = [['2025-01-31 08:00:00']]
    await addMembers(marts, [
      { name: 'first', stays, active: ['2025-01-31'] },
      { name: 'last', stays, active: ['2025-02-27'] },
      { name: 'next', stays, active: ['2025-02-28'] },
      { name: 'end', stays, active: ['2025-03-30'] },
      { name: 'third', stays, active: ['2025-03-31'] },
    ])
    const { groups } = await ask('2025-04-29', active)
    const figures = cellsOf(groups?.[0])
    expect(figures.slice(0, 4).map((c) => [c.k, c.numerator, c.denominator, c.state])).toEqual([
      [0, 2, 5, 'few'],
      [1, 2, 5, 'few'],
      [2, 1, 5, 'few'],
      [3, 0, 0, 'immature'],
    ])
    expect(figures[3]?.maturesOn).toBe('2025-05-30')
    const list = await listPeople(marts.engine, { metric: 'cohorts', asOf: '2025-04-29', where: active }, 'in')
    expect(list.map((p) => [p.name, p.dates.from, p.dates.to, p.dates.activeOn])).toEqual([
      ['next', '2025-02-28', '2025-03-30', '2025-02-28'],
      ['end', '2025-02-28', '2025-03-30', '2025-03-30'],
    ])
  })

  test('the window must be over: month 0 of 2025-03-01 ends on 03-31, so it matures on 2025-03-31', async () => {
    await addMembers(marts, [{ name: 'a', stays: [['2025-03-01 08:00:00']], active: ['2025-03-31'] }])
    expect(cellAt((await ask('2025-03-30', active)).groups?.[0], 0)).toMatchObject({
      state: 'immature',
      maturesOn: '2025-03-31',
    })
    expect(cellAt((await ask('2025-03-31', active)).groups?.[0], 0)).toMatchObject({ numerator: 1, denominator: 1 })
  })

  test('leavers and the dead stay in the denominator: 1/3', async () => {
    await addMembers(marts, [
      { name: 'a', stays: [['2025-03-01 08:00:00']], active: ['2025-04-01'] },
      { name: 'b', stays: [['2025-03-01 08:00:00', '2025-03-02 08:00:00']], active: ['2025-03-01'] },
      { name: 'c', stays: [['2025-03-01 08:00:00']], deceasedOn: '2025-03-05' },
    ])
    expect(cellAt((await ask('2025-12-31', active)).groups?.[0], 1)).toMatchObject({ numerator: 1, denominator: 3 })
  })

  test('weeks of seven days from the join day: day 6 is week 0, day 7 week 1', async () => {
    await addMembers(marts, [{ name: 'a', stays: [['2025-03-03 22:00:00']], active: ['2025-03-09', '2025-03-10'] }])
    const { groups } = await ask('2025-03-31', [...active, ['grain', 'week']])
    expect(
      cellsOf(groups?.[0])
        .slice(0, 3)
        .map((c) => c.numerator),
    ).toEqual([1, 1, 0])
    expect(cellsOf(groups?.[0])).toHaveLength(27)
  })

  test('without any event feed: not covered, and no list; in a group it is answered', async () => {
    await addMembers(marts, [{ name: 'a', stays: [['2025-03-01 08:00:00']] }], ['wecom/members'])
    expect((await ask('2025-12-31', active)).overall).toMatchObject({
      state: 'not_covered',
      missing: 'community/messages',
    })
    expect(await listPeople(marts.engine, { metric: 'cohorts', asOf: '2025-12-31', where: active }, 'out')).toEqual([])
    expect((await ask('2025-12-31')).overall.state).toBe('few')
  })
})

describe('questions', () => {
  test('a period keeps the joins of its days, both ends included', async () => {
    await addMembers(marts, [
      { name: 'a', stays: [['2025-01-31 23:59:59']] },
      { name: 'b', stays: [['2025-02-01 00:00:00']] },
      { name: 'c', stays: [['2025-02-28 23:59:59']] },
      { name: 'd', stays: [['2025-03-01 00:00:00']] },
    ])
    for (const measure of ['in-group', 'active']) {
      const period = { from: '2025-02-01', to: '2025-02-28' }
      const { groups } = await ask('2025-12-31', [['measure', measure]], period)
      expect(groups?.map((g) => [g.key, g.parts?.size])).toEqual([['2025-02', 2]])
    }
  })

  test('steps that a measure does not have are refused in one line', async () => {
    await marts.cover()
    await expect(ask('2025-12-31', [['k', '0']])).rejects.toThrow('k=0: expected 1 to 24 with measure=in-group')
    await expect(ask('2025-12-31', [['k', '25']])).rejects.toThrow('grain=month')
    await expect(
      ask('2025-12-31', [
        ['k', '26'],
        ['grain', 'week'],
      ]),
    ).resolves.toBeDefined()
  })

  test('nobody joined: empty without rows', async () => {
    await marts.cover()
    const { overall, groups } = await ask('2025-12-31')
    expect(overall).toMatchObject({ state: 'empty', denominator: 0 })
    expect(groups).toEqual([])
  })
})
