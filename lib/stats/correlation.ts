/** Points that stand for several people. */
export interface Pair {
  x: number
  y: number
  people: number
}

/** Pearson's correlation; null where either side does not vary. */
export function correlation(pairs: readonly Pair[]): number | null {
  const n = pairs.reduce((sum, p) => sum + p.people, 0)
  if (n === 0) return null
  const [mx, my] = [
    pairs.reduce((sum, p) => sum + p.people * p.x, 0) / n,
    pairs.reduce((sum, p) => sum + p.people * p.y, 0) / n,
  ]
  let [xx, yy, xy] = [0, 0, 0]
  for (const { x, y, people } of pairs) {
    xx += people * (x - mx) ** 2
    yy += people * (y - my) ** 2
    xy += people * (x - mx) * (y - my)
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : null
}
