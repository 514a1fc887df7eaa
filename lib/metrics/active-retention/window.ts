/** Days counted from the join day, 0 being the join day itself; both ends included. */
export interface DayWindow {
  from: number
  to: number
}

/** Days that usually end a bracket; a bracket starts after the last of them that is below its own end. */
const BRACKET_ENDS = [0, 1, 3, 7, 30]
/** Length of the rolling window after day n: uncapped, old cohorts would always look better. */
const ROLLING_DAYS = 28

/**
 * The days on which activity counts: classic `n` alone, bracket 1, 2–3, 4–7, 8–30 (for another n: from the day after
 * the last of 1, 3, 7, 30 below it), rolling `n` to `n + 28`.
 */
export function windowOf(day: number, style: string | undefined): DayWindow {
  if (style === 'rolling') return { from: day, to: day + ROLLING_DAYS }
  if (style !== 'bracket') return { from: day, to: day }
  return { from: Math.max(...BRACKET_ENDS.filter((end) => end < day)) + 1, to: day }
}
