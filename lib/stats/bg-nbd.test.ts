import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BgNbd, expectedFuture, expectedPurchases, fitBgNbd } from './bg-nbd.ts'
import { cdnowBuyers, cdnowTitle, hasCdnow } from './examples/cdnow.ts'
import { goldenText, goldenTitle, hasGolden } from './examples/golden.ts'
import { simulateBuyers } from './examples/simulated-buyers.ts'
import { forecastError } from './forecast-error.ts'

/** As published for the CDNOW sample (Fader, Hardie and Lee 2005), to six digits. */
const CDNOW: BgNbd = { r: 0.242593, alpha: 4.413531, a: 0.792886, b: 2.425753 }
const TRUTH: BgNbd = { r: 0.6, alpha: 6, a: 0.8, b: 2.5 }
const SPEND = { p: 6, q: 4, v: 15 }

describe('BG/NBD at the published parameters', () => {
  test.each([
    [0.1429, 0.0078],
    [1, 0.0532],
    [3, 0.1506],
    [31.8571, 1.0405],
    [32, 1.0437],
    [78, 1.858],
  ])('a new buyer buys again within %f weeks %f times', (t, want) => {
    expect(expectedPurchases(CDNOW, t)).toBeCloseTo(want, 4)
  })

  test('2 repeats, the last in week 30.43 of 38.86: 1.2259 in the next 39 weeks', () => {
    expect(expectedFuture(CDNOW, { x: 2, tx: 30.43, T: 38.86 }, 39)).toBeCloseTo(1.2259, 4)
  })

  test.runIf(hasGolden)(goldenTitle('every worked value, from the parameters to all their digits'), () => {
    const { bgnbd } = JSON.parse(goldenText('btyd_cdnow.json')) as {
      bgnbd: { params: BgNbd; E_Xt: Record<string, number>; 'cond_E(t=39,x=2,tx=30.43,T=38.86)': { value: number } }
    }
    for (const [t, want] of Object.entries(bgnbd.E_Xt)) {
      expect(expectedPurchases(bgnbd.params, Number(t))).toBeCloseTo(want, 10)
    }
    const future = expectedFuture(bgnbd.params, { x: 2, tx: 30.43, T: 38.86 }, 39)
    expect(future).toBeCloseTo(bgnbd['cond_E(t=39,x=2,tx=30.43,T=38.86)'].value, 10)
  })

  test('before anything is known the future of a person is that of a new buyer', () => {
    expect(expectedFuture(CDNOW, { x: 0, tx: 0, T: 0 }, 26)).toBeCloseTo(expectedPurchases(CDNOW, 26), 12)
  })

  test('no jump at the poles of the closed forms, a = 1 and a + b = 1', () => {
    const near = (a: number, b: number) => expectedFuture({ r: 0.5, alpha: 5, a, b }, { x: 0, tx: 0, T: 20 }, 26)
    expect(near(1, 2)).toBeCloseTo((near(0.999, 2) + near(1.001, 2)) / 2, 4)
    expect(near(0.4, 0.6)).toBeCloseTo((near(0.4, 0.599) + near(0.4, 0.601)) / 2, 4)
  })

  test('more time never brings fewer purchases, and a later last purchase never a darker future', () => {
    const parameter = fc.double({ min: 0.05, max: 8, noNaN: true })
    const model = fc.record({ r: parameter, alpha: parameter, a: parameter, b: parameter })
    fc.assert(
      fc.property(model, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 50 }), (m, x, tx) => {
        const future = (at: number, t: number) => expectedFuture(m, { x, tx: at, T: 52 }, t)
        expect(future(tx, 10)).toBeGreaterThanOrEqual(0)
        expect(future(tx, 20)).toBeGreaterThanOrEqual(future(tx, 10) - 1e-9)
        expect(future(tx + 2, 10)).toBeGreaterThanOrEqual(future(tx, 10) - 1e-9)
      }),
    )
  })
})

describe('fitting BG/NBD', () => {
  const buyers = simulateBuyers(TRUTH, SPEND, 3000, 52)

  test('3,000 made-up buyers: the maximum that SciPy finds, and the parameters that made them', async () => {
    const fit = await fitBgNbd(buyers)
    expect(fit?.logLikelihood).toBeCloseTo(-23846.55359650065, 5)
    const { r = 0, alpha = 0, a = 0, b = 0 } = fit?.model ?? {}
    expect([r, alpha, a, b].map((v) => v.toFixed(3))).toEqual(['0.576', '5.756', '1.023', '3.234'])
    expect(Math.abs(r / TRUTH.r - 1)).toBeLessThan(0.1)
    expect(Math.abs(alpha / TRUTH.alpha - 1)).toBeLessThan(0.1)
    expect(a / (a + b)).toBeCloseTo(TRUTH.a / (TRUTH.a + TRUTH.b), 2)
    expect(fit?.isConverged).toBe(true)
  })

  test('as much time again: within 10 % of what came, and nearer for each person than their own pace', async () => {
    const fit = await fitBgNbd(buyers)
    const error = (of: (b: (typeof buyers)[number]) => number) =>
      forecastError(buyers.map((b) => ({ predicted: of(b), actual: b.later, people: 1 })))
    const model = error((b) => (fit ? expectedFuture(fit.model, b, 52) : Number.NaN))
    expect(Math.abs((model?.ratio ?? 0) - 1)).toBeLessThan(0.1)
    expect(model?.mae).toBeLessThan(error((b) => (b.x / b.T) * 52)?.mae ?? 0)
  })

  test('equal histories as one row with their number give the same fit', async () => {
    const rows = [
      { x: 0, tx: 0, T: 30, people: 60 },
      { x: 1, tx: 5, T: 30, people: 20 },
      { x: 3, tx: 25, T: 30, people: 15 },
      { x: 9, tx: 29, T: 30, people: 5 },
    ]
    const single = rows.flatMap((row) => Array.from({ length: row.people }, () => ({ ...row, people: 1 })))
    const [grouped, apart] = [await fitBgNbd(rows), await fitBgNbd(single)]
    expect(grouped?.logLikelihood).toBeCloseTo(apart?.logLikelihood ?? 0, 6)
    expect(grouped?.model.r).toBeCloseTo(apart?.model.r ?? 0, 3)
  })

  test('nobody came again: nothing to fit; everybody comes once a week: once a week is foretold', async () => {
    expect(await fitBgNbd([])).toBeNull()
    expect(await fitBgNbd([{ x: 0, tx: 0, T: 10, people: 40 }])).toBeNull()
    const { model = CDNOW } = (await fitBgNbd([{ x: 10, tx: 10, T: 10, people: 40 }])) ?? {}
    expect(expectedFuture(model, { x: 10, tx: 10, T: 10 }, 10)).toBeCloseTo(10, 2)
  })

  test.runIf(hasCdnow)(
    cdnowTitle('CDNOW from its raw file: r .2426, α 4.4136, a .7929, b 2.4259, log-likelihood −9582.4292'),
    async () => {
      const people = cdnowBuyers()
      const fit = await fitBgNbd(people)
      expect(people.length).toBe(2357)
      expect(fit?.logLikelihood).toBeCloseTo(-9582.429206673929, 5)
      expect(fit?.model.r).toBeCloseTo(0.24259451839, 5)
      expect(fit?.model.alpha).toBeCloseTo(4.4136019526, 4)
      expect(fit?.model.a).toBeCloseTo(0.792922023, 4)
      expect(fit?.model.b).toBeCloseTo(2.4259066604, 3)
    },
  )

  test.runIf(hasCdnow)(
    cdnowTitle('CDNOW, 39 weeks held out: 1653.4 foretold of 1882, error .785 against 1.024 of everybody’s own pace'),
    async () => {
      const people = cdnowBuyers()
      const { model = CDNOW } = (await fitBgNbd(people)) ?? {}
      const error = (of: (b: (typeof people)[number]) => number) =>
        forecastError(people.map((b) => ({ predicted: of(b), actual: b.later, people: 1 })))
      const foretold = error((b) => expectedFuture(model, b, 39))
      expect(foretold?.actual).toBe(1882)
      expect(foretold?.predicted).toBeCloseTo(1653.4087, 2)
      expect(foretold?.mae).toBeCloseTo(0.785454, 5)
      expect(foretold?.rmse).toBeCloseTo(1.607982, 5)
      expect(error((b) => (b.x / b.T) * 39)?.mae).toBeCloseTo(1.0236691632673869, 9)
    },
  )
})
