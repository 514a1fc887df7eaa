/** Who is like whom: bands of how long ago somebody last came and how often in the year before. Pure. */

/** Longest time since the last visit of each band, in days; a last band is open. */
export const RECENCY_DAYS = [30, 90, 180, 365] as const
/** Most visits in the past year of each band; a last band is open. */
export const FREQUENCY_VISITS = [0, 1, 2, 4, 9] as const
/** Days over which visits are counted, so that states on different days are alike. */
export const LOOK_BACK = 365
/** Band of people who never came. */
export const NEVER = -1
/** A cell with fewer people teaches nothing. */
export const SMALLEST = 30

export interface PersonState {
  disease: string
  /** Band of RECENCY_DAYS, or NEVER. */
  recency: number
  /** Band of FREQUENCY_VISITS. */
  frequency: number
}

/** Names of the cells that a state belongs to, the finest first; one for each of LEVELS. */
export function cellsOf({ disease, recency, frequency }: PersonState): string[] {
  const fine = `${recency}|${frequency}`
  const coarse = `${recency === NEVER ? NEVER : recency <= 1 ? 0 : 1}|${frequency <= 1 ? 0 : 1}`
  return [`a|${fine}|${disease}`, `b|${coarse}|${disease}`, `c|${fine}`, `d|${coarse}`, 'e']
}

/** From the cell of disease, recency and frequency over coarser ones to everybody. */
export const LEVELS = ['disease-fine', 'disease-coarse', 'all-fine', 'all-coarse', 'everybody'] as const
