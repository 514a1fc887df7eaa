/** What every part of the demo hospital shares: the window of time, its size and its communities. */
import { type Community, planCommunities } from './communities.ts'
import type { Rng } from './rng.ts'
import { clinicWeight } from './time.ts'

export interface World {
  seed: number
  /** First and last day with facts. */
  start: number
  end: number
  patients: number
  communities: readonly Community[]
  /** Cumulative weight of first visits by day since start. */
  arrivals: Float64Array
  /** First day of the call list with its hold-out arm. */
  outreachFrom: number
}

export function buildWorld(seed: number, start: number, end: number, patients: number): World {
  const length = end - start + 1
  const arrivals = new Float64Array(length)
  let sum = 0
  for (let i = 0; i < length; i += 1) {
    sum += clinicWeight(start + i) * (1 + (0.3 * i) / length)
    arrivals[i] = sum
  }
  return {
    seed,
    start,
    end,
    patients,
    communities: planCommunities(start, end, patients),
    arrivals,
    outreachFrom: end - 240,
  }
}

/** The day on which a new patient first comes. */
export function arrivalDay(world: World, rng: Rng): number {
  const { arrivals, start } = world
  const target = rng.next() * (arrivals[arrivals.length - 1] ?? 0)
  let low = 0
  let high = arrivals.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((arrivals[middle] ?? 0) < target) low = middle + 1
    else high = middle
  }
  return start + low
}

/**
 * Log-odds shift of joining on a day: the launch, then routine, then a recruiting drive in the second year.
 * The drive falls where the twelve months before and after a visit are both on record.
 */
export function recruiting(world: World, day: number): number {
  const share = (day - world.start) / (world.end - world.start + 1)
  if (share < 0.2) return 0.25
  if (share >= 0.38 && share < 0.58) return 1.2
  return -0.55
}

/** Communities of a disease that take members on a day. */
export function communitiesFor(world: World, disease: string, day: number): Community[] {
  return world.communities.filter(
    (item) =>
      item.diseases.includes(disease) && item.opens <= day && (item.dismissed === null || item.dismissed - 31 > day),
  )
}

/** Pick for somebody treated at a site: twice as likely the site's own. */
export function pickCommunity(rng: Rng, open: readonly Community[], site: string): Community {
  return rng.weighted(open, (item) => item.weight * (item.hospital === site ? 2.5 : 1))
}
