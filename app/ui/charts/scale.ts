/** Scales and ticks: where things stand in a chart. Pure. */

/** Round ticks that span `[low, high]`, at most about `count`. */
export function roundTicks(low: number, high: number, count = 5): number[] {
  if (!(high > low)) return [low]
  const raw = (high - low) / Math.max(1, count - 1)
  const magnitude = 10 ** Math.floor(Math.log10(raw))
  const step = ([1, 2, 2.5, 5, 10].find((s) => s * magnitude >= raw * 0.999) ?? 10) * magnitude
  const first = Math.floor(low / step + 1e-9)
  const last = Math.ceil(high / step - 1e-9)
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)))
}

/** Ticks that can be written without lying: of counted things only the whole ones. */
export function writtenTicks(ticks: readonly number[], isCounted: boolean): readonly number[] {
  return isCounted ? ticks.filter(Number.isInteger) : ticks
}

/** A straight scale from data to pixels. */
export function linear(from: readonly [number, number], to: readonly [number, number]): (value: number) => number {
  const span = from[1] - from[0] || 1
  return (value) => to[0] + ((value - from[0]) / span) * (to[1] - to[0])
}

/** Which of `count` labels fit into `width`, the last one always, evenly apart. */
export function labelled(count: number, width: number, each: number): Set<number> {
  const fits = Math.max(1, Math.floor(width / each))
  const stride = Math.max(1, Math.ceil(count / fits))
  const chosen = new Set<number>()
  for (let i = count - 1; i >= 0; i -= stride) chosen.add(i)
  return chosen
}

/**
 * Names of periods along an axis, nothing repeated: a month shows its year only where the year begins or the axis does,
 * a day its year likewise.
 */
export function periodLabels(periods: readonly string[], shown: ReadonlySet<number>): Map<number, string> {
  const labels = new Map<number, string>()
  let year = ''
  for (const i of [...shown].sort((a, b) => a - b)) {
    const period = periods[i] ?? ''
    const isDated = /^\d{4}-\d{2}/.test(period)
    labels.set(i, isDated && period.slice(0, 4) === year ? period.slice(5) : period)
    if (isDated) year = period.slice(0, 4)
  }
  return labels
}

/** Moves labels apart that would cover each other; keeps their order. Positions in pixels. */
export function spread(positions: readonly number[], gap: number, low: number, high: number): number[] {
  const order = positions.map((y, i) => ({ y, i })).sort((a, b) => a.y - b.y)
  for (let k = 1; k < order.length; k++) {
    const [above, here] = [order[k - 1], order[k]]
    if (above && here && here.y < above.y + gap) here.y = above.y + gap
  }
  const overflow = (order.at(-1)?.y ?? low) - high
  if (overflow > 0) for (const item of order) item.y = Math.max(low, item.y - overflow)
  const result = [...positions]
  for (const { y, i } of order) result[i] = y
  return result
}
