import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Answer, Figure, GroupFigure, Part } from '../metrics/metric.ts'
import { hiddenCells, suppressSmallCells } from './suppress.ts'

const cell = (key: string, denominator: number, numerator = denominator): GroupFigure => ({
  ...{ key, label: key, state: 'ok', value: 0.5, numerator, denominator, notes: [] },
  parts: { immature: 0 },
})
const answer = (overall: number, cells: readonly number[], metric = 'active-retention'): Answer => ({
  ...{ metric, definitionVersion: 1, asOf: '2026-06-30', snapshot: 's', parameters: {}, filters: {} },
  overall: { state: 'ok', value: 0.5, denominator: overall, numerator: overall, notes: [] },
  by: 'group',
  groups: cells.map((n, i) => cell(`G${i}`, n)),
})
const hidden = (a: Answer) => a.groups?.filter((g) => g.state === 'suppressed').map((g) => g.key)

test('1 to 4 people are hidden, 5 and 0 are not; two hidden ones are 5 together', () => {
  expect(hidden(suppressSmallCells(answer(100, [4, 1, 5, 0, 90])))).toEqual(['G0', 'G1'])
})

test('a single hidden cell takes the next smallest along: 100 − 20 − 75 would be 5 − 2', () => {
  expect(hidden(suppressSmallCells(answer(97, [2, 20, 75])))).toEqual(['G0', 'G1'])
})

test('two cells of one person each would be told by their sum of 2: a third goes along', () => {
  expect(hidden(suppressSmallCells(answer(97, [1, 1, 20, 75])))).toEqual(['G0', 'G1', 'G2'])
})

test('a hidden cell keeps its name and nothing else', () => {
  const [first] = suppressSmallCells(answer(97, [2, 20, 75])).groups ?? []
  expect(first).toEqual({ key: 'G0', label: 'G0', state: 'suppressed', value: null, notes: [] })
})

test('a total of 3 people is hidden as well, and so is every period of one', () => {
  const small = {
    ...answer(3, [3]),
    series: [{ period: '2026-01', state: 'ok' as const, value: 1, denominator: 1, notes: [] }],
  }
  const shown = suppressSmallCells(small)
  expect(shown.overall).toEqual({ state: 'suppressed', value: null, notes: [] })
  expect(shown.series).toEqual([{ period: '2026-01', state: 'suppressed', value: null, notes: [] }])
})

describe('the size of a cohort', () => {
  const cohort = (parts: { immature: number; dead: number; dismissed: number }) => {
    const size = 100 + parts.immature + parts.dead + parts.dismissed
    const shared = {
      key: '2025-01',
      label: '2025-01',
      state: 'ok' as const,
      value: 0.5,
      numerator: 50,
      denominator: 100,
    }
    const of = (metric: string, more: Record<string, Part>): Answer => ({
      ...{ ...answer(0, [], metric), by: 'cohort' },
      groups: [{ ...shared, notes: [], parts: { ...parts, ...more, size } }],
    })
    const cells = [{ ...shared, k: 6, low: null, high: null, maturesOn: null }]
    return [of('retention', {}), of('cohorts', { cells })].map((one) => suppressSmallCells(one).groups?.[0]?.parts)
  }

  test('where few died it is told by both metrics, and the dead are not what is left beside the dismissed', () => {
    const [retention, cohorts] = cohort({ immature: 0, dead: 2, dismissed: 0 })
    expect([retention?.size, cohorts?.size]).toEqual([102, 102])
    expect([retention?.dead, retention?.dismissed]).toEqual([null, null])
  })

  test('where few are waited for it is told by neither, as it would tell them', () => {
    const [retention, cohorts] = cohort({ immature: 3, dead: 0, dismissed: 0 })
    expect([retention?.size ?? null, cohorts?.size ?? null]).toEqual([null, null])
    expect(retention?.immature).toBeNull()
  })
})

test('counts of people are judged by themselves, amounts of money are not', () => {
  const of = (metric: string, value: number) =>
    suppressSmallCells({ ...answer(50, [], metric), overall: { state: 'ok', value, notes: [] } }).overall.state
  expect(of('pool', 4)).toBe('suppressed')
  expect(of('pool', 5)).toBe('ok')
  expect(of('revenue', 4)).toBe('ok')
})

test('those who count, and those who do not, are hidden like those in the base', () => {
  const state = (numerator: number) =>
    suppressSmallCells({ ...answer(0, []), overall: { ...cell('', 40, numerator) } }).overall.state
  expect([0, 1, 4, 5, 35, 36, 39, 40].map(state)).toEqual([
    'ok',
    'suppressed',
    'suppressed',
    'ok',
    'ok',
    'suppressed',
    'suppressed',
    'ok',
  ])
})

test('a number beside the figure goes without it, and from a second row too where the total would tell it', () => {
  const row = (key: string, dead: number): GroupFigure => ({ ...cell(key, 100), parts: { immature: 0, dead } })
  const shown = suppressSmallCells({
    ...answer(300, [], 'retention'),
    overall: { ...cell('', 300), parts: { immature: 0, dead: 19 } },
    groups: [row('a', 3), row('b', 7), row('c', 9), row('d', 0)],
  })
  expect(shown.overall.parts?.dead).toBe(19)
  expect(shown.groups?.map((g) => [g.state, g.parts?.dead])).toEqual([
    ['ok', null],
    ['ok', null],
    ['ok', 9],
    ['ok', 0],
  ])
})

describe('a row of the funnel', () => {
  const step = (numerator: number, denominator: number, inProgress: number, more = {}) => ({
    ...{ state: 'ok', value: null, numerator, denominator, notes: [] },
    parts: { inProgress, ...more },
  })
  const row = (key: string, counts: readonly number[], mature: number, inProgress: number): GroupFigure => {
    const [join = 0, book = 0, repeat = 0] = counts
    const steps = {
      join: step(join, mature, inProgress),
      book: step(book, mature, inProgress, { stepDenominator: join, dropped: join - book }),
      repeat: step(repeat, mature, inProgress, { stepDenominator: book, dropped: book - repeat }),
    }
    return { key, label: key, ...(steps.repeat as unknown as Figure), parts: { steps } as never }
  }
  const shown = (rows: GroupFigure[]) =>
    suppressSmallCells({
      ...answer(0, [], 'funnel'),
      by: 'channel',
      overall: row('', [900, 500, 90], 900, 60),
      groups: rows,
    })

  test('of 3 people who are all still in progress shows none of them', () => {
    const { groups } = shown([
      row('a', [0, 0, 0], 0, 3),
      row('b', [60, 40, 20], 60, 7),
      row('c', [840, 460, 70], 840, 50),
    ])
    expect(groups?.[0]).toEqual({ key: 'a', label: 'a', state: 'suppressed', value: null, notes: [] })
    expect(JSON.stringify(groups?.[1])).not.toContain('"inProgress":7')
  })

  test('of 40 people of whom 3 came again keeps the steps before, and tells the 3 nowhere', () => {
    const { groups } = shown([
      row('a', [40, 20, 3], 40, 0),
      row('b', [60, 40, 20], 60, 0),
      row('c', [800, 440, 67], 800, 60),
    ])
    const steps = groups?.[0]?.parts?.steps as Record<string, { state: string; numerator?: number }>
    expect(steps.book).toMatchObject({ state: 'ok', numerator: 20 })
    expect(steps.repeat).toEqual({ state: 'suppressed', value: null, notes: [] })
    expect(JSON.stringify(groups?.[0])).not.toMatch(/:(3|17)\b/)
  })
})

test('flows add up to those who began, and to the moves of the whole', () => {
  const flow = (from: string, to: string, move: string, persons: number): GroupFigure => ({
    ...{ key: `${from}>${to}`, label: '', state: 'ok', value: 0.1, numerator: persons, denominator: 60, notes: [] },
    parts: { from, to, move, persons },
  })
  const groups = [
    ...[flow('gold', 'gold', 'same', 50), flow('gold', 'silver', 'down', 10)],
    ...[flow('silver', 'gold', 'up', 3), flow('silver', 'silver', 'same', 57), flow('silver', 'none', 'down', 9)],
  ]
  const overall = { ...cell('', 120, 30), parts: { up: 30, same: 107, down: 19, enrolled: 0, left: 0, joined: 0 } }
  const shown = suppressSmallCells({ ...answer(0, [], 'tier-flow'), by: 'flow', overall, groups })
  // 3 up takes 9 down along, or those who began as silver would tell it; 9 down takes 10 down, and so on. The 30 who
  // went up are told by no other flow, so the counts of moves go.
  expect(hidden(shown)).toEqual(['gold>gold', 'gold>silver', 'silver>gold', 'silver>silver', 'silver>none'])
  expect(shown.overall.parts).toMatchObject({ up: null, same: null, down: null })
})

describe('over random breakdowns', () => {
  const rows = fc.array(
    fc.record({ in: fc.nat(12), out: fc.nat(12), immature: fc.nat(7) }, { noNullPrototype: true }),
    { minLength: 1, maxLength: 12 },
  )
  type Counts = { in: number; out: number; immature: number }
  const figure = (r: Counts): Figure => ({
    ...{ state: 'ok', value: r.in / Math.max(1, r.in + r.out), numerator: r.in, denominator: r.in + r.out, notes: [] },
    parts: { immature: r.immature },
  })
  const sum = (all: readonly Counts[], name: keyof Counts) => all.reduce((n, r) => n + r[name], 0)
  const COLUMNS: [string, (r: Counts) => number, (f: Figure) => number | undefined][] = [
    ['in', (r) => r.in, (f) => f.numerator ?? undefined],
    ['out', (r) => r.out, (f) => (f.denominator == null ? undefined : f.denominator - (f.numerator ?? 0))],
    ['base', (r) => r.in + r.out, (f) => f.denominator ?? undefined],
    ['immature', (r) => r.immature, (f) => (typeof f.parts?.immature === 'number' ? f.parts.immature : undefined)],
  ]

  test('no count of 1 to 4 is told, and none can be solved for from the total and the rows that are shown', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const whole = { in: sum(all, 'in'), out: sum(all, 'out'), immature: sum(all, 'immature') }
        const raw = { ...answer(0, []), overall: figure(whole) }
        const groups = all.map((r, i): GroupFigure => ({ key: `g${i}`, label: `g${i}`, ...figure(r) }))
        const shown = suppressSmallCells({ ...raw, groups })
        for (const [name, truth, told] of COLUMNS) {
          const seen = (shown.groups ?? []).map((group) => told(group))
          for (const n of [told(shown.overall), ...seen]) expect(n === undefined || n === 0 || n >= 5, name).toBe(true)
          const total = told(shown.overall)
          if (total === undefined) continue
          // What anybody can work out: the sum of the hidden rows. Each may be anything up to it, but for the others.
          const left = total - seen.reduce<number>((n, one) => n + (one ?? 0), 0)
          expect(left === 0 || left >= 5, `${name}: ${left} left`).toBe(true)
          const small = all.filter((r, i) => seen[i] === undefined && truth(r) > 0 && truth(r) < 5)
          const somebody = all.filter((r, i) => seen[i] === undefined && truth(r) > 0)
          if (small.length > 0) expect(left - (somebody.length - 1), name).toBeGreaterThanOrEqual(4)
        }
      }),
      { numRuns: 5000 },
    )
  })

  test('numbers in a row whose sum is known', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(15), { minLength: 2, maxLength: 6 }), (counts) => {
        const gone = hiddenCells(counts)
        const left = gone.reduce((n, i) => n + (counts[i] ?? 0), 0)
        expect(counts.every((n, i) => gone.includes(i) || n === 0 || n >= 5)).toBe(true)
        const sumOfAll = counts.reduce((n, one) => n + one, 0)
        // A row of hardly anybody is hidden as a whole.
        expect(left === 0 || left >= 5 || left === sumOfAll).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })
})
