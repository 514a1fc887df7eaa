/**
 * Benjamini–Hochberg q values (1995) in the order given: the false discovery rate at which each would be called.
 * A null stays null and is no member of the family.
 */
export function benjaminiHochberg(values: readonly (number | null)[]): (number | null)[] {
  const order = values
    .map((p, i) => ({ p, i }))
    .filter((e): e is { p: number; i: number } => e.p !== null)
    .sort((a, b) => b.p - a.p)
  const adjusted: (number | null)[] = values.map(() => null)
  let ceiling = 1
  order.forEach(({ p, i }, fromTop) => {
    ceiling = Math.min(ceiling, p * (order.length / (order.length - fromTop)))
    adjusted[i] = ceiling
  })
  return adjusted
}
