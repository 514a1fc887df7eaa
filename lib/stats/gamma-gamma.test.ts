import { describe, expect, test } from 'vitest'
import { correlation } from './correlation.ts'
import { cdnowBuyers, cdnowTitle, hasCdnow } from './examples/cdnow.ts'
import { simulateBuyers } from './examples/simulated-buyers.ts'
import { expectedSpend, fitGammaGamma, meanSpend } from './gamma-gamma.ts'

/** As published for the CDNOW sample (Fader and Hardie 2013), to five digits. */
const CDNOW = { p: 6.2488, q: 3.7446, v: 15.4478 }

describe('Gamma–Gamma', () => {
  test('at the published parameters: mean 6.2488·15.4478/2.7446 = 35.17; 2 purchases of 22.35 draw it to 24.66', () => {
    expect(meanSpend(CDNOW)).toBeCloseTo(35.171, 2)
    expect(expectedSpend(CDNOW, 2, 44.7)).toBeCloseTo(24.6586, 3)
    expect(expectedSpend(CDNOW, 1, 11.77)).toBeCloseTo(18.9115, 3)
    expect(expectedSpend(CDNOW, 7, 7 * 73.74)).toBeCloseTo(71.4629, 3)
    expect(expectedSpend(CDNOW, 0, 0)).toBe(meanSpend(CDNOW))
  })

  test('2,126 of 3,000 made-up buyers paid again: the maximum that SciPy finds', async () => {
    const buyers = simulateBuyers({ r: 0.6, alpha: 6, a: 0.8, b: 2.5 }, { p: 6, q: 4, v: 15 }, 3000, 52)
    const fit = await fitGammaGamma(buyers)
    expect(fit?.logLikelihood).toBeCloseTo(-8761.851755913887, 4)
    expect([fit?.model.p, fit?.model.q, fit?.model.v].map((v) => v?.toFixed(2))).toEqual(['6.89', '3.77', '12.07'])
    expect(Math.abs(meanSpend(fit?.model ?? CDNOW) / 30 - 1)).toBeLessThan(0.05)
    expect(fit?.isConverged).toBe(true)
  })

  test('a hundred times the amounts: the same shapes, a hundred times v', async () => {
    const buyers = simulateBuyers({ r: 0.6, alpha: 6, a: 0.8, b: 2.5 }, { p: 6, q: 4, v: 15 }, 400, 52)
    const [yuan, fen] = [
      await fitGammaGamma(buyers),
      await fitGammaGamma(buyers.map((b) => ({ ...b, mean: b.mean * 100 }))),
    ]
    expect(fen?.model.p).toBeCloseTo(yuan?.model.p ?? 0, 6)
    expect((fen?.model.v ?? 0) / 100).toBeCloseTo(yuan?.model.v ?? 0, 5)
  })

  test('nobody paid: nothing; without a mean (q ≤ 1) NaN', async () => {
    expect(await fitGammaGamma([{ x: 2, mean: 0, people: 5 }])).toBeNull()
    expect(meanSpend({ p: 2, q: 1, v: 3 })).toBeNaN()
    expect(expectedSpend({ p: 2, q: 0.5, v: 3 }, 0, 0)).toBeNaN()
  })

  test.runIf(hasCdnow)(
    cdnowTitle('CDNOW: 946 came again; p 6.25, q 3.74, v 15.44 within .02, log-likelihood −4055.92'),
    async () => {
      const payers = cdnowBuyers().filter((b) => b.mean > 0)
      const fit = await fitGammaGamma(payers)
      expect(payers.length).toBe(946)
      expect(Math.abs((fit?.model.p ?? 0) - 6.25)).toBeLessThan(0.02)
      expect(Math.abs((fit?.model.q ?? 0) - 3.74)).toBeLessThan(0.02)
      expect(Math.abs((fit?.model.v ?? 0) - 15.44)).toBeLessThan(0.02)
      expect(fit?.logLikelihood).toBeCloseTo(-4055.92, 2)
      expect(correlation(payers.map((b) => ({ x: b.x, y: b.mean, people: 1 })))).toBeCloseTo(0.11388, 4)
    },
  )
})
