import type { FilterOptions } from '../../../lib/filters/options.ts'
import { BAR_FILTERS } from '../../../lib/filters/selection.ts'

/** The part of a translator that values need: codes are words of ours, everything else is as the sources write it. */
export interface ValueWords {
  (key: string, values?: Record<string, string>): string
  has(key: string): boolean
}

/** A code in the reader's words, where the dictionary has it. */
export function valueLabel(words: ValueWords, value: string): string {
  return /^[\w-]+$/.test(value) && words.has(value) ? words(value) : value
}

/** Options named in the reader's language. */
export function labelOptions(options: FilterOptions, words: ValueWords): FilterOptions {
  return Object.fromEntries(
    BAR_FILTERS.map((key) => [
      key,
      options[key].map((o) => ({
        ...o,
        // A group that the list of groups does not hold has no name but its id.
        label:
          key === 'group' && o.label === o.value ? words('unlistedGroup', { id: o.value }) : valueLabel(words, o.label),
      })),
    ]),
  ) as FilterOptions
}
