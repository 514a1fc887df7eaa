import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { goldenText, goldenTitle, hasGolden } from '../../../stats/examples/golden.ts'
import { openTestMarts, type TestMarts } from '../../../warehouse/test-marts.ts'
import type { Figure } from '../../metric.ts'
import { balance } from './balance.ts'
import type { LiftOutcome } from './findings.ts'
import { lift } from './lift.ts'
import { liftPeople } from './people.ts'
import { insertScenario, S1_AS_OF } from './test-scenario.ts'

const QUERY = { asOf: S1_AS_OF, parameters: { sensitivity: 'on', referralCapture: 'everyone' }, filters: {} }

interface Expected {
  RD: number
  CMH: number
  events1: number
  events0: number
  cluster: Record<string, number>
  entropy_balancing: Record<string, number>
  E_value: number
  E_value_CI: number
}

describe.runIf(hasGolden)(goldenTitle('scenario S1: 6,000 patients, against Python and R'), () => {
  let marts: TestMarts
  const expected = hasGolden ? JSON.parse(goldenText('lift/expected.json')).S1_effect : {}
  const answers = {} as Record<LiftOutcome, Figure>
  beforeAll(async () => {
    marts = await openTestMarts()
    await insertScenario(marts)
    answers.returned = (await lift(marts.engine, QUERY, 'returned')).overall
    answers.referred = (await lift(marts.engine, QUERY, 'referred')).overall
  })
  afterAll(() => marts.close())

  test.each([
    ['returned', 'y_return', 'significantly_higher'],
    ['referred', 'y_ref', 'not_shown'],
  ] as const)('%s: difference, ratio, intervals, CMH, E-value, second estimator, verdict', (outcome, name, verdict) => {
    const want: Expected = expected[name]
    const figure = answers[outcome]
    expect(figure).toMatchObject({ numerator: want.events1, denominator: 1118, verdict })
    expect(figure.value).toBeCloseTo(want.RD, 11)
    expect(figure.low).toBeCloseTo(want.cluster.RD_lo ?? 0, 11)
    expect(figure.high).toBeCloseTo(want.cluster.RD_hi ?? 0, 11)
    const parts = figure.parts ?? {}
    expect(parts.rr).toBeCloseTo(want.cluster.RR ?? 0, 10)
    expect(parts.rrLow).toBeCloseTo(want.cluster.RR_lo ?? 0, 10)
    expect(parts.rrHigh).toBeCloseTo(want.cluster.RR_hi ?? 0, 10)
    expect(parts.p).toBeCloseTo(want.cluster.p ?? 0, 10)
    expect(parts.cmh).toBeCloseTo(want.CMH, 8)
    expect(parts.eValue).toBeCloseTo(want.E_value, 10)
    expect(parts.eValueCi).toBeCloseTo(want.E_value_CI, 10)
    expect(parts.events).toEqual({ members: want.events1, controls: want.events0 })
    expect(parts.sensitivity).toMatchObject({
      value: expect.closeTo(want.entropy_balancing.RD ?? 0, 8),
      ess: expect.closeTo(want.entropy_balancing.ess_controls ?? 0, 5),
    })
  })

  test('the ladder stops at L2 with 1053 of 1170 persons = 90 %, by coverage .453, .673, .900, .990, 1', () => {
    const parts = answers.returned.parts ?? {}
    expect(parts).toMatchObject({
      level: 'L2',
      coverage: 0.9,
      eligiblePersons: 1170,
      matchedPersons: 1053,
      controls: 3610,
    })
    const coverage = Object.values(expected.ladder_coverage as Record<string, number>)
    expect(parts.ladder).toEqual(coverage.map((c, i) => ({ level: `L${i}`, coverage: expect.closeTo(c, 12) })))
  })

  test('first joins from 2023-01-01 (a year after the first visit) until 2024-06-30 (L + 12 months has passed): 1247', () => {
    expect(answers.returned.parts?.firstJoins).toBe(1247)
  })

  test('balance: every level of every variable, before and after, worst .0848 at age 50–64', async () => {
    const rows = await balance(marts.engine, QUERY, 'L2')
    const find = (covariate: string, level: string) => rows.find((r) => r.covariate === covariate && r.level === level)
    expect(find('age', '50-64')?.smd).toBeCloseTo(expected.smd_after['age_b_50-64'], 10)
    expect(find('sex', 'F')?.smd).toBeCloseTo(expected.smd_after.sex_F, 10)
    expect(find('spend', '>2000')?.smd).toBeCloseTo(expected.smd_after['ps_b_>2000'], 10)
    expect(find('visits', '')?.smdBefore).toBeCloseTo(expected.smd_before.pv, 10)
    expect(find('spend', '')?.smdBefore).toBeCloseTo(expected.smd_before.ps, 10)
    expect(find('age', '')?.smdBefore).toBeCloseTo(expected.smd_before.age, 10)
    expect(find('department', '内分泌')?.smd).toBeCloseTo(0, 12)
    expect(answers.returned.parts?.maxSmd).toBeCloseTo(expected.smd_after_max, 10)
    expect(answers.returned.parts?.essControls).toBeCloseTo(expected.y_return.ess_controls, 8)
  })

  test('the placebo is the same in both rooms, and the answer the same bytes at every call', async () => {
    const placebo = expected.y_placebo.cluster
    expect(answers.returned.parts?.placebo).toEqual({
      value: expect.closeTo(placebo.RD, 11),
      low: expect.closeTo(placebo.RD_lo, 9),
      high: expect.closeTo(placebo.RD_hi, 9),
    })
    expect(answers.referred.parts?.placebo).toEqual(answers.returned.parts?.placebo)
    expect(JSON.stringify((await lift(marts.engine, QUERY, 'returned')).overall)).toBe(JSON.stringify(answers.returned))
  })

  test('the lists hold 754 and 1118 − 754 trials, each with the day that decided', async () => {
    const found = await liftPeople(marts.engine, QUERY, 'in', 'returned')
    const others = await liftPeople(marts.engine, QUERY, 'out', 'returned')
    expect(found).toHaveLength(754)
    expect(others).toHaveLength(1118 - 754)
    expect(found.every(({ dates }) => String(dates.returned) >= String(dates.windowFrom))).toBe(true)
    expect(found.every(({ dates }) => String(dates.returned) <= String(dates.windowTo))).toBe(true)
    expect(others.every(({ dates }) => dates.returned === null)).toBe(true)
  })

  test('departments are exploratory: q values and no verdict; their members add up', async () => {
    const { groups = [] } = await lift(marts.engine, { ...QUERY, by: 'department' }, 'returned')
    expect(groups.map((g) => g.key).sort()).toEqual(['内分泌', '口腔', '皮肤', '眼科'].sort())
    expect(groups.reduce((n, g) => n + (g.denominator ?? 0), 0)).toBe(1118)
    for (const g of groups) {
      expect(g.verdict).toBeUndefined()
      expect(Number(g.parts?.q)).toBeGreaterThanOrEqual(Number(g.parts?.p))
    }
    const one = await lift(marts.engine, { ...QUERY, filters: { department: ['口腔'] } }, 'returned')
    expect(one.overall).toMatchObject({ verdict: null, notes: expect.arrayContaining(['exploratory']) })
  })
})
