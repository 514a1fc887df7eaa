/** Borders between the bands of a reading, in its unit: what the guidelines speak of; for weight mere size classes. */
const BORDERS: Readonly<Record<string, readonly number[]>> = {
  hba1c: [7, 8, 9],
  glucose: [7, 10, 13.9],
  sbp: [130, 140, 160],
  dbp: [80, 90, 100],
  weight: [60, 75, 90],
}

/** Borders of a reading, ascending. */
export function bandsOf(metric: string | undefined): readonly number[] {
  return BORDERS[metric ?? ''] ?? []
}

/** `<7`, `7–8`, `8–9`, `≥9` for the bands from 0 on. */
export function bandLabel(metric: string | undefined, band: number): string {
  const borders = bandsOf(metric)
  const [low, high] = [borders[band - 1], borders[band]]
  if (low === undefined) return `<${String(high ?? '')}`
  return high === undefined ? `≥${String(low)}` : `${String(low)}–${String(high)}`
}
