/** What a budget moved from one channel to another might change. Pure, and small enough for the browser. */
import type { Yield } from './budget.ts'

export interface Shift {
  /** Expected change of new patients a month, and its 95 % interval. */
  value: number
  low: number
  high: number
  /** The same if each yuan brought what it brings on average: rosy, as the last yuan brings less than the first. */
  atAverage: number
  /** A channel would get or keep a budget that no month has seen. */
  isBeyond: boolean
}

/** What moving `amount` fen a month from one channel to another changes, if the straight lines hold. */
export function shift(from: Yield, to: Yield, amount: number): Shift {
  const value = amount * (to.slope - from.slope)
  const half = amount * Math.hypot(from.half, to.half)
  return {
    value,
    low: value - half,
    high: value + half,
    atAverage: amount * (to.average - from.average),
    isBeyond: from.mean - amount < from.least || to.mean + amount > to.greatest,
  }
}

export interface PerBudget {
  /** New patients that `amount` fen more brought, with its interval. */
  more: number
  low: number
  high: number
  /** What one more new patient cost, fen; null where more money brought nobody. */
  cost: number | null
  /** Greatest cost within the interval; null where the interval reaches nobody. */
  costHigh: number | null
}

/** A channel's yield in words that people use: per some amount, and as the marginal cost of a new patient. */
export function perBudget({ slope, half }: Yield, amount: number): PerBudget {
  return {
    more: slope * amount,
    low: (slope - half) * amount,
    high: (slope + half) * amount,
    cost: slope > 0 ? 1 / slope : null,
    costHigh: slope - half > 0 ? 1 / (slope - half) : null,
  }
}
