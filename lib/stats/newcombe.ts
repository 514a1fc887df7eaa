import { wilson, Z95 } from './wilson.ts'

export interface Difference {
  value: number
  low: number
  high: number
}

/**
 * Difference x1/n1 − x2/n2 of two independent proportions with the hybrid score interval
 * (Newcombe 1998, Statistics in Medicine 17:873–890, method 10), without continuity correction.
 * @returns null where either group is empty
 */
export function newcombe(x1: number, n1: number, x2: number, n2: number, z = Z95): Difference | null {
  const one = wilson(x1, n1, z)
  const two = wilson(x2, n2, z)
  if (!one || !two) return null
  const [p1, p2] = [x1 / n1, x2 / n2]
  const value = p1 - p2
  return {
    value,
    low: value - Math.hypot(p1 - one.low, two.high - p2),
    high: value + Math.hypot(one.high - p1, p2 - two.low),
  }
}
