import type { Difference } from './newcombe.ts'
import { Z95 } from './wilson.ts'

/**
 * Difference of two shares of ONE sample, a/n − b/n, which exclude each other (multinomial, Wald):
 * se² = (p1 + p2 − (p1 − p2)²)/n, cut at −1 and 1. Serves "first mentions of community against ads" and NPS.
 * @returns null for n = 0
 */
export function shareDifference(a: number, b: number, n: number, z = Z95): Difference | null {
  if (n === 0) return null
  const [p1, p2] = [a / n, b / n]
  const value = (a - b) / n
  const half = z * Math.sqrt((p1 + p2 - value * value) / n)
  return { value, low: Math.max(-1, value - half), high: Math.min(1, value + half) }
}
