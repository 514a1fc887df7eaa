/** Made-up buyers who behave exactly as BG/NBD and Gamma–Gamma take people to, the same in every run. */
import type { BgNbd } from '../bg-nbd.ts'
import type { GammaGamma } from '../gamma-gamma.ts'

export interface SimulatedBuyer {
  x: number
  tx: number
  T: number
  people: 1
  /** Mean amount of the repeat purchases, 0 without one. */
  mean: number
  /** Purchases in as much time again as the span. */
  later: number
  /** When they bought after the first time, the later purchases included. */
  times: number[]
}

/** Buyers who first came at even distances over the first third of the span. */
export function simulateBuyers(
  model: BgNbd,
  spend: GammaGamma,
  count: number,
  span: number,
  seed = 7,
): SimulatedBuyer[] {
  const random = mulberry32(seed)
  return Array.from({ length: count }, (_, i) => {
    const T = span * (1 - i / count / 3)
    const rate = gamma(random, model.r) / model.alpha
    const leaves = beta(random, model.a, model.b)
    const times: number[] = []
    for (let at = exponential(random, rate); at < T + span; at += exponential(random, rate)) {
      times.push(at)
      if (random() < leaves) break
    }
    const known = times.filter((at) => at <= T)
    const x = known.length
    const nu = gamma(random, spend.q) / spend.v
    const mean = x === 0 ? 0 : gamma(random, spend.p * x) / nu / x
    return { x, tx: known.at(-1) ?? 0, T, people: 1, mean, later: times.length - x, times }
  })
}

/** A small random generator with a seed (Tommy Ettinger's mulberry32): numbers in [0, 1). */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

function exponential(random: () => number, rate: number): number {
  return -Math.log(1 - random()) / rate
}

/** Marsaglia and Tsang (2000); shapes below 1 by a power of a uniform number. */
function gamma(random: () => number, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * (1 - random()) ** (1 / shape)
  const d = shape - 1 / 3
  for (;;) {
    const z = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    const v = (1 + z / Math.sqrt(9 * d)) ** 3
    if (v > 0 && Math.log(1 - random()) < (z * z) / 2 + d - d * v + d * Math.log(v)) return d * v
  }
}

function beta(random: () => number, a: number, b: number): number {
  const [x, y] = [gamma(random, a), gamma(random, b)]
  return x / (x + y)
}
