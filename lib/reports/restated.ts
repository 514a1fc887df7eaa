/** A frozen month against today's answers to the same questions: which figures differ, and why as far as known. Pure. */
import type { FileRow } from '../quality/report.ts'
import type { Report } from './report.ts'
import type { Cell, CellUnit, Label, TableId } from './table.ts'
import { tablesOf } from './tables.ts'

/** Figures that differ by less are equal: sums of doubles depend on the order of rows. */
const TOLERANCE = 1e-9

export type Reason = 'definition' | 'rows' | 'people' | 'unknown'

/** One number of a table, then and now. */
export interface RestatedFigure {
  table: TableId
  label: Label
  column: string
  unit: CellUnit
  was: number | string | null
  now: number | string | null
  /** Now minus then, where both are numbers. */
  difference: number | null
  reasons: Reason[]
  /** Where `reasons` name rows: the feeds that they came with. */
  feeds: string[]
  calls: string[]
}

/** Rows that a feed has brought since. */
export interface Landed {
  feed: string
  files: number
  read: number
  /** Rows that came to count, new or in place of earlier ones. */
  loaded: number
}

export interface Restatement {
  /** Snapshot that is compared with. */
  snapshot: string
  /** Nothing has been loaded since: the figures are those of the same snapshot. */
  isSameSnapshot: boolean
  definitions: { metric: string; was: number; now: number }[]
  /** Null where the reader may not see the state of the data. */
  landed: Landed[] | null
  /** Share of members known as patients, where it has changed. */
  matchRate: { was: number; now: number } | null
  figures: RestatedFigure[]
  /** Numbers compared. */
  compared: number
}

/** What is known about the data of today. */
export interface Knowledge {
  /** The files that are loaded; null where the reader may not see them. */
  files: readonly FileRow[] | null
  /** Feeds that a metric rests on, by its id. */
  feedsOf: Readonly<Record<string, readonly string[]>>
}

/** Compares a frozen report with today's answers to the same questions. */
export function restate(frozen: Report, today: Report, { files, feedsOf }: Knowledge): Restatement {
  const definitions = changedDefinitions(frozen, today)
  const landed = files && frozen.builtAt !== null ? landedSince(files, frozen.builtAt) : null
  const matchRate = matchChange(frozen, today)
  const pairs = numbersOf(frozen, today)
  const changed = new Set(definitions.map(({ metric }) => metric))
  const isSameSnapshot = frozen.snapshot === today.snapshot
  const metricOf = (id: string) => frozen.entries[id]?.answer.metric ?? ''
  const why = (calls: readonly string[]): Pick<RestatedFigure, 'reasons' | 'feeds'> => {
    const reasons: Reason[] = []
    if (calls.some((id) => changed.has(metricOf(id)))) reasons.push('definition')
    const feeds = feedsBehind(
      landed ?? [],
      calls.flatMap((id) => feedsOf[metricOf(id)] ?? []),
    )
    if (feeds.length > 0) reasons.push('rows')
    if (matchRate) reasons.push('people')
    return { reasons: reasons.length > 0 ? reasons : ['unknown'], feeds }
  }
  const figures = pairs.filter(({ was, now }) => !isEqual(was, now)).map((pair) => ({ ...pair, ...why(pair.calls) }))
  return {
    snapshot: today.snapshot,
    isSameSnapshot,
    definitions,
    landed,
    matchRate,
    figures,
    compared: pairs.length,
  }
}

function changedDefinitions(frozen: Report, today: Report): Restatement['definitions'] {
  const changed = new Map<string, { metric: string; was: number; now: number }>()
  for (const [id, { answer }] of Object.entries(frozen.entries)) {
    const now = today.entries[id]?.answer.definitionVersion
    const { metric, definitionVersion: was } = answer
    if (now !== undefined && now !== was) changed.set(metric, { metric, was, now })
  }
  return [...changed.values()]
}

/** A load lands its files before it builds its snapshot, so what landed later is not in that snapshot. */
function landedSince(files: readonly FileRow[], builtAt: string): Landed[] {
  const feeds = new Map<string, Landed>()
  for (const file of files) {
    if (Date.parse(file.landedAt) <= Date.parse(builtAt)) continue
    const known = feeds.get(file.feed) ?? { feed: file.feed, files: 0, read: 0, loaded: 0 }
    known.files += 1
    known.read += file.read
    known.loaded += file.loaded
    feeds.set(file.feed, known)
  }
  return [...feeds.values()].sort((a, b) => b.loaded - a.loaded)
}

function matchChange(frozen: Report, today: Report): Restatement['matchRate'] {
  const [was, now] = [frozen, today].map((report) => report.entries['match-rate']?.answer.overall.value ?? null)
  return was == null || now == null || isEqual(was, now) ? null : { was, now }
}

/** Of the feeds with new rows those that the metric names; all of them where it can only be an indirect effect. */
function feedsBehind(landed: readonly Landed[], named: readonly string[]): string[] {
  const all = landed.map(({ feed }) => feed)
  const own = all.filter((feed) => named.includes(feed))
  return own.length > 0 ? own : all
}

type Compared = Omit<RestatedFigure, 'reasons' | 'feeds'>

/** Every number of the tables that rests on a call, then and now. Rows that have gone or come have no other side. */
function numbersOf(frozen: Report, today: Report): Compared[] {
  const now = new Map(
    tablesOf(today).flatMap((table) => table.rows.map((row) => [`${table.id} ${row.id}`, row] as const)),
  )
  return tablesOf(frozen).flatMap((table) =>
    table.rows.flatMap((row) => {
      if (row.calls.length === 0) return []
      const other = now.get(`${table.id} ${row.id}`)
      // A change follows from its two figures.
      const names = Object.keys(row.cells).filter((name) => name !== 'change')
      return names.flatMap((column) =>
        atoms(row.cells[column]).map((atom, i): Compared => {
          const match = atoms(other?.cells[column])[i]
          return {
            ...{ table: table.id, label: row.label, column: atom.name ?? column, unit: atom.unit },
            ...{ was: atom.value, now: match?.value ?? null, calls: row.calls },
            difference: differenceOf(atom.value, match?.value ?? null),
          }
        }),
      )
    }),
  )
}

interface Atom {
  /** Absent for the value of the column itself. */
  name?: string
  value: number | string | null
  unit: CellUnit
}

/** The single numbers of a cell. An interval moves with its value and is not listed by itself. */
function atoms(cell: Cell | undefined): Atom[] {
  if (!cell || cell.kind === 'interval') return []
  if (cell.kind === 'value') return [{ value: cell.value, unit: cell.unit }]
  return [
    { name: 'numerator', value: cell.numerator, unit: 'events' },
    { name: 'denominator', value: cell.denominator, unit: 'events' },
  ]
}

function differenceOf(was: Atom['value'], now: Atom['value']): number | null {
  return typeof was === 'number' && typeof now === 'number' ? now - was : null
}

function isEqual(was: Atom['value'], now: Atom['value']): boolean {
  if (typeof was !== 'number' || typeof now !== 'number') return was === now
  return Math.abs(was - now) <= TOLERANCE * Math.max(1, Math.abs(was), Math.abs(now))
}
