/** Scales and ticks: where things stand in a chart. Pure. */

/** Round ticks that span `[low, high]`, at most about `count`; `least` apart, as counts have no halves. */
export function roundTicks(low: number, high: number, count = 5, least = 0): number[] {
  if (!(high > low)) return [low]
  const raw = (high - low) / Math.max(1, count - 1)
  const magnitude = 10 ** Math.floor(Math.log10(raw))
  const isWhole = (step: number) => least === 0 || Number.isInteger((step * magnitude) / least)
  const round = ([1, 2, 2.5, 5, 10].find((s) => s * magnitude >= raw * 0.999 && isWhole(s)) ?? 10) * magnitude
  const step = Math.max(least, round)
  const first = Math.floor(low / step + 1e-9)
  const last = Math.ceil(high / step - 1e-9)
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)))
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

const MONTH = /^\d{4}-\d{2}$/
const DAY = /^\d{4}-\d{2}-\d{2}$/
/** Room of a label and what is between two, in pixels; only the first one bears its year. */
const MONTH_ROOM = 62
const DAY_ROOM = 66

/**
 * Which periods an axis names. Months of a calendar's even parts (quarters, half-years, Januaries), days that are Mondays
 * or, over long spans, first of a month; anything else evenly apart.
 */
export function namedPeriods(periods: readonly string[], width: number): Set<number> {
  if (periods.every((p) => MONTH.test(p))) return firstThatFits(periods, MONTH_RULES, width / MONTH_ROOM)
  if (!periods.every((p) => DAY.test(p))) return labelled(periods.length, width, MONTH_ROOM)
  // Days of weeks are all of one weekday: every one, every other, every fourth.
  const isWeekly = new Set(periods.map(weekdayOf)).size === 1 && periods.length > 1
  if (isWeekly)
    return firstThatFits(
      periods,
      [1, 2, 4, 8, 13, 26].map((n) => (_, i) => i % n === 0),
      width / DAY_ROOM,
    )
  return firstThatFits(periods, DAY_RULES, width / DAY_ROOM)
}

type Rule = (period: string, index: number) => boolean

const everyMonths = (n: number): Rule => {
  return (period) => (Number(period.slice(5, 7)) - 1) % n === 0
}
const MONTH_RULES: Rule[] = [1, 2, 3, 6, 12].map(everyMonths)
const isMonday: Rule = (period) => weekdayOf(period) === 1
const isFirst: Rule = (period) => period.endsWith('-01')
const DAY_RULES: Rule[] = [
  () => true,
  isMonday,
  // Every other Monday, by the number of weeks since a Monday long ago.
  (period) => isMonday(period, 0) && Math.floor(daysSince(period) / 7) % 2 === 0,
  ...[1, 2, 3, 6, 12].map(
    (n): Rule =>
      (period) =>
        isFirst(period, 0) && everyMonths(n)(period, 0),
  ),
]

/** The periods of the first rule that names no more than there is room for; at least the first of all. */
function firstThatFits(periods: readonly string[], rules: readonly Rule[], room: number): Set<number> {
  for (const rule of rules) {
    const chosen = periods.flatMap((period, i) => (rule(period, i) ? [i] : []))
    if (chosen.length > 0 && chosen.length <= room) return new Set(chosen)
  }
  return new Set([0])
}

/** Days since Monday 1970-01-05. */
function daysSince(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000) - 4
}

/** ISO: 1 is Monday. */
function weekdayOf(day: string): number {
  return (((daysSince(day) % 7) + 7) % 7) + 1
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
