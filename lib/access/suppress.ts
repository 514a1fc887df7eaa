/**
 * Small cells, for those who may not see people. No number of 1 to 4 people leaves here, neither told nor to be had by
 * taking the rows that are shown from their total: whatever is hidden of a sum is nobody or at least five together, and
 * leaves each hidden row at least four possible values.
 */
import type { Answer, Figure, GroupFigure, Part } from '../metrics/metric.ts'
import { type Count, type Counted, isSmall, SMALLEST_CELL, value } from './count.ts'
import { countedIn, FLOW } from './counted.ts'

/** The answer without small cells. */
export function suppressSmallCells(answer: Answer): Answer {
  const groups = answer.by === FLOW ? hideFlows(answer) : hideGroups(answer)
  const series = hideSmall(answer.overall, answer.series ?? [], countedIn(answer, 'series'))
  return {
    ...answer,
    overall: withoutTails(groups.total),
    ...(answer.groups && { groups: groups.rows.map(withoutTails) }),
    ...(answer.series && { series: series.rows.map(withoutTails) }),
  }
}

function hideGroups({ overall, groups = [], ...answer }: Answer): Table<GroupFigure> {
  return hideSmall(overall, groups, countedIn(answer, 'groups'))
}

/** Where the flows of a move cannot be hidden among themselves, the counts of moves beside the figure go. */
function hideFlows({ overall, groups = [], ...answer }: Answer): Table<GroupFigure> {
  const counted = countedIn({ metric: answer.metric }, 'groups')
  const { total } = hideSmall(overall, [], counted)
  const flows = hideSmall(NOTHING, groups, countedIn(answer, 'groups'))
  const isTold = flows.total.state !== 'suppressed'
  const hides = (counted.blocks ?? []).flatMap((one) => one.hides)
  return { total: isTold ? total : withoutParts(total, hides), rows: flows.rows }
}

interface Table<F extends Figure> {
  total: Figure
  rows: F[]
}

/** A total and its rows without small cells; `gone`: rows of which nothing is shown already. */
export function hideSmall<F extends Figure>(
  total: Figure,
  rows: readonly F[],
  counted: Counted,
  gone: readonly boolean[] = rows.map(() => false),
): Table<F> {
  const { row, numbers, blocks = [], keeps = [], inner } = counted
  const sums = counted.sums ?? [() => '']
  const all = { total, rows, sums }
  const rowsGone = hiddenOf(all, [row], { rows: gone, total: false })
  const numbersGone = hiddenOf(all, [row, ...numbers], rowsGone)
  const kept = new Set([...keeps, ...(inner ? [inner.part] : [])])
  const shown = (figure: Figure, isRowGone: boolean, isGone: boolean): Figure =>
    isRowGone ? blank(figure) : isGone ? withoutNumbers(figure, kept) : figure
  let table: Table<F> = {
    total: shown(total, rowsGone.total, numbersGone.total),
    rows: rows.map((one, i) => shown(one, rowsGone.rows[i] === true, numbersGone.rows[i] === true) as F),
  }
  for (const { counts, hides } of blocks) {
    const isKept = hides.every((name) => kept.has(name))
    const hidden = hiddenOf(all, counts, isKept ? rowsGone : numbersGone)
    table = mapped(table, hidden, (figure) => withoutParts(figure, hides))
  }
  return inner ? hideInner(table, all, { inner, rowsGone }) : table
}

interface Hidden {
  total: boolean
  rows: readonly boolean[]
}

interface All {
  total: Figure
  rows: readonly Figure[]
  sums: readonly ((figure: Figure) => string)[]
}

/** Rows to hide for the sake of some counts: the small ones, those already hidden, and what else they could be had from. */
function hiddenOf({ total, rows, sums }: All, counts: readonly Count[], before: Hidden): Hidden {
  const isTooFew = (figure: Figure) => counts.some((count) => isSmall(count(figure)))
  const hidden = rows.map((row, i) => before.rows[i] === true || isTooFew(row))
  let isTotalHidden = before.total || isTooFew(total)
  const columns = counts.map((count) => rows.map((row) => Math.max(0, count(row) ?? 0)))
  const families = sums.map((of) => rows.map(of))
  // Where rows stand in several sums, one that is had from the first sum would tell the other of the second.
  const leastHidden = sums.length > 1 ? 2 : 1
  let isDone = false
  while (!isDone) {
    isDone = true
    for (const family of families) {
      for (const key of new Set(family)) {
        for (const column of columns) {
          const own = column.flatMap((n, i) => (family[i] === key ? [{ n, i, isHidden: hidden[i] === true }] : []))
          if (
            isSafe(
              own.flatMap(({ n, isHidden }) => (isHidden ? [n] : [])),
              leastHidden,
            )
          )
            continue
          const next = own.filter(({ n, isHidden }) => !isHidden && n > 0).sort((a, b) => a.n - b.n)[0]
          if (next === undefined) isTotalHidden = true
          else {
            hidden[next.i] = true
            isDone = false
          }
        }
      }
    }
  }
  return { total: isTotalHidden, rows: hidden }
}

/** Whether a sum of hidden numbers, which anybody can work out, tells none of them. */
function isSafe(hidden: readonly number[], least: number): boolean {
  const sum = hidden.reduce((total, n) => total + n, 0)
  const somebody = hidden.filter((n) => n > 0).length
  return sum === 0 || (somebody >= least && sum >= Math.max(SMALLEST_CELL, somebody + SMALLEST_CELL - 2))
}

/** Which of some numbers of people to hide where their sum is known, by place. */
export function hiddenCells(counts: readonly number[]): number[] {
  const rows = counts.map((n): Figure => ({ state: 'ok', value: n, notes: [] }))
  const nothing = { total: false, rows: counts.map(() => false) }
  const { rows: hidden } = hiddenOf({ total: NOTHING, rows, sums: [() => ''] }, [value], nothing)
  return hidden.flatMap((isHidden, i) => (isHidden ? [i] : []))
}

/** Figures inside of figures: each place with the total's own and those of all rows, hidden rows told by their counts. */
function hideInner<F extends Figure>(
  table: Table<F>,
  all: All,
  { inner, rowsGone }: { inner: NonNullable<Counted['inner']>; rowsGone: Hidden },
): Table<F> {
  const read = all.rows.map((row) => inner.read(row))
  const ofTotal = inner.read(all.total)
  const places = [...new Set([...ofTotal.keys(), ...read.flatMap((places) => [...places.keys()])])]
  const kept = all.rows.map(() => new Map<string, Figure>())
  const keptTotal = new Map<string, Figure>()
  let gone = rowsGone.rows
  for (const place of places) {
    const result = hideSmall(
      ofTotal.get(place) ?? NOTHING,
      read.map((places) => places.get(place) ?? NOTHING),
      { ...inner.counted, sums: all.sums },
      gone,
    )
    if (ofTotal.has(place)) keptTotal.set(place, result.total)
    for (const [i, figure] of result.rows.entries()) if (read[i]?.has(place)) kept[i]?.set(place, figure)
    if (inner.isChain) gone = result.rows.map((figure, i) => gone[i] === true || figure.state === 'suppressed')
  }
  const rows = table.rows.map((row, i) =>
    rowsGone.rows[i] ? row : (inner.write(row, kept[i] ?? new Map<string, Figure>()) as F),
  )
  return { total: rowsGone.total ? table.total : inner.write(table.total, keptTotal), rows }
}

const NOTHING: Figure = { state: 'empty', value: null, notes: [] }

function mapped<F extends Figure>(table: Table<F>, hidden: Hidden, change: (figure: Figure) => Figure): Table<F> {
  return {
    total: hidden.total ? change(table.total) : table.total,
    rows: table.rows.map((row, i) => (hidden.rows[i] ? (change(row) as F) : row)),
  }
}

/** Nothing but the state, and what names the cell. */
function blank(figure: Figure): Figure {
  const { numerator, denominator, low, high, level, target, verdict, maturesOn, missing, parts, ...named } = figure
  return { ...named, state: 'suppressed', value: null, notes: [] }
}

function withoutNumbers(figure: Figure, kept: ReadonlySet<string>): Figure {
  const parts = Object.entries(figure.parts ?? {}).filter(([name]) => kept.has(name))
  return { ...blank(figure), ...(parts.length > 0 && { parts: Object.fromEntries(parts) }) }
}

function withoutParts(figure: Figure, names: readonly string[]): Figure {
  if (!figure.parts) return figure
  const hidden = names.filter((name) => figure.parts && Object.hasOwn(figure.parts, name))
  return { ...figure, parts: { ...figure.parts, ...Object.fromEntries(hidden.map((name) => [name, null])) } }
}

/** Names under which the points of a curve and the rows of a table inside of a figure say how many people they are of. */
const POINT_COUNTS = ['people', 'atRisk', 'lost', 'returned']

/** Points of curves and rows of tables that are of 1 to 4 people are left out. */
function withoutTails<F extends Figure>(figure: F): F {
  return figure.parts ? { ...figure, parts: cleaned(figure.parts) as Record<string, Part> } : figure
}

function cleaned(part: Part): Part {
  if (Array.isArray(part)) return part.filter((entry) => !isSmallPoint(entry)).map(cleaned)
  if (typeof part !== 'object' || part === null) return part
  return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, cleaned(inner)]))
}

function isSmallPoint(entry: Part): boolean {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return false
  return POINT_COUNTS.some((name) => typeof entry[name] === 'number' && isSmall(entry[name]))
}
