import type { Column, Feed } from '../sources/feed.ts'

/**
 * Canonical names of a feed's columns: an instant `visited_at` becomes the wall time `visited_at` and its day
 * `visited_day`, a lone `at` becomes `at` and `day`, `from` becomes `from_at` and `from_day`; yuan (`_cny`) are fen.
 */
export function wallTimeOf(column: string): { at: string; day: string } {
  if (column === 'at') return { at: 'at', day: 'day' }
  const base = column.replace(/_at$/, '')
  return { at: `${base}_at`, day: `${base}_day` }
}

/** Canonical column with the day that says how fresh the feed is, or null for dictionaries. */
export function freshDayOf(feed: Feed): string | null {
  const column = feed.columns.find((c) => c.name === feed.freshBy)
  if (!column) return null
  return column.type === 'day' ? column.name : wallTimeOf(column.name).day
}

/** Values that an empty cell stands for, by feed and column. */
const DEFAULTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'his/patients': { is_test: 'false' },
  'his/visits': { status: `'attended'` },
  'wecom/members': { role: `'patient'` },
  'community/messages': { revoked: 'false' },
  'community/surveys': { panel: `'member'` },
}

/** `张三` -> `张*`, as maskName in lib/access; the database does it because it holds the names. */
export function maskedNameSql(expression: string): string {
  const name = `trim(${expression})`
  return `case when length(${name}) = 0 then null when length(${name}) = 1 then '*' else left(${name}, 1) || '*' end`
}

/** Select list of a feed's own columns (`x` is the staged table). Hashes of ids and phones stay behind. */
export function canonColumns(feed: Feed, zone: string): string[] {
  return feed.columns.flatMap((column) => expressionsOf(feed, column, zone))
}

function expressionsOf(feed: Feed, column: Column, zone: string): string[] {
  const source = `x."${column.name}"`
  switch (column.type) {
    case 'secret-id':
    case 'secret-phone':
      return []
    case 'name':
      return [`${maskedNameSql(source)} as ${column.name}_masked`]
    case 'instant': {
      const { at, day } = wallTimeOf(column.name)
      const local = `(${source} at time zone ${zone})`
      return [`${local} as "${at}"`, `${local}::date as "${day}"`]
    }
    case 'money':
      return [`${source} as ${column.name.replace(/_cny$/, '_fen')}`]
    default: {
      const fallback = DEFAULTS[feed.id]?.[column.name]
      return [fallback ? `coalesce(${source}, ${fallback}) as "${column.name}"` : `${source} as "${column.name}"`]
    }
  }
}
