export interface EValue {
  /** For the estimate. */
  value: number
  /** For the limit of the interval nearest to 1; 1 if the interval covers 1; null without an interval. */
  limit: number | null
}

/**
 * E-value (VanderWeele & Ding 2017): how strongly an unmeasured confounder would have to be tied to both
 * joining and outcome, as a risk ratio, to explain the association away. RR + sqrt(RR·(RR − 1)), for RR < 1 of 1/RR.
 * @returns null for a ratio of 0 or none
 */
export function eValue(rr: number | null, low: number | null, high: number | null): EValue | null {
  if (rr === null || rr <= 0) return null
  return { value: ofRatio(rr), limit: ofInterval(rr, low, high) }
}

function ofInterval(rr: number, low: number | null, high: number | null): number | null {
  if (low === null || high === null) return null
  if (low <= 1 && high >= 1) return 1
  return ofRatio(rr > 1 ? low : high)
}

function ofRatio(rr: number): number {
  const r = rr < 1 ? 1 / rr : rr
  return r + Math.sqrt(r * (r - 1))
}
