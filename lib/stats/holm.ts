/**
 * Holm's step-down adjustment (Holm 1979): adjusted p values in the order given, controlling the family-wise error.
 * A null (a test that could not be made) stays null and is no member of the family.
 */
export function holm(values: readonly (number | null)[]): (number | null)[] {
  const order = values
    .map((p, i) => ({ p, i }))
    .filter((e): e is { p: number; i: number } => e.p !== null)
    .sort((a, b) => a.p - b.p)
  const adjusted: (number | null)[] = values.map(() => null)
  let floor = 0
  order.forEach(({ p, i }, rank) => {
    floor = Math.max(floor, Math.min(1, p * (order.length - rank)))
    adjusted[i] = floor
  })
  return adjusted
}
