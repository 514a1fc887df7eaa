/**
 * How regularly people come (Wheat and Morrison 1990): k = (1 − 4·var M)/(8·var M) with M = gap 1/(gap 1 + gap 2), the
 * share of the first of two gaps between visits. k = 1 is chance, as BG/NBD takes it; a rhythm of its own is above.
 * @param pairs the first two gaps of each person who came three times
 * @returns null for fewer than two people, or where all have the same M
 */
export function wheatMorrison(pairs: readonly (readonly [first: number, second: number])[]): number | null {
  const shares = pairs.filter(([a, b]) => a + b > 0).map(([a, b]) => a / (a + b))
  if (shares.length < 2) return null
  const mean = shares.reduce((sum, m) => sum + m, 0) / shares.length
  const variance = shares.reduce((sum, m) => sum + (m - mean) ** 2, 0) / (shares.length - 1)
  return variance > 0 ? (1 - 4 * variance) / (8 * variance) : null
}
