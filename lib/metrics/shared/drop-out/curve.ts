/** The drop-out curve: loss and return as competing risks after a visit, in weeks. */

/** Mature episodes that ended on a day after the visit; `day` null: neither within the horizon. */
export interface EndedOn {
  day: number | null
  lost: number
  returned: number
  episodes: number
}

export interface DropOutBin {
  from: number
  to: number
  atRisk: number
  lost: number
  returned: number
  /** Loss among those still at risk; explodes as they run out, so no peak is read from it. */
  hazard: number | null
  /** S(k − 1) × hazard: the share of all episodes lost in this bin. */
  density: number | null
  /** Aalen–Johansen cumulative incidence at the end of the bin. */
  cifLost: number
  cifReturned: number
}

export interface DropOutCurve {
  episodes: number
  bins: DropOutBin[]
  /** The bin in which most are lost of those that a call could precede; null without one that has enough people. */
  peak: DropOutBin | null
  /** Middle of the peak, and the day on which to call: `LEAD_DAYS` before it. */
  peakDay: number | null
  triggerDay: number | null
}

const BIN_DAYS = 7
/** Fewer episodes than this give no curve of their own. */
export const MIN_EPISODES = 100
/** A bin needs this many at risk to be a peak, and so many losses to be more than chance. */
const MIN_AT_RISK = 20
const MIN_LOST = 10
/** Days before the peak on which to call: an earlier peak leaves no time for it. */
const LEAD_DAYS = 15

/**
 * Competing risks without censoring inside the horizon, as only mature episodes come in: h(k) = lost(k)/at risk(k),
 * S(k) = Π(1 − (lost + returned)/at risk), f(k) = S(k − 1)·h(k), CIF = Σf (Aalen and Johansen 1978).
 * @param horizon last day of the curve
 */
export function dropOutCurve(ended: readonly EndedOn[], horizon: number, binDays = BIN_DAYS): DropOutCurve {
  const episodes = ended.reduce((sum, e) => sum + e.episodes, 0)
  const bins: DropOutBin[] = []
  let [atRisk, survival, cifLost, cifReturned] = [episodes, 1, 0, 0]
  for (let from = 0; from <= horizon; from += binDays) {
    const to = from + binDays - 1
    const inside = ended.filter((e) => e.day !== null && e.day >= from && e.day <= to)
    const lost = inside.reduce((sum, e) => sum + e.lost, 0)
    const returned = inside.reduce((sum, e) => sum + e.returned, 0)
    const hazard = atRisk > 0 ? lost / atRisk : null
    const density = hazard === null ? null : survival * hazard
    cifLost += density ?? 0
    cifReturned += atRisk > 0 ? survival * (returned / atRisk) : 0
    bins.push({ from, to, atRisk, lost, returned, hazard, density, cifLost, cifReturned })
    if (atRisk > 0) survival *= 1 - (lost + returned) / atRisk
    atRisk -= lost + returned
  }
  const peak = peakOf(bins)
  const peakDay = peak && (peak.from + peak.to) / 2
  return { episodes, bins, peak, peakDay, triggerDay: peakDay === null ? null : peakDay - LEAD_DAYS }
}

function peakOf(bins: readonly DropOutBin[]): DropOutBin | null {
  let peak: DropOutBin | null = null
  for (const bin of bins) {
    const isTooEarly = (bin.from + bin.to) / 2 < LEAD_DAYS
    if (isTooEarly || bin.atRisk < MIN_AT_RISK || bin.lost < MIN_LOST) continue
    if (peak === null || (bin.density ?? 0) > (peak.density ?? 0)) peak = bin
  }
  return peak
}
