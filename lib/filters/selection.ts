/** What a page is asked to show: the filters and the as-of of its address. */
import type { FilterKey } from '../metrics/metric.ts'

/** Filters of the bar, in its order. */
export const BAR_FILTERS = [
  'hospital',
  'department',
  'disease',
  'stage',
  'group',
  'channel',
  'memberTier',
] as const satisfies readonly FilterKey[]
export type BarFilter = (typeof BAR_FILTERS)[number]

export type SearchParams = Readonly<Record<string, string | string[] | undefined>>

/** Members, or also or only patients who never joined, in figures that can be computed for them. */
export const POPULATIONS = ['community', 'others', 'both'] as const
export type Population = (typeof POPULATIONS)[number]

export interface Selection {
  /** Day as written in the address; absent for the default. */
  asOf?: string
  /** Absent for members. */
  population?: Exclude<Population, 'community'>
  filters: Partial<Record<FilterKey, string[]>>
  /** The reader may not see people: no count opens them. */
  withoutPeople?: true
}

/** Longer values are no filter of ours. */
const MAX_LENGTH = 200
const MAX_VALUES = 100
const KEYS: readonly FilterKey[] = [...BAR_FILTERS, 'need', 'state', 'cohort']

/** Reads an address. Whatever is not a filter is left for the page. */
export function readSelection(params: SearchParams): Selection {
  const filters: Selection['filters'] = {}
  for (const key of KEYS) {
    const values = valuesOf(params, key).filter((v) => v.length > 0 && v.length <= MAX_LENGTH)
    if (values.length > 0) filters[key] = [...new Set(values)].slice(0, MAX_VALUES)
  }
  const asOf = oneOf(params, 'asOf')
  const population = choiceOf(params, 'population', POPULATIONS)
  return {
    filters,
    ...(asOf !== undefined && { asOf }),
    ...(population !== 'community' && { population }),
  }
}

function valuesOf(params: SearchParams, key: string): string[] {
  const value = params[key]
  if (value === undefined) return []
  return typeof value === 'string' ? [value] : value
}

/** The first value of a parameter. */
export function oneOf(params: SearchParams, key: string): string | undefined {
  return valuesOf(params, key)[0]
}

/** The value of a switch: the one in the address if it is allowed, else the first. */
export function choiceOf<T extends string>(params: SearchParams, key: string, allowed: readonly [T, ...T[]]): T {
  const value = oneOf(params, key)
  return allowed.find((a) => a === value) ?? allowed[0]
}
