import { describe, expect, test } from 'vitest'
import { goldenText, goldenTitle, hasGolden } from '../../../stats/examples/golden.ts'
import { type LiftEvidence, liftVerdict } from './verdict.ts'

/** Scenario S1, return visits. */
const CLEAR: LiftEvidence = {
  matchedPersons: 1118,
  essControls: 1602.66,
  events1: 754,
  events0: 1825,
  coverage: 0.9,
  maxSmd: 0.0848,
  low: 0.0453,
  high: 0.1177,
  rrLow: 1.0744,
  holmP: 0.00002,
  placeboLow: -0.0156,
  isCapturedAlike: true,
  eValueLimit: 1.357,
}

describe('verdict', () => {
  test('everything in order: significantly higher, not fragile', () => {
    expect(liftVerdict(CLEAR)).toEqual({ verdict: 'significantly_higher', reasons: [], isFragile: false })
  })

  test.each([
    ['99 members', { matchedPersons: 99 }, 'members-below-100'],
    ['99.9 effective controls', { essControls: 99.9 }, 'controls-below-100'],
    ['9 events of members', { events1: 9 }, 'events-below-10'],
    ['9 events of controls', { events0: 9 }, 'events-below-10'],
    ['coverage 59.9 %', { coverage: 0.599 }, 'coverage-below-60'],
    ['SMD .25', { maxSmd: 0.25 }, 'imbalance'],
    ['asked of members only', { isCapturedAlike: false }, 'captured-differently'],
    ['no ratio', { rrLow: null }, 'ratio-undefined'],
  ])('%s: insufficient', (_, change, reason) => {
    expect(liftVerdict({ ...CLEAR, ...change })).toMatchObject({ verdict: 'insufficient', reasons: [reason] })
  })

  test.each([
    [
      '100 members, 100 controls, 10 events, coverage 60 %',
      { matchedPersons: 100, essControls: 100, events1: 10, coverage: 0.6 },
    ],
    ['SMD .2499', { maxSmd: 0.2499 }],
  ])('%s: just enough', (_, change) => {
    expect(liftVerdict({ ...CLEAR, ...change }).verdict).toBe('significantly_higher')
  })

  test.each([
    ['Holm p .05 is not below .05', { holmP: 0.05 }, 'below-detectable'],
    ['a lower limit of 0 is not above 0', { low: 0 }, 'below-detectable'],
    ['a ratio limit of 1 is not above 1', { rrLow: 1 }, 'below-detectable'],
    ['a placebo that was higher beforehand', { placeboLow: 0.002 }, 'pre-existing-difference'],
  ])('%s: not shown', (_, change, reason) => {
    expect(liftVerdict({ ...CLEAR, ...change })).toMatchObject({ verdict: 'not_shown', reasons: [reason] })
  })

  test('lower is shown, not hidden', () => {
    const lower = { low: -0.1, high: -0.02, rrLow: 0.8, holmP: 0.01 }
    expect(liftVerdict({ ...CLEAR, ...lower }).verdict).toBe('significantly_lower')
  })

  test.each([
    ['SMD .1', { maxSmd: 0.1 }],
    ['E-value of the limit 1.2', { eValueLimit: 1.2 }],
    ['a second estimator that covers 0', { secondEstimator: { low: -0.01, high: 0.1 } }],
  ])('%s: fragile', (_, change) => {
    expect(liftVerdict({ ...CLEAR, ...change }).isFragile).toBe(true)
  })

  test.runIf(hasGolden)(goldenTitle('every boundary case of the statistician'), () => {
    const cases = JSON.parse(goldenText('lift/verdicts.json')) as {
      scenario: string
      input: Record<string, number | boolean>
      verdict: string
      E_value_CI?: number
      fragile?: boolean
    }[]
    expect(cases.length).toBeGreaterThan(10)
    for (const { scenario, input, verdict, E_value_CI, fragile } of cases) {
      const number = (name: string) => Number(input[name])
      const got = liftVerdict({
        matchedPersons: number('members_matched'),
        essControls: number('ess_controls'),
        events1: number('events1'),
        events0: number('events0'),
        coverage: number('coverage'),
        maxSmd: number('max_smd'),
        low: number('RD_lo'),
        high: number('RD_hi'),
        rrLow: number('RR_lo'),
        holmP: number('p_holm'),
        placeboLow: number('placebo_lo'),
        isCapturedAlike: input.capture_comparable !== false,
        eValueLimit: E_value_CI ?? 1.357,
      })
      expect(`${scenario} ${got.verdict}`).toBe(`${scenario} ${verdict}`)
      if (fragile !== undefined) expect(`${scenario} ${got.isFragile}`).toBe(`${scenario} ${fragile}`)
    }
  })
})
