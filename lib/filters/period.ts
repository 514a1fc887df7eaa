import { isValid, parseISO } from 'date-fns'
import { oneOf, type SearchParams } from './selection.ts'

/** A period of days in an address (`from`, `to`); absent for the whole. */
export type Period = { from: string; to: string } | Record<string, never>

/** Before any day of ours. */
const BEGINNING = '1970-01-01'

/** The period that an address asks for, at most up to the as-of; a missing end is open. Nonsense is no period. */
export function periodOf(params: SearchParams, asOf: string): Period {
  const [from, to] = [dayOf(oneOf(params, 'from')), dayOf(oneOf(params, 'to'))]
  if (from === null && to === null) return {}
  const period = { from: from ?? BEGINNING, to: to === null || to > asOf ? asOf : to }
  return period.from <= period.to ? period : {}
}

function dayOf(text: string | undefined): string | null {
  return text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && isValid(parseISO(text)) ? text : null
}
