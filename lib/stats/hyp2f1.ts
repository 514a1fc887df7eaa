/** Relative size of a term that no longer matters. */
const TOLERANCE = 1e-16
const TERMS = 200_000

/**
 * Gauss's hypergeometric function ₂F₁(a, b; c; z) for real arguments and 0 ≤ z < 1, by its series. Where c < a + b the
 * series of Euler's transform is summed, (1 − z)^(c−a−b)·₂F₁(c−a, c−b; c; z): its terms die out even close to z = 1.
 * @returns NaN outside 0 ≤ z < 1, where c is zero or a negative integer, or where 200,000 terms do not suffice
 */
export function hyp2f1(a: number, b: number, c: number, z: number): number {
  if (!(z >= 0 && z < 1)) return Number.NaN
  return c < a + b ? (1 - z) ** (c - a - b) * series(c - a, c - b, c, z) : series(a, b, c, z)
}

function series(a: number, b: number, c: number, z: number): number {
  let term = 1
  let sum = 1
  for (let k = 0; k < TERMS; k += 1) {
    term *= (((a + k) * (b + k)) / ((c + k) * (k + 1))) * z
    sum += term
    // Terms may grow before they fall, and a factor of zero ends the series for good.
    if (Math.abs(term) <= TOLERANCE * Math.abs(sum) && (term === 0 || k > Math.abs(a) + Math.abs(b))) return sum
  }
  return Number.NaN
}
