import { describe, expect, test } from 'vitest'
import { goldenText, goldenTitle, hasGolden } from './examples/golden.ts'
import { type Ending, kaplanMeier, survivalAt } from './kaplan-meier.ts'

function endings(rows: readonly (readonly [time: number, status: number])[]): Ending[] {
  return rows.map(([time, status]) => ({ time, events: status, censored: 1 - status }))
}

const TWELVE = endings([
  [3, 1],
  [10, 1],
  [10, 0],
  [31, 1],
  [45, 0],
  [60, 1],
  [60, 1],
  [90, 0],
  [120, 1],
  [150, 0],
  [183, 0],
  [200, 1],
])

describe('Kaplan–Meier', () => {
  test('12 people: 11/12 · 10/11 · 8/9 · 5/7 · 3/4 = .396825 at day 183, 2 at risk, median 120 (survfit of R)', () => {
    const curve = kaplanMeier(TWELVE)
    const at = survivalAt(curve, 183)
    expect(at?.survival).toBeCloseTo((11 / 12) * (10 / 11) * (8 / 9) * (5 / 7) * (3 / 4), 12)
    expect(at?.se).toBeCloseTo(0.16411104991, 9)
    expect(at?.low).toBeCloseTo(0.10843653257, 9)
    expect(at?.high).toBeCloseTo(0.6807746828, 9)
    expect(at?.atRisk).toBe(2)
    expect(curve.median).toBe(120)
    expect(curve.longest).toBe(200)
  })

  test('a censoring on the day of an event is still at risk that day: 11 at day 10, 9 at day 31', () => {
    const { steps } = kaplanMeier(TWELVE)
    expect(steps.find((s) => s.time === 10)?.atRisk).toBe(11)
    expect(steps.find((s) => s.time === 31)?.atRisk).toBe(9)
  })

  test('nothing beyond the longest time, no interval at survival 1 and 0', () => {
    const curve = kaplanMeier(TWELVE)
    expect(survivalAt(curve, 201)).toBeNull()
    expect(survivalAt(curve, 200)).toMatchObject({ survival: 0, se: null, low: null, high: null, atRisk: 1 })
    expect(survivalAt(curve, 2)).toMatchObject({ survival: 1, low: null, high: null, atRisk: 12 })
  })

  test('aggregated and single rows give one curve', () => {
    const grouped: Ending[] = [
      { time: 5, events: 2, censored: 1 },
      { time: 9, events: 0, censored: 3 },
      { time: 7, events: 1, censored: 0 },
    ]
    const single = endings([
      [5, 1],
      [5, 1],
      [5, 0],
      [7, 1],
      [9, 0],
      [9, 0],
      [9, 0],
    ])
    expect(kaplanMeier(grouped)).toEqual(kaplanMeier(single))
  })

  test('nobody: no steps, no reading; nobody leaves: no median', () => {
    expect(survivalAt(kaplanMeier([]), 0)).toBeNull()
    expect(kaplanMeier(endings([[10, 0]])).median).toBeNull()
  })

  test('aml, maintained arm: 10/11 at 9, 8 at risk at 18, .184091 at 48', () => {
    const rows = [9, 13, -13, 18, 23, -28, 31, 34, -45, 48, -161].map((t): [number, number] => [
      Math.abs(t),
      t > 0 ? 1 : 0,
    ])
    const { steps, median } = kaplanMeier(endings(rows))
    const last = steps.find((s) => s.time === 48)
    expect(steps[0]?.survival).toBeCloseTo(10 / 11, 12)
    expect(steps.find((s) => s.time === 18)?.atRisk).toBe(8)
    expect(last?.survival).toBeCloseTo(0.18409090909, 9)
    expect(last?.se).toBeCloseTo(0.15349274579, 9)
    expect(last?.low).toBeCloseTo(0.011738480123, 9)
    expect(last?.high).toBeCloseTo(0.52501484273, 9)
    expect(median).toBe(31)
  })

  test.runIf(hasGolden)(goldenTitle('aml, both arms, every step'), () => {
    const golden = JSON.parse(goldenText('proportions_km.json')) as {
      km_aml_data: { time: number; status: number; x: string }[]
      km_aml: { strata: string; time: number; 'n.risk': number; surv: number; lo: number | null; hi: number | null }[]
    }
    for (const arm of ['Maintained', 'Nonmaintained']) {
      const { steps } = kaplanMeier(
        endings(golden.km_aml_data.filter((d) => d.x === arm).map((d) => [d.time, d.status])),
      )
      for (const want of golden.km_aml.filter((k) => k.strata === `x=${arm}`)) {
        const got = steps.find((s) => s.time === want.time)
        expect(got?.atRisk).toBe(want['n.risk'])
        expect(got?.survival).toBeCloseTo(want.surv, 9)
        expect(got?.low ?? null).toEqual(want.lo === null ? null : expect.closeTo(want.lo, 9))
        expect(got?.high ?? null).toEqual(want.hi === null ? null : expect.closeTo(want.hi, 9))
      }
    }
  })
})
