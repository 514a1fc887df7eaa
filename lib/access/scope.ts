/** Which rows an account may see: by hospital, department and group, all three at once. */
import type { FilterKey } from '../metrics/metric.ts'

export const SCOPE_KEYS = ['hospital', 'department', 'group'] as const satisfies readonly FilterKey[]
export type ScopeKey = (typeof SCOPE_KEYS)[number]

/** `all`, or the names that are allowed; an empty list allows no row at all. */
export type Scope = Readonly<Record<ScopeKey, 'all' | readonly string[]>>

export const ALL_ROWS: Scope = { hospital: 'all', department: 'all', group: 'all' }
export const NO_ROWS: Scope = { hospital: [], department: [], group: [] }

const EVERYTHING = '*'

/** The list as it is stored. */
export function encodeScope(value: Scope[ScopeKey]): string {
  return JSON.stringify(value === 'all' ? [EVERYTHING] : value)
}

/** A stored list. Whatever is not a list of names allows nothing: an error must not open the door. */
export function decodeScope(text: string): Scope[ScopeKey] {
  try {
    const value: unknown = JSON.parse(text)
    if (!Array.isArray(value) || !value.every((v): v is string => typeof v === 'string')) return []
    return value.includes(EVERYTHING) ? 'all' : value
  } catch {
    return []
  }
}

/** As a person writes it: names, `*` for all. What is not said is all, unless nothing is said at all: that is no row. */
export function scopeFrom(said: Partial<Record<ScopeKey, readonly string[]>>): Scope {
  const named = SCOPE_KEYS.filter((key) => (said[key]?.length ?? 0) > 0)
  if (named.length === 0) return NO_ROWS
  const part = (key: ScopeKey): Scope[ScopeKey] => {
    const names = said[key] ?? []
    return names.length === 0 || names.includes(EVERYTHING) ? 'all' : [...new Set(names)]
  }
  return { hospital: part('hospital'), department: part('department'), group: part('group') }
}

/** Whether the account sees no row whatever it asks. */
export function seesNothing(scope: Scope): boolean {
  return SCOPE_KEYS.some((key) => scope[key] !== 'all' && scope[key].length === 0)
}

/** Keys by which the rows are limited. */
export function limitedKeys(scope: Scope): ScopeKey[] {
  return SCOPE_KEYS.filter((key) => scope[key] !== 'all')
}

/** Whether a value of a key is inside. */
export function isInside(scope: Scope, key: ScopeKey, value: string): boolean {
  const allowed = scope[key]
  return allowed === 'all' || allowed.includes(value)
}

type Where = readonly (readonly [string, string])[]

/**
 * The filters of a question cut down to the scope: what was chosen and is allowed, or all that is allowed where nothing
 * was chosen. Null where no row can be left.
 */
export function confine(scope: Scope, where: Where): Where | null {
  if (seesNothing(scope)) return null
  const confined = where.filter(([key]) => !isLimited(scope, key))
  for (const key of limitedKeys(scope)) {
    const chosen = where.filter(([name]) => name === key).map(([, value]) => value)
    const allowed = scope[key] as readonly string[]
    const left = chosen.length === 0 ? allowed : allowed.filter((value) => chosen.includes(value))
    if (left.length === 0) return null
    confined.push(...left.map((value) => [key, value] as const))
  }
  return confined
}

function isLimited(scope: Scope, key: string): boolean {
  return (limitedKeys(scope) as readonly string[]).includes(key)
}

/** Whether all rows of a scope are among those of another. */
export function covers(wide: Scope, narrow: Scope): boolean {
  return SCOPE_KEYS.every((key) => {
    const values = narrow[key]
    return values === 'all' ? wide[key] === 'all' : values.every((value) => isInside(wide, key, value))
  })
}
