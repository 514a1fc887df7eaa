import { BAR_FILTERS, type Selection } from '../../../lib/filters/selection.ts'

/** What a link to another page takes along: filters, whom they are about, and the as-of. */
export const CARRIED = [...BAR_FILTERS, 'population', 'asOf'] as const

/** The filters of an address as a query, with a leading `?`; empty where there are none. */
export function carriedQuery(current: URLSearchParams, extra: Readonly<Record<string, string>> = {}): string {
  const next = new URLSearchParams()
  for (const key of CARRIED) for (const value of current.getAll(key)) next.append(key, value)
  for (const [key, value] of Object.entries(extra)) next.set(key, value)
  const text = next.toString()
  return text === '' ? '' : `?${text}`
}

/** Address of another page with the filters and the as-of of this one; `extra` replaces a filter of the same name. */
export function addressOf(path: string, selection: Selection, extra: Readonly<Record<string, string>> = {}): string {
  const next = new URLSearchParams()
  if (selection.asOf !== undefined) next.set('asOf', selection.asOf)
  if (selection.population !== undefined) next.set('population', selection.population)
  for (const [key, values] of Object.entries(selection.filters)) {
    if (!(key in extra)) for (const value of values) next.append(key, value)
  }
  for (const [key, value] of Object.entries(extra)) next.set(key, value)
  const text = next.toString()
  return text === '' ? path : `${path}?${text}`
}

/** Address of a group's own page; it stands for the group itself, so filters of groups fall away. */
export function groupAddress(group: string, { asOf }: Selection): string {
  return `/activity/${encodeURIComponent(group)}${asOf === undefined ? '' : `?asOf=${asOf}`}`
}
