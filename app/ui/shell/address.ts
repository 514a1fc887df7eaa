import { BAR_FILTERS } from '../../../lib/filters/selection.ts'

/** What a link to another page takes along: filters and as-of. */
export const CARRIED = [...BAR_FILTERS, 'asOf'] as const

/** The filters of an address as a query, with a leading `?`; empty where there are none. */
export function carriedQuery(current: URLSearchParams, extra: Readonly<Record<string, string>> = {}): string {
  const next = new URLSearchParams()
  for (const key of CARRIED) for (const value of current.getAll(key)) next.append(key, value)
  for (const [key, value] of Object.entries(extra)) next.set(key, value)
  const text = next.toString()
  return text === '' ? '' : `?${text}`
}
