import { describe, expect, test } from 'vitest'
import { attOf, attOfStrata, MDE80, stratifiedAtt, type Trial } from './att.ts'
import { goldenText, goldenTitle, hasGolden } from './examples/golden.ts'
import { WORKED_STRATA } from './examples/strata.ts'

describe('effect on the treated', () => {
  test('six strata by hand: 105/180 against Σ w·p0 = .481111: RD .102222 [.018312, .186132], RR 1.2125', () => {
    const att = attOfStrata(WORKED_STRATA)
    expect(att?.p1).toBeCloseTo(105 / 180, 12)
    expect(att?.p0).toBeCloseTo(0.48111111111, 10)
    expect(att?.se).toBeCloseTo(0.042811964424, 10)
    expect(att?.low).toBeCloseTo(0.018312313844, 10)
    expect(att?.high).toBeCloseTo(0.1861321306, 10)
    expect(att?.p).toBeCloseTo(0.016954072957, 10)
    expect(att?.rrLow).toBeCloseTo(1.0380569202, 9)
    expect(att?.rrHigh).toBeCloseTo(1.4161904001, 9)
    expect(MDE80 * (att?.se ?? 0)).toBeCloseTo(0.11994136669, 9)
  })

  test('rows of different persons give the risks of the counts, and nearly their error', () => {
    const att = stratifiedAtt(rowsOf(WORKED_STRATA))
    expect(att?.value).toBeCloseTo(attOfStrata(WORKED_STRATA)?.value ?? Number.NaN, 12)
    expect(att?.se).toBeCloseTo(0.0424184, 6)
  })

  test('2 members (1, 0) and one control (1): ψ = ±1/4 and 0, se² = 3/2 · 2/16 = .1875', () => {
    const att = stratifiedAtt([
      { person: 'a', stratum: 's', isMember: true, outcome: true },
      { person: 'b', stratum: 's', isMember: true, outcome: false },
      { person: 'c', stratum: 's', isMember: false, outcome: true },
    ])
    expect(att?.value).toBe(-0.5)
    expect(att?.se).toBeCloseTo(Math.sqrt(0.1875), 12)
    expect(att?.rr).toBe(0.5)
  })

  test('trials of one person are one cluster: doubling every trial of a person leaves no false precision', () => {
    const rows = rowsOf(WORKED_STRATA.slice(0, 4))
    const once = stratifiedAtt(rows)
    const twice = stratifiedAtt([...rows, ...rows])
    expect(twice?.value).toBeCloseTo(once?.value ?? Number.NaN, 12)
    expect((twice?.se ?? 0) / (once?.se ?? 1)).toBeCloseTo(1, 2)
  })

  test('no events: no ratio, no p; one person: no variance; no matched stratum: null', () => {
    expect(attOf({ p1: 0, p0: 0, persons: 9, difference: 0, logRatio: null })).toMatchObject({
      value: 0,
      se: 0,
      p: null,
      rr: null,
    })
    expect(attOf({ p1: 0.5, p0: 0.2, persons: 1, difference: 1, logRatio: 1 })).toMatchObject({
      se: null,
      low: null,
      rrLow: null,
    })
    expect(attOf({ p1: 0, p0: 0.2, persons: 9, difference: 0.1, logRatio: null })).toMatchObject({ rr: 0, rrLow: null })
    expect(stratifiedAtt([{ person: 1, stratum: 's', isMember: true, outcome: true }])).toBeNull()
  })

  test.runIf(hasGolden)(goldenTitle('scenario S1 from its 4,728 matched trials, clustered by 3,419 persons'), () => {
    const [header = [], ...rows] = goldenText('lift/S1_effect/matched_anchors.csv')
      .trim()
      .split('\n')
      .map((line) => line.split(','))
    const strata = ['dept', 'disease', 'age3', 'payment', 'new', 'pv_b', 'bk', 'hy']
    const expected = JSON.parse(goldenText('lift/expected.json')).S1_effect
    for (const outcome of ['y_return', 'y_ref', 'y_placebo']) {
      const cell = (row: string[], name: string) => row[header.indexOf(name)] ?? ''
      const att = stratifiedAtt(
        rows.map((row) => ({
          person: cell(row, 'patient_id'),
          stratum: strata.map((name) => cell(row, name)).join('|'),
          isMember: cell(row, 't') === '1',
          outcome: cell(row, outcome) === '1',
        })),
      )
      const want = expected[outcome].cluster
      expect(att?.value).toBeCloseTo(want.RD, 10)
      expect(att?.se).toBeCloseTo(want.se_RD, 10)
      expect(att?.p).toBeCloseTo(want.p, 10)
      expect(att?.rrLow).toBeCloseTo(want.RR_lo, 9)
      expect(att?.rrHigh).toBeCloseTo(want.RR_hi, 9)
    }
  })
})

function rowsOf(strata: typeof WORKED_STRATA): Trial[] {
  return strata.flatMap((s, i) => [
    ...Array.from({ length: s.n1 }, (_, k) => ({
      person: `${i}m${k}`,
      stratum: `${i}`,
      isMember: true,
      outcome: k < s.e1,
    })),
    ...Array.from({ length: s.n0 }, (_, k) => ({
      person: `${i}c${k}`,
      stratum: `${i}`,
      isMember: false,
      outcome: k < s.e0,
    })),
  ])
}
