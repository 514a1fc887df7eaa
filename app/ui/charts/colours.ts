/** Okabe–Ito, in the order in which categories get them; the last is for "other". */
export const CATEGORIES = ['var(--c1)', 'var(--c2)', 'var(--c3)', 'var(--c4)', 'var(--c5)', 'var(--c6)', 'var(--c7)']

/** Colour of the n-th category. */
export function categoryColour(index: number): string {
  return CATEGORIES[index % CATEGORIES.length] ?? 'var(--c7)'
}

const STEPS = 9

/** Step of the sequential ramp for a share of the range, 0 to 1; class `ramp-n`. */
export function rampClass(share: number): string {
  const step = Math.min(STEPS - 1, Math.max(0, Math.floor(share * STEPS)))
  return `ramp-${step}`
}
